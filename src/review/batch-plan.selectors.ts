import { BATCH_LEAST, BATCH_MOST, batchFirst, batchMost, batchRuleProblem } from './batch.selectors.js';
import { whyNot } from './lifecycle.selectors.js';
import type { BatchProblem, CanDecide, PersonActor, Review } from './review.types.js';

/** Why a case is no part of a batch. */
export interface BatchObstacle {
  problem: BatchProblem;
  /** The host's own words, of `canDecide`. */
  text?: string;
}

/** A case that was chosen; without a review it could not be had. */
export interface BatchCandidate {
  id: string;
  review?: Review;
}

/** Which of some cases can be approved together, and why the others cannot. */
export interface BatchPlan {
  /** In the order in which they were chosen. */
  together: readonly Review[];
  left: readonly (BatchObstacle & { id: string })[];
  /** How many these cases could be at most. */
  most: number;
  /** The case to open first; absent where nothing can be approved together. */
  first?: string;
}

export interface BatchPlanOptions {
  /** Milliseconds since 1970, by the server's clock. */
  now: number;
  canDecide?: CanDecide;
}

function standingOf(review: Review, by: PersonActor, { now, canDecide }: BatchPlanOptions): BatchObstacle | undefined {
  const { status, state, hold, claim } = review;
  if (status !== 'pending' && status !== 'reviewing') return { problem: 'decided' };
  // What is to be answered first tells nothing else of itself (B-1).
  if (review.policy.blindFirst) return { problem: 'answer-first' };
  if (hold) return { problem: 'held' };
  if (status === 'reviewing') return { problem: claim?.by.id === by.id ? 'own-claim' : 'claimed' };
  if (state === 'pending.awaitingInfo') return { problem: 'waiting' };
  if (state === 'pending.awaitingSecond' || state === 'pending.adjudicating') return { problem: 'second-review' };
  if (state === 'pending.escalated') return { problem: 'escalated' };
  const refusal = whyNot(review, 'claim', {
    by,
    at: new Date(now).toISOString(),
    ...(canDecide && { canDecide }),
  });
  if (!refusal) return undefined;
  const text = refusal.outcome === 'forbidden' ? refusal.why.text : undefined;
  return { problem: 'undecidable', ...(text !== undefined && { text }) };
}

/** Why this person may not approve a case together with others now; nothing where they may. */
export function batchObstacle(review: Review, by: PersonActor, options: BatchPlanOptions): BatchObstacle | undefined {
  const standing = standingOf(review, by, options);
  if (standing) return standing;
  const problem = batchRuleProblem(review, options.now);
  return problem && { problem };
}

/**
 * Which of some cases a person can approve together (B-18): those that may be, in the order in which they were chosen, as many as the
 * strictest policy among them lets in. One that would make the rest too many stays out.
 */
export function planBatch(
  candidates: readonly BatchCandidate[],
  by: PersonActor,
  options: BatchPlanOptions,
): BatchPlan {
  const together: Review[] = [];
  const left: (BatchObstacle & { id: string })[] = [];
  for (const { id, review } of candidates) {
    const obstacle = review ? batchObstacle(review, by, options) : ({ problem: 'unreadable' } as const);
    if (obstacle || !review) {
      left.push({ id, ...(obstacle ?? { problem: 'unreadable' }) });
      continue;
    }
    const policies = [...together, review].map(({ policy }) => policy);
    if (policies.length > batchMost(policies)) left.push({ id, problem: 'too-many' });
    else together.push(review);
  }
  const most = together.length > 0 ? batchMost(together.map(({ policy }) => policy)) : BATCH_MOST.allowed;
  const first =
    together.length < BATCH_LEAST
      ? undefined
      : batchFirst(
          together.map(({ id }) => id),
          by.id,
        );
  return { together, left, most, ...(first !== undefined && { first }) };
}
