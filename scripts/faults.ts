import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

/*
 * Disturbs the reference host in every way that test/faults knows, and writes what came of it into docs/reliability.md:
 * npm run faults -- --tries 5
 */

const { values } = parseArgs({ options: { tries: { type: 'string', default: '5' } } });
const tries = Number(values.tries);
if (!Number.isInteger(tries) || tries < 1) {
  console.error('--tries takes a whole number from 1 on.');
  process.exit(1);
}
const { status } = spawnSync('vitest', ['run', '--project', 'faults', 'test/faults/faults.test.ts'], {
  stdio: 'inherit',
  env: { ...process.env, FAULT_TRIES: String(tries), FAULT_COMMAND: `npm run faults -- --tries ${tries}` },
});
process.exit(status ?? 1);
