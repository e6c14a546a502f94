import type { ReviewSummary } from '../../src/review/review.types.js';

/** A case as a server lists it. */
export function summary(id: string, change: Partial<ReviewSummary> = {}): ReviewSummary {
  return {
    id,
    title: `Case ${id}`,
    reference: id,
    area: 'Consumer credit',
    kind: 'credit-application',
    status: 'pending',
    state: 'pending.open',
    risk: 'medium',
    why: ['Near the threshold'],
    createdAt: '2026-11-21T07:03:22Z',
    updatedAt: '2026-11-21T07:03:22Z',
    dueAt: '2026-11-21T13:00:00Z',
    version: 1,
    ...change,
  };
}

export function summaries(count: number, change: Partial<ReviewSummary> = {}): ReviewSummary[] {
  return Array.from({ length: count }, (_, index) => summary(`LN-${index + 1}`, change));
}
