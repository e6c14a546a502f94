// @vitest-environment node
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../src/audit/canonical.selectors.js';
import { chainEntry } from '../../src/audit/chain.selectors.js';
import type { Digest, LogRecord } from '../../src/audit/chain.types.js';
import { describeLogFault, holdAgainst, isContinued, verificationOf } from '../../src/verify/index.js';
import { checkpointAt, headerOf, tools, treeOf, write } from '../audit/log.fixtures.js';
import {
  CHECKPOINTS,
  extractOf,
  FILE,
  FILE_LINES,
  hex,
  LINES,
  LOG,
  lineOf,
  MODES,
  short,
  verifyLines,
  verifyText,
} from './verify.fixtures.js';

/** The log as somebody has written it anew from a place on who has its key: everything hangs together. */
function rewritten(from: number): LogRecord[] {
  const last = new Map<string, Digest>();
  return LOG.map((record) => {
    const { position, prevHash: _prevHash, ...entry } = record.entry;
    const changed = position === from ? { ...entry, at: `${entry.at.slice(0, -1)}0001Z` } : entry;
    const made = chainEntry(tools, changed, position, last.get(entry.reviewId));
    last.set(entry.reviewId, made.hash);
    return { ...record, ...made };
  });
}
async function fileOf(records: readonly LogRecord[]): Promise<string> {
  const lines = records.map(({ entry }) => canonicalText(entry));
  const checkpoint = checkpointAt(records, lines, records.length);
  return write({ header: headerOf([checkpoint], records.length), records });
}
const OTHER = await fileOf(rewritten(200));
const SHORTER = await fileOf(LOG.slice(0, 280));
const [SMALL, MIDDLE, WHOLE] = CHECKPOINTS as [
  (typeof CHECKPOINTS)[0],
  (typeof CHECKPOINTS)[0],
  (typeof CHECKPOINTS)[0],
];

describe.each(MODES)('an older checkpoint and the whole log, %s', (mode) => {
  it('is contained in a log that has only grown, wherever in a block it ends', async () => {
    for (const since of [...CHECKPOINTS, checkpointAt(LOG, LINES, 1), checkpointAt(LOG, LINES, 511)]) {
      const report = await verifyText(FILE, mode, { since });
      expect(report).toMatchObject({ isIntact: true, since: { checkpoint: since, outcome: 'contained' } });
    }
    expect(await verifyText(FILE, mode)).not.toHaveProperty('since');
  });

  it('is missed in a log that was written anew and signed with the same key', async () => {
    expect(await verifyText(OTHER, mode)).toMatchObject({ isIntact: true, signed: 600 });
    const report = await verifyText(OTHER, mode, { since: MIDDLE });
    expect(report.faults).toEqual([{ kind: 'not-continued', older: { size: 300, at: MIDDLE.at } }]);
    expect(report).toMatchObject({ isIntact: false, since: { outcome: 'lost' } });
    // What stands before the place where it was written anew is the same.
    const early = await verifyText(OTHER, mode, { since: checkpointAt(LOG, LINES, 199) });
    expect(early.since?.outcome).toBe('contained');
  });

  it('is missed in a log that was cut back and signed again', async () => {
    expect(await verifyText(SHORTER, mode)).toMatchObject({ isIntact: true, signed: 280 });
    const report = await verifyText(SHORTER, mode, { since: MIDDLE });
    expect(report.faults.map(short)).toEqual(['not-continued @undefined']);
    expect(await verifyText(SHORTER, mode, { since: SMALL })).toMatchObject({ since: { outcome: 'contained' } });
  });

  it('is not told of where the file breaks off before it', async () => {
    const report = await verifyLines(FILE_LINES.slice(0, lineOf(280)), mode, { since: MIDDLE });
    expect(report.since?.outcome).toBe('unknown');
    expect(report.faults.map(({ kind }) => kind)).not.toContain('not-continued');
  });
});

describe('an older checkpoint and an extract', async () => {
  const tree = treeOf(LOG);
  const proofFrom = (size: number) => tree.consistencyProof(size, 600).map(hex);
  const report = await verifyText(await extractOf('LN-2'), 'full', { since: MIDDLE });

  it('needs a proof of the server', () => {
    expect(report).toMatchObject({ isIntact: true, since: { outcome: 'unknown' } });
    expect(holdAgainst(report, MIDDLE)).toMatchObject({ isIntact: true, since: { outcome: 'unknown' } });
    for (const older of [SMALL, MIDDLE]) {
      const held = holdAgainst(report, older, proofFrom(older.size));
      expect(held).toMatchObject({ isIntact: true, faults: [], since: { checkpoint: older, outcome: 'contained' } });
    }
    expect(holdAgainst(report, WHOLE).since?.outcome).toBe('contained');
  });

  it('is missed where the log was written anew or cut back', () => {
    const other = { ...MIDDLE, root: SMALL.root };
    for (const [older, proof] of [
      [other, proofFrom(300)],
      [{ ...WHOLE, root: SMALL.root }, undefined],
      [{ ...WHOLE, size: 601 }, undefined],
    ] as const) {
      const held = holdAgainst(report, older, proof);
      expect(held).toMatchObject({ isIntact: false, since: { outcome: 'lost' } });
      expect(held.faults.map(({ kind }) => kind)).toEqual(['not-continued']);
    }
  });

  it('is told nothing by an extract that is not proved', () => {
    expect(holdAgainst({ ...report, signed: 0 }, SMALL, proofFrom(256)).since?.outcome).toBe('unknown');
  });

  it('takes nothing for a proof that is none', () => {
    expect(isContinued(MIDDLE, WHOLE, proofFrom(300))).toBe(true);
    for (const proof of [[], ['no'], [7], 'proof', undefined, proofFrom(256), [...proofFrom(300), WHOLE.root]])
      expect(isContinued(MIDDLE, WHOLE, proof as never)).toBe(false);
    expect(isContinued({ size: 300, root: 'none' }, WHOLE, proofFrom(300))).toBe(false);
  });
});

describe('what is said of an older checkpoint', () => {
  it('names when it was signed and how many entries it counts', async () => {
    const { faults } = await verifyText(OTHER, 'full', { since: MIDDLE });
    const [fault] = faults as [(typeof faults)[0]];
    const number = (value: number) => String(value);
    expect(describeLogFault(fault, { number })).toBe(
      `The log no longer contains what was signed on ${MIDDLE.at}: of the entries of then (300), some are gone or are others.`,
    );
    expect(describeLogFault(fault, { number, locale: 'en', timeZone: 'UTC' })).toContain('Nov 22, 2026, 08:00:00 UTC');
  });

  it('leaves no entry verified, whatever was signed since', async () => {
    const report = await verifyText(OTHER, 'full', { since: MIDDLE });
    expect(verificationOf(report, { at: '2026-11-23T08:00:00Z' })).toMatchObject({ status: 'broken', signed: 0 });
  });
});
