import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { findPostgres, NO_POSTGRES } from './postgres.js';

/*
 * Disturbs the reference host in every way that test/faults knows, and writes what came of it into docs/reliability.md:
 * npm run faults -- --tries 5
 * Three tries and more strike the decision, the claim and the undo. Without a PostgreSQL server it does nothing, unless that
 * is asked for: npm run faults -- --without-postgres
 */

const { values } = parseArgs({
  options: { tries: { type: 'string', default: '5' }, 'without-postgres': { type: 'boolean', default: false } },
});
const tries = Number(values.tries);
if (!Number.isInteger(tries) || tries < 1) {
  console.error('--tries takes a whole number from 1 on.');
  process.exit(1);
}
const isWithout = !findPostgres();
if (isWithout) {
  console.error(`NOT TRIED ON A POSTGRESQL SERVER: ${NO_POSTGRES}.`);
  if (!values['without-postgres']) {
    console.error('The table stays as it is. To write one without those rows, give --without-postgres.');
    process.exit(1);
  }
}
const command = `npm run faults -- --tries ${tries}${isWithout ? ' --without-postgres' : ''}`;
const { status } = spawnSync('vitest', ['run', '--project', 'faults', 'test/faults/faults.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, FAULT_TRIES: String(tries), FAULT_COMMAND: command },
});
process.exit(status ?? 1);
