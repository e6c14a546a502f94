import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findPostgres } from '../../scripts/postgres.js';
import { type Bench, openEmbeddedBench, openServerBench } from './bench.js';
import { FAULTS } from './faults.js';
import { examine, noFindings } from './findings.js';
import { addTo, circumstances, type Row, tableOf, writeSection } from './report.js';

const tries = Number(process.env.FAULT_TRIES ?? 1);
const programs = findPostgres();
const rows: Row[] = [];

const benches: [Bench['name'], () => Promise<Bench>][] = [
  ['PGlite', () => openEmbeddedBench()],
  ...(programs
    ? [['PostgreSQL', () => openServerBench(programs, [{}, {}])] as [Bench['name'], () => Promise<Bench>]]
    : []),
];

describe.each(benches)('under faults on %s', (database, open) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await open();
  });
  afterAll(() => bench?.stop());

  for (const { name, run } of FAULTS.filter((fault) => fault.on.includes(database))) {
    it(`keeps every promise: ${name}`, async () => {
      const row: Row = { fault: name, database, tried: 0, ...noFindings() };
      rows.push(row);
      for (let number = 0; number < tries; number++) {
        const { isStruck, reviewIds, given, shown } = await run(
          bench,
          number + FAULTS.findIndex((each) => each.name === name),
        );
        expect(isStruck, 'the fault took place').toBe(true);
        const records = await bench.read(reviewIds);
        expect(records).toHaveLength(reviewIds.length);
        const { findings, notes } = examine(records, given, shown);
        addTo(row, findings);
        expect(notes).toEqual([]);
      }
    });
  }
});

afterAll(() => {
  const command = process.env.FAULT_COMMAND;
  if (command)
    writeSection(
      'faults',
      `${circumstances(command, programs)}

${tableOf(rows)}`,
    );
});
