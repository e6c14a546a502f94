// @vitest-environment node

import { describe, expect, it } from 'vitest';
import type { EntryMark } from '../../src/audit/audit.types.js';
import { markOf } from '../../src/audit/audit-verification.selectors.js';
import type { Checkpoint } from '../../src/audit/chain.types.js';
import type { LogReport } from '../../src/verify/index.js';
import { verificationOf } from '../../src/verify/index.js';
import { headerOf, write } from '../audit/log.fixtures.js';
import {
  CHECKPOINTS,
  extractOf,
  FILE_LINES,
  LOG,
  lineOf,
  verifyLines,
  verifyText,
  withLine,
} from './verify.fixtures.js';

const AT = '2027-01-01T00:00:00Z';
/** Entries as a backend gives them, with their place beside. */
const SHOWN = LOG.map(({ entry: { position, prevHash: _prevHash, ...entry }, hash }) => ({
  ...entry,
  proof: { position, hash },
}));

/** Marks of all entries in short: `verified 1-600`. */
function marksOf(report: LogReport): string[] {
  const verification = verificationOf(report, { at: AT });
  const runs: { mark: EntryMark; from: number; to: number }[] = [];
  for (const [index, entry] of SHOWN.entries()) {
    const mark = markOf(entry, verification);
    const run = runs.at(-1);
    if (run?.mark === mark) run.to = index + 1;
    else runs.push({ mark, from: index + 1, to: index + 1 });
  }
  return runs.map(({ mark, from, to }) => `${mark} ${from}-${to}`);
}
const end = FILE_LINES.length - 1;
const disclosed = FILE_LINES.findIndex((line) => line.startsWith('{"disclosed":'));

describe('a fault of the file that is about no entry', () => {
  it.each<[name: string, lines: readonly string[], kind: string]>([
    ['a line too many that cannot be read', withLine(disclosed, (line) => ['no', line]), 'unreadable'],
    ['wrong counts', withLine(end, (line) => line.replace('"entries":600', '"entries":599')), 'counts-wrong'],
    ['a line in a wrong place', withLine(end, (line) => [line, FILE_LINES[lineOf(256) + 1] as string]), 'misplaced'],
    ['a missing end', withLine(end, () => []), 'truncated'],
    ['a byte order mark', withLine(0, (line) => `\uFEFF${line}`), 'not-canonical'],
    [
      'a block line that says something else',
      withLine(lineOf(256) + 1, (line) => line.replace(/"sha256":"[0-9a-f]{8}/, '"sha256":"00000000')),
      'block-wrong',
    ],
    ['a line that is written in another way', withLine(lineOf(40), (line) => `${line}\r`), 'not-canonical'],
  ])('%s takes nothing from the entries that a signature stands for', async (_name, lines, kind) => {
    const report = await verifyLines(lines, 'full');
    expect(report.faults.map((fault) => fault.kind)).toContain(kind);
    expect(verificationOf(report, { at: AT }).status).toBe('broken');
    expect(marksOf(report)).toEqual(['verified 1-600']);
  });

  it('leaves open what no signature stands for', async () => {
    const few = withLine(0, (line) => JSON.stringify({ ...JSON.parse(line), checkpoints: CHECKPOINTS.slice(0, 2) }));
    expect(marksOf(await verifyLines(few, 'full'))).toEqual(['verified 1-300', 'unsure 301-600']);
    expect(marksOf(await verifyLines(few.slice(0, -1), 'full'))).toEqual(['verified 1-300', 'unsure 301-600']);
  });

  it('leaves everything open where nothing is proved', async () => {
    const extract = await extractOf('LN-2');
    const report = await verifyText(extract.replace(/"nodes":\["./, '"nodes":["x'), 'full', { keepEntries: true });
    expect(report.faults.map(({ kind }) => kind)).toEqual(['proof-wrong']);
    expect(marksOf(report)).toEqual(['unsure 1-600']);
    expect(marksOf(await verifyText('no log', 'full'))).toEqual(['unsure 1-600']);
  });
});

describe('a fault of a checkpoint', () => {
  it('says nothing of the entry that it ends with', async () => {
    const [first, ...others] = CHECKPOINTS as [Checkpoint, Checkpoint, ...Checkpoint[]];
    const forged = { ...first, signature: others[0].signature };
    const report = await verifyText(await write({ header: headerOf([forged, ...others], 600), records: LOG }), 'full');
    expect(report.faults.map(({ kind }) => kind)).toEqual(['checkpoint-forged']);
    expect(marksOf(report)).toEqual(['verified 1-600']);
  });
});

describe('a fault of an entry', () => {
  it('is marked there, and nothing behind it is sure', async () => {
    const report = await verifyLines(
      withLine(lineOf(40), (line) => line.replace('"bare"', '"lax!"')),
      'full',
    );
    expect(marksOf(report)).toEqual(['verified 1-39', 'broken 40-40', 'unsure 41-600']);
    const unread = await verifyLines(
      withLine(lineOf(40), () => 'no'),
      'full',
    );
    expect(marksOf(unread)).toEqual(['verified 1-39', 'broken 40-40', 'unsure 41-600']);
  });
});

describe('what is on screen and not in a file that is not whole', () => {
  it('leaves everything open rather than accuse anything', async () => {
    const lines = (await extractOf('LN-2')).slice(0, -1).split('\n');
    const report = await verifyLines(lines.slice(0, -1), 'full', { keepEntries: true });
    const entries = SHOWN.filter(({ reviewId }) => reviewId === 'LN-2').map((entry) => ({ ...entry, at: AT }));
    const { faults, signed } = verificationOf(report, { at: AT, entries });
    expect({ kinds: faults.map(({ kind }) => kind), signed }).toEqual({ kinds: ['truncated'], signed: 0 });
  });
});
