import { describe, expect, it } from 'vitest';
import { policyIssues } from '../../src/review/policy.selectors.js';
import { type Actor, type Command, ERASED, type Policy, type Review } from '../../src/review/review.types.js';
import { hasSkipped } from '../../src/review/skip.selectors.js';
import { summaryOf } from '../../src/review/summary.selectors.js';
import { entryAsSeenBy, reviewAsSeenBy, summaryAsSeenBy } from '../../src/review/withheld.selectors.js';
import {
  amara,
  approve,
  bare,
  claim,
  jonas,
  judge,
  mateo,
  model,
  opened,
  override,
  priya,
  refusalOf,
  revised,
  run,
  send,
  system,
} from './lifecycle.fixtures.js';

const reasons = [
  { code: 'conflict', label: 'Conflict of interest' },
  { code: 'not-my-field', label: 'Not my field' },
];
const policy: Policy = { ...bare, skips: { reasons, escalateAfter: 2, to: 'Senior underwriter' } };
const skip: Command = { type: 'skip', reason: { codes: ['not-my-field'] } };
const inWords: Command = { type: 'skip', reason: { codes: ['other'], text: 'She is my neighbour’s aunt' } };
const skippedBy = (...people: Actor[]) =>
  run(opened(policy), ...people.flatMap((by) => [[by, claim] as const, [by, skip] as const]));

