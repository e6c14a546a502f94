import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockDigest, chainEntry, checkpointOf, entryHash } from '../../src/audit/chain.selectors.js';
import type { ChainFaultKind, Checkpoint, Digest, LogRecord } from '../../src/audit/chain.types.js';
import { createChainVerifier } from '../../src/audit/chain-verifier.selectors.js';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { AuditEntry } from '../../src/review/review.types.js';
import { chainTools } from '../../src/verify/web-crypto.js';
import { tools } from './log.fixtures.js';

const REVIEWS = ['A', 'B', 'C'];

/** Entries of real reviews, in the order in which they happened. */
function happened(rounds: number): AuditEntry[] {
  let now = Date.parse('2026-11-21T09:00:00Z');
  const store = createMemoryStore({
    reviews: REVIEWS.map((id) => initialReview({ ...sampleProposals.loan, id }, samplePolicy)),
    clock: () => now++,
  });
  const order = REVIEWS.map((id) => `${id}:1`);
  for (let round = 0; round < rounds; round++) {
    const id = REVIEWS[(round * 7) % REVIEWS.length] as string;
    const isClaimed = store.get(id).status === 'reviewing';
    const result = store.apply(id, { type: isClaimed ? 'release' : 'claim' }, sampleReviewers.amara);
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    order.push(result.entry.id);
  }
  const entries = new Map(REVIEWS.flatMap((id) => store.entries(id).map((entry) => [entry.id, entry])));
  return order.map((id) => entries.get(id) as AuditEntry);
}

function logOf(entries: readonly AuditEntry[]): LogRecord[] {
  const last = new Map<string, Digest>();
  return entries.map((entry, index) => {
    const record = chainEntry(tools, entry, index + 1, last.get(entry.reviewId));
    last.set(entry.reviewId, record.hash);
    return record;
  });
}

const ENTRIES = happened(27);
const LOG = logOf(ENTRIES);

type Known = Checkpoint & { isGenuine: boolean | undefined };
const checkpointAt = (size: number, log: readonly LogRecord[] = LOG): Known => ({
  ...checkpointOf(
    tools,
    log.slice(0, size).map(({ hash }) => hash),
    [],
    '2026-11-21T10:00:00Z',
  ),
  keyId: 'k1',
  signature: '',
  isGenuine: true,
});
const CHECKPOINTS = [10, 20, LOG.length].map((size) => checkpointAt(size));

function verify(log: readonly unknown[], checkpoints: readonly Known[] = CHECKPOINTS) {
  const verifier = createChainVerifier(tools);
  for (const record of log) verifier.add(record);
  return verifier.finish(checkpoints);
}
const kindsOf = (log: readonly unknown[], checkpoints?: readonly Known[]) =>
  verify(log, checkpoints).faults.map(({ kind, position }) => `${kind} ${position}`);

/** An entry rewritten by somebody who knows how a log is hashed: its own digest fits. */
function forged({ entry }: LogRecord, change: object): LogRecord {
  const next = { ...entry, ...change };
  return { entry: next, hash: entryHash(tools, next) };
}

/** The whole log from one line on, hashed anew: everything hangs together. */
function rewritten(log: readonly LogRecord[], from: number, change: (entry: AuditEntry) => AuditEntry): LogRecord[] {
  const entries = log.map(({ entry: { position: _position, prevHash: _prevHash, ...entry } }) => entry as AuditEntry);
  return logOf(entries.map((entry, index) => (index === from ? change(entry) : entry)));
}

describe('the digest of a block', () => {
  const lines = ['{"a":1}', '{"b":"ü"}', '{}'];
  const due = createHash('sha256').update('{"a":1}\n{"b":"ü"}\n{}\n').digest('hex');

  it('is that of its lines one after the other, which together may be longer than a text can be', () => {
    const encoded: string[] = [];
    const watched = {
      ...tools,
      encode: (text: string) => {
        encoded.push(text);
        return tools.encode(text);
      },
    };
    expect(blockDigest(watched, lines)).toBe(due);
    expect(encoded).toEqual(lines.map((line) => `${line}\n`));
  });

  it('is taken piece by piece where the tools can', () => {
    const hash = () => expect.fail('the pieces were joined');
    expect(blockDigest({ ...tools, hash, createHash: () => createHash('sha256') }, lines)).toBe(due);
    expect(blockDigest(chainTools, lines)).toBe(due);
  });
});

describe('a log that nobody touched', () => {
  it('verifies, and says how much of it is signed', () => {
    expect(verify(LOG)).toMatchObject({ lines: LOG.length, faults: [], signed: LOG.length });
    expect(verify(LOG, [checkpointAt(20)])).toMatchObject({ faults: [], signed: 20 });
    expect(verify(LOG, [])).toMatchObject({ faults: [], signed: 0 });
    expect(verify([], [])).toMatchObject({ lines: 0, faults: [], signed: 0 });
  });

  it('verifies with keys in any order, and digests in capitals', () => {
    const turned = LOG.map(({ entry, hash }) => ({
      hash: hash.toUpperCase(),
      entry: Object.fromEntries(Object.entries(entry).reverse()),
    }));
    expect(verify(turned).faults).toEqual([]);
  });

  it('verifies with what a newer version writes', () => {
    const newer = logOf([
      ...ENTRIES,
      { ...ENTRIES[0], id: 'D:1', reviewId: 'D', type: 'notarised', seal: {} } as never,
    ]);
    expect(verify(newer).faults).toEqual([]);
  });
});

