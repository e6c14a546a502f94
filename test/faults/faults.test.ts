import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../scripts/postgres.js';
import { type Bench, openEmbeddedBench, openServerBench } from './bench.js';
import type { Fault } from './fault.js';
import { FAULTS } from './faults.js';
import { examine, noFindings } from './findings.js';
import { addTo, circumstances, type Row, tableOf, writeSection } from './report.js';

/** Without a number this is the short run among all tests: each fault once, on one of the databases. */
const isShort = process.env.FAULT_TRIES === undefined;
const tries = Number(process.env.FAULT_TRIES ?? 1);
/** In milliseconds: a try that takes longer than a minute hangs. */
const patience = Math.max(5, tries) * 60_000;
const programs = findPostgres();
/** A line for every fault on every database that it is for, tried or not. */
const rows: Row[] = (['PGlite', 'PostgreSQL'] as const).flatMap((database) =>
  FAULTS.filter((fault) => fault.on.includes(database)).map(({ name }) => ({
    fault: name,
    database,
    tried: 0,
    ...noFindings(),
  })),
);
const rowOf = ({ name }: Fault, database: Bench['name']) =>
  rows.find((row) => row.fault === name && row.database === database) as Row;

/** So often a try is made again that its fault has missed. */
const MOST_MISSES = 5;

async function tryOnce({ run }: Fault, bench: Bench, number: number, row: Row): Promise<boolean> {
  const outcome = await run(bench, number).catch((error: Error) => {
    // Somebody who never hears anything has lost what they decided.
    addTo(row, { ...noFindings(), lost: 1 });
    throw error;
  });
  const { isStruck, reviewIds, ...witnesses } = outcome;
  const records = await bench.read(reviewIds);
  expect(records).toHaveLength(reviewIds.length);
  const { findings, notes } = examine(records, { ...witnesses, acted: bench.acted() });
  // What is broken counts, whatever broke it.
  if (isStruck || notes.length > 0) addTo(row, findings);
  expect(notes).toEqual([]);
  return isStruck;
}

async function tryOften(fault: Fault, bench: Bench): Promise<void> {
  const row = rowOf(fault, bench.name);
  for (let number = 0; number < tries; number++) {
    let misses = 0;
    while (!(await tryOnce(fault, bench, number, row))) {
      misses += 1;
      expect(misses, 'how often the fault missed').toBeLessThan(MOST_MISSES);
    }
  }
}

/** A short run takes one database for each fault: in turn, and the server where the fault needs processes of its own. */
const on = (database: Bench['name']) =>
  FAULTS.filter((fault, index) => {
    if (!fault.on.includes(database)) return false;
    if (!isShort || !programs) return true;
    const [turn] = fault.server ? ['PostgreSQL'] : fault.on.slice(index % fault.on.length);
    return turn === database;
  });
const embeddedServers = [...new Set(on('PGlite').map(({ server = 'one' }) => server))];

describe.each(embeddedServers)('on PGlite (%s)', (which) => {
  const bench = { current: undefined as Bench | undefined };
  beforeAll(() => {
    bench.current = openEmbeddedBench(which);
  });
  afterAll(() => bench.current?.stop());
  for (const fault of on('PGlite').filter(({ server = 'one' }) => server === which)) {
    it(`keeps every promise: ${fault.name}`, () => tryOften(fault, bench.current as Bench), patience);
  }
  it('leaves a record that verifies', async () => {
    expect(await bench.current?.verify()).toEqual([]);
  });
});

describe.runIf(programs)('on PostgreSQL', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openServerBench(programs as string);
  });
  afterAll(() => bench?.stop());
  for (const fault of on('PostgreSQL'))
    it(`keeps every promise: ${fault.name}`, () => tryOften(fault, bench), patience);
  it('leaves a record that verifies', async () => {
    expect(await bench.verify()).toEqual([]);
  });
});

afterAll(() => {
  const command = process.env.FAULT_COMMAND;
  if (command) writeSection('faults', `${circumstances(command, programs)}\n\n${tableOf(rows)}`);
});
