import { createHash, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { canonicalText } from '../../src/audit/canonical.selectors.js';
import { chainEntry } from '../../src/audit/chain.selectors.js';
import type { ChainedEntry, LogRecord } from '../../src/audit/chain.types.js';
import { openEntry, sealEntry } from '../../src/audit/seal.selectors.js';
import { proposalLineOf, signatureState, signedHash } from '../../src/audit/signature.selectors.js';
import { type applyCommand, initialReview, proposedEntry } from '../../src/review/lifecycle.selectors.js';
import type { AuditEntry, Command, EntrySignature, Json, Review } from '../../src/review/review.types.js';
import { amara, bare, loan, run, send, system } from '../review/lifecycle.fixtures.js';
import { tools } from './log.fixtures.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const override: Command = {
  type: 'override',
  value: 'approve',
  reason: { codes: ['other'], text: 'The applicant rang and explained the gap' },
  signature: { printedName: amara.name, meaning: 'override' },
};
const SEQ = 3;

function entryOf(result: ReturnType<typeof applyCommand>): AuditEntry {
  if (result.outcome !== 'accepted') throw new Error(result.outcome);
  return result.entry;
}

/** The log of a review as a server writes it: sealed, signed, chained. */
function logOf(after?: (decided: Review) => AuditEntry): LogRecord[] {
  const begun = initialReview(loan, bare);
  const claimed = run(begun, [amara, { type: 'claim' }]);
  const decided = run(claimed, [amara, override]);
  const entries = [
    proposedEntry(begun),
    entryOf(send(begun, amara, { type: 'claim' })),
    entryOf(send(claimed, amara, override)),
    ...(after ? [after(decided)] : []),
  ];
  const records: LogRecord[] = [];
  for (const [index, entry] of entries.entries()) {
    const { entry: sealed, disclosed } = sealEntry(tools, entry, () => new Uint8Array(randomBytes(16)));
    const proposal = proposalLineOf(records, entry.seq)?.hash ?? '';
    const signature = {
      printedName: amara.name,
      meaning: 'override' as const,
      at: entry.at,
      method: 'password',
      components: 2,
    };
    const recordHash = signedHash(tools, { ...sealed, signature }, proposal);
    const signed = entry.seq === SEQ ? { ...sealed, signature: { ...signature, recordHash } } : sealed;
    records.push({ ...chainEntry(tools, signed, index + 1, records.at(-1)?.hash), disclosed });
  }
  return records;
}

/** Somebody changes the stored text of one line, and its digest with it, so that the line looks whole. */
function withLine(records: readonly LogRecord[], seq: number, change: (entry: ChainedEntry) => unknown): LogRecord[] {
  return records.map((record) => {
    if (record.entry.seq !== seq) return record;
    const entry = change(structuredClone(record.entry)) as ChainedEntry;
    return { ...record, entry, hash: sha256(canonicalText(entry as unknown as Json)) };
  });
}

describe('what a signature is put under', () => {
  it('can be computed again by whoever has the two lines, with nothing of ours', () => {
    const [proposal, , signed] = logOf() as [LogRecord, LogRecord, LogRecord];
    const { signature, position: _position, prevHash: _prevHash, ...rest } = signed.entry;
    const { recordHash, ...taken } = signature as EntrySignature;
    const entry = { ...rest, signature: taken };
    // No number of these lines needs more than JSON.stringify; keys sorted by UTF-16 code units are RFC 8785.
    const sorted = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(sorted)
        : typeof value === 'object' && value !== null
          ? Object.fromEntries(
              Object.entries(value)
                .sort(([a], [b]) => (a < b ? -1 : 1))
                .map(([k, v]) => [k, sorted(v)]),
            )
          : value;
    const proposalText = JSON.stringify(sorted(proposal.entry));
    expect(sha256(proposalText)).toBe(proposal.hash);
    expect(sha256(JSON.stringify(sorted({ entry, proposal: proposal.hash })))).toBe(recordHash);
  });

  it('is the same before and after the entry was chained and its digest put in', () => {
    const [proposal, , signed] = logOf() as [LogRecord, LogRecord, LogRecord];
    const { signature, position: _position, prevHash: _prevHash, ...entry } = signed.entry;
    const { recordHash: _recordHash, ...taken } = signature as EntrySignature;
    expect(signedHash(tools, { ...entry, signature: taken }, proposal.hash)).toBe(signature?.recordHash);
    expect(signedHash(tools, signed.entry, proposal.hash)).toBe(signature?.recordHash);
  });
});

