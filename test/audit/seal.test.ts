import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chainEntry } from '../../src/audit/chain.selectors.js';
import type { LogRecord } from '../../src/audit/chain.types.js';
import { createChainVerifier } from '../../src/audit/chain-verifier.selectors.js';
import { fits, openEntry, sealEntry, sealedIn } from '../../src/audit/seal.selectors.js';
import { type applyCommand, initialReview, proposedEntry } from '../../src/review/lifecycle.selectors.js';
import { type AuditEntry, type Command, ERASED } from '../../src/review/review.types.js';
import { amara, bare, loan, run, send, system } from '../review/lifecycle.fixtures.js';
import { tools } from './log.fixtures.js';

const salt = () => new Uint8Array(randomBytes(16));

const begun = initialReview(loan, bare);
const claimed = run(begun, [amara, { type: 'claim' }]);
const override: Command = {
  type: 'override',
  value: 'approve',
  reason: { codes: ['other'], text: 'The applicant rang and explained the gap' },
};

function entryOf(result: ReturnType<typeof applyCommand>): AuditEntry {
  if (result.outcome !== 'accepted') throw new Error(result.outcome);
  return result.entry;
}
const decided = run(claimed, [amara, override]);
const entries = [
  proposedEntry(begun),
  entryOf(send(begun, amara, { type: 'claim' })),
  entryOf(send(claimed, amara, override)),
];
const erasure = entryOf(send(decided, system, { type: 'erase', reason: 'The applicant asked for it' }));

function logOf(list: readonly AuditEntry[]): LogRecord[] {
  const records: LogRecord[] = [];
  for (const [index, each] of list.entries()) {
    const { entry, disclosed } = sealEntry(tools, each, salt);
    records.push({ ...chainEntry(tools, entry, index + 1, records.at(-1)?.hash), disclosed });
  }
  return records;
}

function faultsOf(records: readonly LogRecord[]): string[] {
  const verifier = createChainVerifier(tools);
  for (const record of records) verifier.add(record);
  return verifier.finish().faults.map(({ kind, position }) => `${kind} ${position}`);
}

describe('what may have to be erased', () => {
  it('or is nothing in an entry, and then its digest cannot be tried out either', () => {
    const bare: AuditEntry = { ...(entries[1] as AuditEntry), saw: undefined };
    const { entry, disclosed } = sealEntry(tools, bare, salt);
    expect([sealedIn(entry), disclosed]).toEqual([[], {}]);
    expect(entry).toMatchObject({ salt: expect.stringMatching(/^[0-9a-f]{32}$/) });
    expect(sealEntry(tools, bare, salt).entry).not.toEqual(entry);
    expect(openEntry(entry)).toEqual({ entry: bare, erased: [] });
    for (const each of entries) expect(sealEntry(tools, each, salt).entry).not.toHaveProperty('salt');
  });

  it('is not in what is hashed, nor anything that could be guessed from it', () => {
    const [first, , third] = logOf(entries);
    const hashed = JSON.stringify([first?.entry, third?.entry]);
    expect(hashed).not.toContain(loan.subject.title);
    expect(hashed).not.toContain('rang and explained');
    const pointers = ['/command/reason/text', '/reason/text', '/saw/fingerprint'];
    expect(sealedIn(third?.entry).map(({ pointer }) => pointer)).toEqual(pointers);
    // Two people who gave the same words cannot be told to have done so.
    const digests = sealedIn(third?.entry).map(({ digest }) => digest);
    expect(digests[0]).not.toBe(digests[1]);
  });

  it('comes back as it was from what was disclosed', () => {
    for (const [index, { entry, disclosed }] of logOf(entries).entries()) {
      const { position: _position, prevHash: _prevHash, ...rest } = entry;
      expect(openEntry(rest, disclosed)).toEqual({ entry: entries[index], erased: [] });
    }
  });

  it('leaves the values, the people and the times where it is gone', () => {
    const [first, , third] = logOf(entries).map(({ entry }) => openEntry(entry));
    expect(third?.erased).toEqual(['/command/reason/text', '/reason/text', '/saw/fingerprint']);
    expect(third?.entry).toMatchObject({
      erased: third?.erased,
      saw: { revision: 1, fingerprint: ERASED },
      by: { name: 'Amara Osei' },
      newValue: 'approve',
      reason: { codes: ['other'], text: ERASED },
    });
    expect(first?.entry.command).toMatchObject({ proposal: { subject: { title: ERASED }, value: loan.value } });
    for (const name of ['explanation', 'why']) expect(first?.entry.command).not.toHaveProperty(`proposal.${name}`);
  });

  it('fits what was committed to, and nothing else does', () => {
    const [, , third] = logOf(entries);
    const [{ digest, pointer }] = sealedIn(third?.entry) as [{ digest: string; pointer: string }];
    const given = third?.disclosed?.[pointer];
    expect(fits(tools, digest, given)).toBe(true);
    const others = [
      undefined,
      { ...given, value: `${given?.value} ` },
      { ...given, salt: '0'.repeat(32) },
      { ...given, salt: given?.salt.toUpperCase().replace(/^./, 'G') },
      { salt: given?.salt },
      { ...given, value: Number.NaN },
    ];
    for (const other of others) expect(fits(tools, digest, other as never)).toBe(false);
  });
});

describe('a log with erased values', () => {
  const log = logOf([...entries, erasure]);
  const without = (record: LogRecord): LogRecord => ({ entry: record.entry, hash: record.hash });

  it('verifies with all of them, and without those that an entry says were erased', () => {
    expect(faultsOf(log)).toEqual([]);
    expect(faultsOf(log.map((record, index) => (index < 3 ? without(record) : record)))).toEqual([]);
  });

  it('does not where a value went away and no entry says so', () => {
    const before = logOf(entries);
    expect(faultsOf(before.map((record, index) => (index === 2 ? without(record) : record)))).toEqual([
      'disclosure-missing 3',
    ]);
  });

  it('does not where a value was put in the place of another', () => {
    const disclosed = Object.fromEntries(
      Object.entries(log[2]?.disclosed ?? {}).map(([pointer, each]) => [pointer, { ...each, value: 'Fits my quota' }]),
    );
    expect(faultsOf(log.map((record, index) => (index === 2 ? { ...record, disclosed } : record)))).toEqual([
      'changed 3',
    ]);
  });

  it('does not where a value stands that nothing was committed to', () => {
    const extra = { '/command/note': { salt: '0'.repeat(32), value: 'Approved by phone' } };
    expect(faultsOf(log.map((record, index) => (index === 1 ? { ...record, disclosed: extra } : record)))).toEqual([
      'changed 2',
    ]);
  });
});