describe('a case that is given back with a reason', () => {
  it('goes back to where it was claimed from, with the reason on record', () => {
    const claimed = run(opened(policy), [amara, claim]);
    const result = send(claimed, amara, skip);
    expect(result).toMatchObject({
      outcome: 'accepted',
      review: { state: 'pending.open', skips: [{ by: { id: 'amara' }, reason: { codes: ['not-my-field'] } }] },
      entry: { type: 'skipped', from: 'reviewing.revealed', to: 'pending.open', reason: { codes: ['not-my-field'] } },
    });
    expect(result.outcome === 'accepted' && result.review.claim).toBeUndefined();
  });

  it.each<[string, Review]>([
    ['pending.awaitingSecond', run(opened({ ...policy, secondReview: true }), [jonas, claim], [jonas, approve])],
    [
      'pending.adjudicating',
      run(
        opened({ ...policy, secondReview: true }),
        ...([
          [amara, claim],
          [amara, approve],
          [mateo, claim],
          [mateo, override],
        ] as const),
      ),
    ],
    ['pending.escalated', run(opened(policy), [priya, claim], [priya, { type: 'escalate', to: 'Board' }])],
  ])('goes back to %s, with its signatures', (state, review) => {
    const by = state === 'pending.adjudicating' ? jonas : amara;
    const back = run(review, [by, claim], [by, skip]);
    expect(back.state).toBe(state);
    expect(back.signatures).toEqual(review.signatures);
  });

  it('is skipped by each person once, as they said it last', () => {
    const again = run(skippedBy(amara), [amara, claim], [amara, inWords]);
    expect(again.skips).toMatchObject([{ by: { id: 'amara' }, reason: { codes: ['other'] } }]);
    expect(again.state).toBe('pending.open');
  });

  it('goes to a role by the policy once as many people as it says have skipped it, and stays there', () => {
    const escalated = skippedBy(amara, mateo);
    expect(escalated).toMatchObject({
      state: 'pending.escalated',
      escalation: { to: 'Senior underwriter', by: { kind: 'rule', id: policy.id } },
    });
    const earlier = escalated.escalation;
    const later = run(escalated, [priya, claim], [priya, skip]);
    expect([later.state, later.escalation]).toEqual(['pending.escalated', earlier]);
    expect(summaryOf(later).skippedBy).toBe(3);
  });

  it('goes to the policy’s first address, or who lifts holds, where nothing else is said', () => {
    const to = (more: Partial<Policy>) =>
      run(opened({ ...bare, skips: { reasons, escalateAfter: 1 }, ...more }), [amara, claim], [amara, skip]).escalation
        ?.to;
    expect([to({ escalateTo: ['Board'] }), to({})]).toEqual(['Board', 'supervisor']);
  });

  it('is nobody’s to be handed again until the proposal is revised, and still theirs to open', () => {
    const back = skippedBy(amara);
    expect([hasSkipped(back, amara), hasSkipped(back, mateo)]).toEqual([true, false]);
    expect(run(back, [amara, claim]).state).toBe('reviewing.revealed');
    const anew = run(back, [model, { type: 'revise', proposal: revised(2) }]);
    expect(hasSkipped(anew, amara)).toBe(false);
    expect(summaryOf(anew)).not.toHaveProperty('skippedBy');
  });

  it('keeps its skips when it is reopened, and shows none of them once it is over', () => {
    const decided = run(skippedBy(amara), [mateo, claim], [mateo, approve]);
    expect(summaryOf(decided)).not.toHaveProperty('skippedBy');
    expect(hasSkipped(run(decided, [priya, { type: 'reopen', reason: 'New payslip' }]), amara)).toBe(true);
  });

  it('is given back before the own answer as well, and tells nobody what was said until they have given theirs', () => {
    const blind = run(opened({ ...policy, blindFirst: true }), [amara, claim]);
    expect(blind.state).toBe('reviewing.blind');
    const revealed = run(blind, [amara, judge]);
    const result = send(revealed, amara, inWords);
    if (result.outcome !== 'accepted') throw new Error(result.outcome);
    const { review, entry } = result;
    expect(JSON.stringify(reviewAsSeenBy(review, mateo).skips)).not.toMatch(/neighbour|amara/);
    expect(JSON.stringify(entryAsSeenBy(entry, review, mateo, 0))).not.toMatch(/neighbour|amara/);
    expect(reviewAsSeenBy(review, amara).skips).toEqual(review.skips);
    expect(summaryAsSeenBy(review, mateo).skippedBy).toBe(1);
  });

  it('tells how many have skipped it, and no row by whom', () => {
    const two = run(
      opened({ ...policy, secondReview: true }),
      [amara, claim],
      [amara, skip],
      [mateo, claim],
      [mateo, skip],
    );
    for (const reader of [amara, mateo, priya]) {
      expect(summaryAsSeenBy(two, reader).skippedBy).toBe(2);
      expect(JSON.stringify(summaryAsSeenBy(two, reader))).not.toMatch(/amara|mateo/);
    }
  });

  it('loses the words, and not that and why, when they are erased by law', () => {
    const decided = run(opened(policy), [amara, claim], [amara, inWords], [mateo, claim], [mateo, approve]);
    const erased = run(decided, [system, { type: 'erase', reason: 'She asked for it' }]);
    expect(erased.skips).toMatchObject([{ by: { id: 'amara' }, reason: { codes: ['other'], text: ERASED } }]);
  });

  it.each<[string, unknown, string]>([
    ['no reason', { type: 'skip' }, 'invalid field-missing reason'],
    ['no code', { type: 'skip', reason: { codes: [] } }, 'invalid reason-missing reason.codes'],
    ['codes that are none', { type: 'skip', reason: { codes: 'conflict' } }, 'invalid value-invalid reason.codes'],
    [
      'few words',
      { type: 'skip', reason: { codes: ['other'], text: 'No' } },
      'invalid reason-text-too-short reason.text',
    ],
  ])('is refused with %s', (_, command, refusal) => {
    expect(refusalOf(send(run(opened(policy), [amara, claim]), amara, command as Command))).toBe(refusal);
  });

  it('is refused to whoever does not have it', () => {
    expect(refusalOf(send(run(opened(policy), [amara, claim]), mateo, skip))).toBe('claim-lost');
  });
});

describe('the rules about skipping', () => {
  it.each<[string, unknown, string]>([
    ['a list', [], 'value-invalid skips'],
    ['no reasons', { reasons: [] }, 'field-missing skips.reasons'],
    ['a reason without words', { reasons: [{ code: 'conflict' }] }, 'field-missing skips.reasons'],
    ['the same code twice', { reasons: [reasons[0], reasons[0]] }, 'value-invalid skips.reasons'],
    ['an escalation after nobody', { reasons, escalateAfter: 0 }, 'value-invalid skips.escalateAfter'],
    ['an escalation after "2"', { reasons, escalateAfter: '2' }, 'value-invalid skips.escalateAfter'],
    ['an address of nothing', { reasons, escalateAfter: 2, to: ' ' }, 'value-invalid skips.to'],
    ['an address that is never used', { reasons, to: 'Board' }, 'field-missing skips.escalateAfter'],
    ['a misspelt field', { reasons, escalateafter: 2 }, 'value-invalid skips.escalateafter'],
  ])('are refused as %s', (_, skips, issue) => {
    expect(policyIssues({ ...bare, skips }).map(({ code, path }) => `${code} ${path}`)).toEqual([issue]);
  });

  it('are taken as they are meant', () => {
    expect(policyIssues(policy)).toEqual([]);
  });
});
