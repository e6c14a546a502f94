import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../scripts/postgres.js';
import { type Bench, openEmbeddedBench, openServerBench } from './bench.js';
import { FAULTS, type Fault } from './faults.js';
import { examine, noFindings } from './findings.js';
import { addTo, circumstances, type Row, tableOf, writeSection } from './report.js';

/** Without a number this is the short run among all tests: each fault once, on one of the databases. */
const isShort = process.env.FAULT_TRIES === undefined;
const tries = Number(process.env.FAULT_TRIES ?? 1);
const programs = findPostgres();
const rows: Row[] = [];

async function tryOften({ name, run }: Fault, bench: Bench): Promise<void> {
  const row: Row = { fault: name, database: bench.name, tried: 0, ...noFindings() };
  rows.push(row);
  // A short run tries another step of the work with each fault.
  const first = FAULTS.findIndex((fault) => fault.name === name);
  for (let number = first; number < first + tries; number++) {
    const outcome = await run(bench, number).catch((error: Error) => {
      // Somebody who never hears anything has lost what they decided.
      addTo(row, { ...noFindings(), lost: 1 });
      throw error;
    });
    const { isStruck, reviewIds, given, shown, expected } = outcome;
    expect(isStruck, 'the fault took place').toBe(true);
    const records = await bench.read(reviewIds);
    expect(records).toHaveLength(reviewIds.length);
    const { findings, notes } = examine(records, given, shown, expected);
    addTo(row, findings);
    expect(notes).toEqual([]);
  }
}

const on = (database: Bench['name']) =>
  FAULTS.filter((fault, index) => {
    if (!fault.on.includes(database)) return false;
    const [turn] = fault.on.slice(index % fault.on.length);
    return !isShort || !programs || turn === database;
  });
const embeddedServers = [...new Set(on('PGlite').map(({ server = 'one' }) => server))];

describe.each(embeddedServers)('on PGlite (%s)', (which) => {
  const bench = { current: undefined as Bench | undefined };
  beforeAll(() => {
    bench.current = openEmbeddedBench(which);
  });
  afterAll(() => bench.current?.stop());
  for (const fault of on('PGlite').filter(({ server = 'one' }) => server === which)) {
    it(`keeps every promise: ${fault.name}`, () => tryOften(fault, bench.current as Bench));
  }
});

describe.runIf(programs)('on PostgreSQL', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openServerBench(programs as string);
  });
  afterAll(() => bench?.stop());
  for (const fault of on('PostgreSQL')) it(`keeps every promise: ${fault.name}`, () => tryOften(fault, bench));
});

afterAll(() => {
  const command = process.env.FAULT_COMMAND;
  if (command) writeSection('faults', `${circumstances(command, programs)}\n\n${tableOf(rows)}`);
});
