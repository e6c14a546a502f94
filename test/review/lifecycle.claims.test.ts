import { describe, expect, it } from 'vitest';
import { NO_FENCE, type Review } from '../../src/review/review.types.js';
import { undoEnd, undoEndAfterNext } from '../../src/review/undo.selectors.js';
import {
  amara,
  approve,
  bare,
  claim,
  judge,
  mateo,
  opened,
  override,
  priya,
  refusalOf,
  release,
  reviewIn,
  run,
  send,
  twoPeople,
} from './lifecycle.fixtures.js';

const takeOver = { type: 'claim', holder: 'window-2' } as const;
const undo = { type: 'undo', holder: 'window-1', until: '2026-11-21T10:15:00Z' } as const;
const fenceOf = (review: Review) => review.claim?.fence ?? Number.NaN;

describe('the fencing token', () => {
  it('is the number of the entry that gave the claim, and greater for every later claim', () => {
    const first = run(opened(), [amara, claim]);
    expect(first.claim?.fence).toBe(first.version);
    const second = run(first, [amara, release], [mateo, claim]);
    expect(fenceOf(second)).toBeGreaterThan(fenceOf(first));
  });

  it('refuses an old token even where the command is legal in every other way', () => {
    const before = run(opened(), [amara, claim]);
    const after = run(before, [amara, release], [amara, claim]);
    for (const command of [approve, override, release]) {
      expect(refusalOf(send(after, amara, command, { fence: fenceOf(before) }))).toBe('claim-lost');
      expect(refusalOf(send(after, amara, command, { fence: NO_FENCE }))).toBe('claim-lost');
      expect(send(after, amara, command, { fence: fenceOf(after) }).outcome).toBe('accepted');
    }
  });

  it('is not asked of commands that need no claim', () => {
    const review = run(opened(), [amara, claim]);
    const stop = { type: 'hold', reason: 'Drift', scope: 'review' } as const;
    expect(send(review, priya, stop, { fence: NO_FENCE }).outcome).toBe('accepted');
  });
});

describe('a second window of one person', () => {
  it('takes the claim over, and what the first one sends afterwards is refused', () => {
    const first = run(opened(), [amara, { type: 'claim', holder: 'window-1' }]);
    const second = run(first, [amara, takeOver]);
    expect(second).toMatchObject({ state: 'reviewing.revealed', claim: { holder: 'window-2', from: 'pending.open' } });
    expect(refusalOf(send(second, amara, approve, { fence: fenceOf(first) }))).toBe('claim-lost');
    expect(send(second, amara, approve, { fence: fenceOf(second) }).outcome).toBe('accepted');
  });

  it('goes on where the first one was: nobody is asked twice for their own answer', () => {
    const policy = { ...bare, blindFirst: true };
    const blind = run(opened(policy), [amara, { type: 'claim', holder: 'window-1' }]);
    expect(run(blind, [amara, takeOver]).state).toBe('reviewing.blind');
    const judged = run(blind, [amara, judge], [amara, takeOver]);
    expect(judged).toMatchObject({ state: 'reviewing.revealed', claim: { judgement: { value: 'approve' } } });
  });

  it('is nobody else', () => {
    const review = run(opened(), [amara, { type: 'claim', holder: 'window-1' }]);
    expect(refusalOf(send(review, mateo, takeOver))).toBe('conflict');
  });
});

describe('undo', () => {
  it('takes a decision back, with a claim and a new token, and names what it takes back', () => {
    const decided = reviewIn.overridden();
    const result = send(decided, amara, undo);
    if (result.outcome !== 'accepted') throw new Error(refusalOf(result));
    const { review, entry } = result;
    expect(review).toMatchObject({
      state: 'reviewing.revealed',
      signatures: [],
      claim: { by: { id: 'amara' }, holder: 'window-1', from: 'pending.open', seat: 'first', fence: review.version },
    });
    expect(review.decision).toBeUndefined();
    expect(review.decidedSeq).toBeUndefined();
    expect(entry).toMatchObject({ type: 'undone', supersedes: decided.decidedSeq });
    expect(run(review, [amara, approve]).status).toBe('approved');
  });

  it('takes back a first signature while nobody has begun the second', () => {
    const signed = reviewIn['pending.awaitingSecond']();
    expect(run(signed, [amara, undo])).toMatchObject({ state: 'reviewing.revealed', claim: { seat: 'first' } });
    const begun = run(signed, [mateo, claim]);
    expect(refusalOf(send(begun, amara, undo))).toBe('invalid command-illegal type');
  });

  it('does not take back a second signature, which has shown the first', () => {
    const differing = reviewIn['pending.adjudicating']();
    for (const by of [amara, mateo]) expect(refusalOf(send(differing, by, undo))).toBe('forbidden first-shown');
    const agreed = run(opened(twoPeople), [amara, claim], [amara, approve], [mateo, claim], [mateo, approve]);
    expect(refusalOf(send(agreed, mateo, undo))).toBe('forbidden first-shown');
  });
});

describe('how long an undo stays (B-24)', () => {
  const decidedAt = 1_000_000;

  it('is ten minutes at most while nothing else is decided', () => {
    expect(undoEnd(decidedAt) - decidedAt).toBe(600_000);
  });

  it('is the next decision or 30 seconds, whichever is later', () => {
    expect(undoEndAfterNext(decidedAt, decidedAt + 5_000)).toBe(decidedAt + 30_000);
    expect(undoEndAfterNext(decidedAt, decidedAt + 90_000)).toBe(decidedAt + 90_000);
    expect(undoEndAfterNext(decidedAt, decidedAt + 700_000)).toBe(decidedAt + 600_000);
  });
});
