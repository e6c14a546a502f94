import { spawnSync } from 'node:child_process';
import { findPostgres, installPostgres } from './postgres.js';

/*
 * Sees to a PostgreSQL for the command that follows. Where none can be had the command is run all the same: what needs one
 * says so, and `npm test` repeats it in its last lines.
 */

if (!findPostgres()) installPostgres();

const [command, ...args] = process.argv.slice(2);
if (!command) {
  console.error('Name the command to run: with-postgres <command> [arguments].');
  process.exit(1);
}
const child = spawnSync(command, args, { stdio: 'inherit' });
if (child.error) console.error(`${command} could not be started: ${child.error.message}`);
process.exit(child.status ?? 1);