describe('a log that was tampered with', () => {
  const positions = fc.integer({ min: 1, max: LOG.length });

  it('names a changed entry, at the very place', () => {
    fc.assert(
      fc.property(positions, fc.string({ minLength: 1 }), fc.boolean(), (position, text, isHashed) => {
        const record = LOG[position - 1] as LogRecord;
        const change = { reason: { codes: ['other'], text } };
        const next = isHashed ? forged(record, change) : { ...record, entry: { ...record.entry, ...change } };
        const log = LOG.map((each) => (each === record ? next : each));
        const isLast = !LOG.some(({ entry }) => entry.prevHash === record.hash);
        // Hashed anew, the last entry of a review betrays itself by the signed root alone.
        const expected =
          isHashed && isLast ? [`rewritten ${position > 20 ? 21 : position > 10 ? 11 : 1}`] : [`changed ${position}`];
        expect(kindsOf(log)).toEqual(expected);
      }),
      { numRuns: 600 },
    );
  });

  it('names removed entries, in the middle and at the end', () => {
    fc.assert(
      fc.property(positions, fc.integer({ min: 1, max: 5 }), (position, count) => {
        const to = Math.min(position + count - 1, LOG.length);
        const log = LOG.filter(({ entry }) => entry.position < position || entry.position > to);
        const { faults } = verify(log);
        expect(faults).toMatchObject([{ kind: to === LOG.length ? 'cut-off' : 'removed', position, to }]);
      }),
      { numRuns: 500 },
    );
  });

  it('names an entry too many, wherever it stands and however well it is made', () => {
    fc.assert(
      fc.property(positions, positions, fc.boolean(), (position, place, isCopy) => {
        const record = LOG[position - 1] as LogRecord;
        const extra = isCopy ? record : forged(record, { type: 'approved' });
        const log = [...LOG.slice(0, place), extra, ...LOG.slice(place)];
        const isLast = !LOG.some(({ entry }) => entry.prevHash === record.hash);
        const { faults } = verify(log);
        expect(faults).toHaveLength(1);
        // Of two that nothing follows, the signed root alone could say which was there first.
        if (isCopy || !isLast) expect(faults[0]).toMatchObject({ kind: 'inserted', position });
        else expect(['inserted', 'reordered', 'rewritten']).toContain(faults[0]?.kind);
      }),
      { numRuns: 500 },
    );
  });

  it('names entries in another place', () => {
    fc.assert(
      fc.property(positions, positions, (from, to) => {
        fc.pre(from !== to);
        const log = [...LOG];
        const [moved] = log.splice(from - 1, 1);
        log.splice(to - 1, 0, moved as LogRecord);
        const { faults } = verify(log);
        expect(faults.map(({ kind }) => kind)).toEqual(['reordered']);
        // Of two neighbours either has been moved.
        if (Math.abs(from - to) > 1) expect(faults[0]?.position).toBe(from);
      }),
      { numRuns: 500 },
    );
  });

  it('says from where on a log was written anew, though it hangs together', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: LOG.length - 1 }), (from) => {
        const log = rewritten(LOG, from, (entry) => ({ ...entry, by: { ...entry.by, name: 'Somebody else' } }));
        const { faults, signed } = verify(log);
        const start = from >= 20 ? 21 : from >= 10 ? 11 : 1;
        expect(faults).toMatchObject([{ kind: 'rewritten', position: start }]);
        expect(signed).toBe(start - 1);
      }),
      { numRuns: 100 },
    );
  });

  it('says that time went backwards in a review', () => {
    const log = rewritten(LOG, 12, (entry) => ({ ...entry, at: '2020-01-01T00:00:00.000Z' }));
    expect(kindsOf(log, [])).toEqual(['clock-backwards 13']);
  });

  it('says that a checkpoint is forged, or by a key that nobody knows', () => {
    expect(kindsOf(LOG, [{ ...checkpointAt(10), isGenuine: false }])).toEqual(['checkpoint-forged 10']);
    expect(kindsOf(LOG, [{ ...checkpointAt(10), isGenuine: undefined }])).toEqual(['key-unknown 10']);
  });

  it('names lines that are no entries, and goes on', () => {
    for (const nonsense of [undefined, null, 'x', 1, {}, { entry: null }, { entry: { seq: 1.5 } }, { hash: 'a' }]) {
      const log: unknown[] = [...LOG];
      log[4] = nonsense;
      const { faults } = verify(log);
      expect(faults[0]).toMatchObject({ kind: 'unreadable', position: 5, line: 5 });
      expect(faults.filter(({ kind }) => kind === 'changed')).toEqual([]);
    }
  });

  it('finds several things at once', () => {
    const log = LOG.map((record) =>
      record.entry.position === 4 ? forged(record, { from: null, type: 'held' }) : record,
    );
    log.splice(14, 1);
    const kinds = verify(log).faults.map(({ kind }): ChainFaultKind => kind);
    expect(kinds).toEqual(['changed', 'removed']);
  });
});
