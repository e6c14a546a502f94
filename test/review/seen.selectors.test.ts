import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openEntry, sealEntry } from '../../src/audit/seal.selectors.js';
import { loanRecord, RecordWriter, reopenedRecord } from '../../src/backends/sample-records.js';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { initialReview, replay } from '../../src/review/lifecycle.selectors.js';
import { isErased, sawOf } from '../../src/review/proposal.selectors.js';
import { type AuditEntry, type Command, type Policy, VERDICTS } from '../../src/review/review.types.js';
import { seenBy } from '../../src/review/seen.selectors.js';
import { tools } from '../audit/log.fixtures.js';
import { ends, policies, steps, tell } from './histories.fixtures.js';
import { routeTo } from './lifecycle.fixtures.js';

const { amara, mateo, priya, jonas } = sampleReviewers;
const isVerdictEntry = ({ command }: AuditEntry) => (VERDICTS as readonly string[]).includes(command.type);
const system = { kind: 'system', id: 'host', name: 'Host' } as const;

function record(policy: Partial<Policy> = {}) {
  return new RecordWriter(initialReview(sampleProposals.loan, { ...samplePolicy, ...policy }));
}

describe('what somebody saw', () => {
  it('is the proposal whose fingerprint their verdict carries, in whatever history', () => {
    const seen = new Map<string, number>();
    const count = (what: string) => seen.set(what, (seen.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(policies, steps, (policy, sent) => {
        const { entries } = tell(policy, sent);
        for (const entry of entries) {
          const told = seenBy(entries, entry.seq);
          if (!isVerdictEntry(entry)) {
            expect(told).toBeUndefined();
            continue;
          }
          const { claim, policy: inForce } = replay(entries.slice(0, entry.seq - 1));
          expect(told?.seat).toBe(claim?.seat);
          expect(told?.policy).toEqual(inForce);
          expect(told?.answerFirst).toBe(claim?.judgement !== undefined);
          expect(told?.judgement).toEqual(claim?.judgement);
          expect(told?.safeguards).toEqual(entry.exposure?.safeguards);
          expect(Object.keys(told?.opened ?? {}).sort()).toEqual([...new Set(entry.exposure?.evidenceOpened)].sort());
          expect(told?.keptBack.some(({ what }) => what === 'first-decision')).toBe(claim?.seat === 'second');
          expect(told?.proposal).toBeDefined();
          if (told?.proposal) {
            expect(sawOf(told.proposal)).toEqual(entry.saw);
            expect(told.unknown).not.toContain('fingerprint');
          }
          count(told?.seat ?? 'no seat');
          if (told?.judgement) count('judged');
          if ((told?.proposal?.revision ?? 1) > 1) count('revised');
          if (told?.proposal && isErased(told.proposal)) count('erased');
        }
      }),
      { numRuns: 400, interruptAfterTimeLimit: 60_000, markInterruptAsFailure: true },
    );
    for (const what of ['first', 'second', 'adjudicator', 'judged', 'revised', 'erased']) {
      expect(seen.get(what) ?? 0, what).toBeGreaterThan(0);
    }
  }, 70_000);

  it('is told for a decision that was answered first, with everything that stood beside it', () => {
    const { entries } = loanRecord();
    expect(seenBy(entries, 4)).toMatchObject({
      by: { name: 'Amara Osei' },
      verdict: 'override',
      seat: 'first',
      proposal: { revision: 1 },
      answerFirst: true,
      judgement: { value: 'approve-with-conditions', confidence: 0.85 },
      revealedAt: '2026-11-21T09:31:40Z',
      opened: { statements: '', letter: '' },
      safeguards: ['answer-first', 'reason', 'check', 'signature'],
      keptBack: [{ what: 'answer', seq: 1 }],
      unknown: ['confidence', 'evidence-times', 'active-time'],
      sources: [1, 2, 3, 4],
    });
  });

  it('says when each item was opened, where looking is on record', () => {
    const { entries } = record({ recordViews: true })
      .send('2026-11-21T09:27:15Z', amara, { type: 'claim' })
      .send('2026-11-21T09:28:00Z', mateo, { type: 'view', of: 'evidence', id: 'letter' })
      .send('2026-11-21T09:29:00Z', amara, { type: 'view', of: 'evidence', id: 'statements' })
      .send('2026-11-21T09:30:00Z', amara, {
        type: 'approve',
        evidenceOpened: ['statements', 'letter'],
        confidenceShown: 'Likely (55–80%)',
        activeMs: 61_000,
      });
    expect(seenBy(entries, 5)).toMatchObject({
      opened: { statements: '2026-11-21T09:29:00Z', letter: '' },
      confidence: { shownAs: 'Likely (55–80%)' },
      activeMs: 61_000,
      unknown: ['evidence-times'],
      sources: [1, 2, 4, 5],
    });
  });

  it('says when each item was first opened, however often it was looked at again', () => {
    const { entries } = record({ recordViews: true })
      .send('2026-11-21T09:27:15Z', amara, { type: 'claim' })
      .send('2026-11-21T09:28:00Z', amara, { type: 'view', of: 'evidence', id: 'statements' })
      .send('2026-11-21T09:29:00Z', amara, { type: 'view', of: 'evidence', id: 'statements' })
      .send('2026-11-21T09:30:00Z', amara, { type: 'approve', evidenceOpened: ['statements'] });
    expect(seenBy(entries, 5)).toMatchObject({
      opened: { statements: '2026-11-21T09:28:00Z' },
      sources: [1, 2, 3, 5],
    });
  });

  it('is told alike by entries from before exposure was recorded, but for what only it holds', () => {
    let told = 0;
    fc.assert(
      fc.property(policies, steps, ends, (policy, sent, end) => {
        const { entries } = tell(policy, [...sent, ...end]);
        const older = entries.map(({ exposure: _exposure, confidence: _confidence, ...old }) => old);
        for (const { seq } of entries.filter(isVerdictEntry)) {
          const now = seenBy(entries, seq);
          const { judgement, answerFirst, safeguards, revealedAt } = seenBy(older, seq) ?? {};
          expect({ judgement, answerFirst, safeguards, revealedAt }).toEqual({
            judgement: now?.judgement,
            answerFirst: now?.answerFirst,
            safeguards: now?.safeguards,
            revealedAt: now?.revealedAt,
          });
          told += 1;
        }
      }),
      { numRuns: 300, interruptAfterTimeLimit: 40_000, markInterruptAsFailure: true },
    );
    expect(told).toBeGreaterThan(100);
  }, 60_000);

  it('leaves the first decision out of what a second signer saw, and names its entry', () => {
    const { entries } = record({ secondReview: true })
      .send('2026-11-21T09:20:00Z', amara, { type: 'claim' })
      .send('2026-11-21T09:21:00Z', amara, { type: 'approve' })
      .send('2026-11-21T09:22:00Z', mateo, { type: 'claim' })
      .send('2026-11-21T09:23:00Z', mateo, {
        type: 'reject',
        reason: { codes: ['newer-file'], checks: ['statements'] },
      })
      .send('2026-11-21T09:24:00Z', jonas, { type: 'claim' })
      .send('2026-11-21T09:25:00Z', jonas, { type: 'approve' });
    expect(seenBy(entries, 3)).toMatchObject({ seat: 'first', keptBack: [] });
    expect(seenBy(entries, 5)).toMatchObject({ seat: 'second', keptBack: [{ what: 'first-decision', seq: 3 }] });
    expect(seenBy(entries, 7)).toMatchObject({ seat: 'adjudicator', keptBack: [] });
  });

  it('is the revision they saw, not the one that came later', () => {
    const revised = { ...sampleProposals.loan, revision: 2, value: 'approve' };
    const { entries } = record()
      .send('2026-11-21T09:20:00Z', amara, { type: 'claim' })
      .send('2026-11-21T09:21:00Z', amara, { type: 'approve' })
      .send('2026-11-21T09:22:00Z', priya, { type: 'reopen', reason: 'The invoices arrived.' })
      .send('2026-11-21T09:23:00Z', system, { type: 'revise', proposal: revised })
      .send('2026-11-21T09:24:00Z', jonas, { type: 'claim' })
      .send('2026-11-21T09:25:00Z', jonas, { type: 'approve' });
    expect(seenBy(entries, 3)?.proposal?.revision).toBe(1);
    expect(seenBy(entries, 7)?.proposal?.value).toBe('approve');
  });

  it('is under the policy that the case was sent with, once it was sent anew', () => {
    const sent = { ...routeTo('review'), policy: { ...samplePolicy, id: 'strict', dwell: 5 } } as Command;
    const { entries } = record()
      .send('2026-11-21T09:20:00Z', system, sent)
      .send('2026-11-21T09:21:00Z', amara, { type: 'claim' })
      .send('2026-11-21T09:22:00Z', amara, { type: 'approve', activeMs: 6_000 });
    expect(seenBy(entries, 4)).toMatchObject({ policy: { id: 'strict', dwell: 5 }, sources: [1, 2, 3, 4] });
  });

  it('says what an entry from before exposure was recorded cannot tell, and takes the rest from others', () => {
    const entries = loanRecord().entries.map((entry) => {
      const { exposure: _exposure, confidence: _confidence, ...old } = entry;
      return old;
    });
    const told = seenBy(entries, 4);
    expect(told?.unknown).toEqual(['exposure', 'confidence', 'evidence-times', 'active-time']);
    expect(told).toMatchObject({ answerFirst: true, opened: { statements: '' }, revealedAt: '2026-11-21T09:31:40Z' });
  });

  it('says what is erased, by which entry', () => {
    const { entries } = reopenedRecord().send('2027-08-02T10:00:00Z', system, { type: 'erase', reason: 'Article 17' });
    const left = entries.map((entry) => {
      const sealed = sealEntry(tools, entry, () => new Uint8Array(16));
      return openEntry(sealed.entry, entry.type === 'erased' ? sealed.disclosed : {}).entry;
    });
    const told = seenBy(left, 4);
    expect(told?.unknown).toContain('erased');
    expect(told?.unknown).not.toContain('fingerprint');
    expect(told?.erasedBy?.seq).toBe(9);
    expect(told?.judgement?.value).toBe('approve-with-conditions');
  });

  it('says where the proposal that is there is another one than the one they saw', () => {
    const { entries } = loanRecord();
    const [first, ...rest] = entries as [AuditEntry, ...AuditEntry[]];
    const command = { ...first.command, proposal: { ...sampleProposals.loan, value: 'approve' } } as never;
    expect(seenBy([{ ...first, command }, ...rest], 4)?.unknown).toContain('fingerprint');
  });

  it('guesses nothing where entries are missing', () => {
    const { entries } = reopenedRecord();
    const told = seenBy(entries.slice(4), 8);
    expect(told?.unknown).toEqual(expect.arrayContaining(['entries', 'proposal']));
    expect(told).not.toHaveProperty('seat');
    expect(told).not.toHaveProperty('policy');
  });

  it('is nothing for an entry that is no verdict, that is kept from the reader, or that is not there', () => {
    const { entries } = loanRecord();
    for (const seq of [0, 1, 2, 3, 5]) expect(seenBy(entries, seq)).toBeUndefined();
    const kept = { ...entries[3], by: { kind: 'system', id: 'withheld', name: '' } } as AuditEntry;
    expect(seenBy([...entries.slice(0, 3), kept], 4)).toBeUndefined();
  });
});