describe('a signature', () => {
  it('matches what was signed', () => {
    expect(signatureState(tools, logOf(), SEQ)).toBe('matches');
    expect(signatureState(tools, [...logOf()].reverse(), SEQ)).toBe('matches');
  });

  it('is none where nothing was signed', () => {
    expect(signatureState(tools, logOf(), 2)).toBeUndefined();
    expect(signatureState(tools, logOf(), 99)).toBeUndefined();
  });

  const fields = Object.keys(logOf()[SEQ - 1]?.entry ?? {}).filter(
    (name) => !['signature', 'position', 'prevHash'].includes(name),
  );
  it.each(fields)('no longer matches when "%s" of the decision was changed, digest and all', (field) => {
    const records = withLine(logOf(), SEQ, (entry) => ({ ...entry, [field]: field === 'seq' ? SEQ : 'another' }));
    expect(signatureState(tools, records, SEQ)).toBe(field === 'seq' ? 'matches' : 'changed');
  });

  it.each([
    ['printed name', { printedName: 'Somebody Else' }],
    ['meaning', { meaning: 'approval' }],
    ['time', { at: '2019-01-01T00:00:00Z' }],
    ['method', { method: 'passkey' }],
    ['number of components', { components: 1 }],
    ['digest', { recordHash: '0'.repeat(64) }],
  ])('no longer matches when its %s was changed', (_, change) => {
    const records = withLine(logOf(), SEQ, (entry) => ({ ...entry, signature: { ...entry.signature, ...change } }));
    expect(signatureState(tools, records, SEQ)).toBe('changed');
  });

  it('no longer matches when the proposal was changed under it', () => {
    const records = withLine(logOf(), 1, (entry) => ({ ...entry, oldValue: 'approve' }));
    expect(signatureState(tools, records, SEQ)).toBe('changed');
  });

  it('no longer matches when the digest of the proposal’s line was kept and its text changed', () => {
    const records = logOf().map((record, index) =>
      index === 0 ? { ...record, entry: { ...record.entry, oldValue: 'approve' } } : record,
    );
    expect(signatureState(tools, records, SEQ)).toBe('changed');
  });

  it('no longer matches when the words beside the commitment are others', () => {
    const records = logOf().map((record) =>
      record.entry.seq === SEQ
        ? {
            ...record,
            disclosed: {
              ...record.disclosed,
              '/reason/text': { salt: '00'.repeat(16), value: 'Somebody asked me to' },
            },
          }
        : record,
    );
    expect(signatureState(tools, records, SEQ)).toBe('changed');
  });

  it('no longer matches when an unreadable value took the place of a signed one', () => {
    const records = logOf().map((record) =>
      record.entry.seq === SEQ ? { ...record, entry: { ...record.entry, newValue: Number.NaN } } : record,
    );
    expect(signatureState(tools, records, SEQ)).toBe('changed');
  });

  it('still matches after the law’s erasure', () => {
    const records = logOf().map(({ disclosed: _disclosed, ...record }) => record);
    expect(signatureState(tools, records, SEQ)).toBe('matches');
  });

  it('covers an earlier revision once the proposal was revised', () => {
    const revise: Command = { type: 'revise', proposal: { ...loan, revision: 2, value: 'approve' } };
    const records = logOf((decided) => entryOf(send(decided, system, revise)));
    expect(signatureState(tools, records, SEQ)).toBe('earlier-revision');
    const changed = withLine(records, SEQ, (entry) => ({ ...entry, newValue: 'reject' }));
    expect(signatureState(tools, changed, SEQ)).toBe('changed');
  });

  it('cannot be checked where the lines are not there, or only what people read of them', () => {
    const records = logOf();
    const entries = records.map(({ entry, disclosed }) => openEntry(entry, disclosed).entry);
    expect(signatureState(tools, entries, SEQ)).toBe('unchecked');
    expect(signatureState(tools, records.slice(1), SEQ)).toBe('unchecked');
    const [, , signed] = records as [LogRecord, LogRecord, LogRecord];
    expect(signatureState(tools, [entries[0] as AuditEntry, signed], SEQ)).toBe('unchecked');
  });
});
