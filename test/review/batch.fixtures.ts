import { sampleProposals } from '../../src/backends/sample-reviews.js';
import { initialReview } from '../../src/review/lifecycle.selectors.js';
import type { Policy, Proposal, Review } from '../../src/review/review.types.js';
import { bare } from './lifecycle.fixtures.js';

/** What a policy of little risk allows. */
export const together: Policy = { ...bare, batchApprove: 'allowed', recordViews: true };

const { loan } = sampleProposals;

/** A case that may be approved together with others. */
export function small(id: string, change: Partial<Proposal> = {}): Proposal {
  return {
    ...loan,
    id,
    subject: { title: `A small case, ${id}`, reference: id },
    value: 'approve',
    risk: 'low',
    confidence: { value: 0.05, ofValue: 0.95, of: 'Default', calibration: loan.confidence?.calibration },
    ...change,
  } as Proposal;
}

export const smallReview = (id: string, policy: Policy = together, change: Partial<Proposal> = {}): Review =>
  initialReview(small(id, change), policy);
