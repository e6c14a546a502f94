import { describe, expect, it } from 'vitest';
import { samplePolicy, sampleProposals, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { applyCommand, initialReview } from '../../src/review/lifecycle.selectors.js';
import { presentAsSeenBy } from '../../src/review/presence.selectors.js';
import { sawOf } from '../../src/review/proposal.selectors.js';
import type { Command, PersonActor, Policy, Review } from '../../src/review/review.types.js';

const { amara, mateo, priya } = sampleReviewers;
const everybody = [amara, mateo, priya];
const { loan } = sampleProposals;
const opened = (policy: Partial<Policy> = {}) => initialReview(loan, { ...samplePolicy, ...policy });
const names = (review: Review, reader: PersonActor) =>
  presentAsSeenBy(everybody, review, reader).map(({ name }) => name);

function having(review: Review, ...done: [by: PersonActor, command: Command][]): Review {
  return done.reduce((before, [by, command]) => {
    const fence = before.claim?.fence;
    const result = applyCommand(before, command, {
      by,
      at: '2026-11-21T09:00:00Z',
      saw: sawOf(before.proposal),
      ...(fence !== undefined && { fence }),
    });
    if (result.outcome !== 'accepted') throw new Error(JSON.stringify(result));
    return result.review;
  }, review);
}

describe('who a reader may be told of that has a case open', () => {
  it('is everybody else, by id and name alone', () => {
    expect(presentAsSeenBy(everybody, opened(), amara)).toEqual([
      { id: mateo.id, name: mateo.name },
      { id: priya.id, name: priya.name },
    ]);
  });

  it('is nobody until both of two have decided, for the first signer too (B-19)', () => {
    const review = opened({ secondReview: true });
    const claimed = having(review, [amara, { type: 'claim' }]);
    const signed = having(claimed, [amara, { type: 'approve' }]);
    const second = having(signed, [mateo, { type: 'claim' }]);
    for (const stage of [review, claimed, signed, second]) {
      for (const reader of everybody) expect(names(stage, reader)).toEqual([]);
    }
    expect(names(having(second, [mateo, { type: 'approve' }]), mateo)).toEqual([amara.name, priya.name]);
  });

  it('is nobody before one’s own answer (B-1)', () => {
    const claimed = having(opened({ blindFirst: true }), [amara, { type: 'claim' }]);
    expect(names(claimed, amara)).toEqual([]);
    const answered = having(claimed, [amara, { type: 'judge', value: 'approve', confidence: 0.8 }]);
    expect(names(answered, amara)).toEqual([mateo.name, priya.name]);
    expect(names(answered, mateo)).toEqual([]);
  });
});
