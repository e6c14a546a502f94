// Where there is none, tests leave PostgreSQL out and the run says so in its last lines: scripts/closing-line.ts.
export { findPostgres, startPostgres } from '../../scripts/postgres.js';
