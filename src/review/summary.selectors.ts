import { judgementOf, seatOf } from './decision.selectors.js';
import type { Actor, Review, ReviewSummary } from './review.types.js';
import { hasSkipped } from './skip.selectors.js';

/** Why a case is with people: in the proposal's words, or else in those of the rule that sent it (B-17). */
function whyOf({ proposal: { why = [] }, route }: Review): readonly string[] {
  return why.length > 0 || route?.why === undefined ? why : [route.why];
}

function isOver({ status }: Review): boolean {
  return status !== 'pending' && status !== 'reviewing';
}

/**
 * What a queue row may show of a review. Under a policy that asks for the reviewer's own answer first it shows no trace
 * of the AI's (B-1) until the review is over, but to a viewer who gave theirs.
 *
 * @param viewer whose queue it is; without one the row is fit for everybody's
 */
export function summaryOf(review: Review, viewer?: Pick<Actor, 'id'>): ReviewSummary {
  const { proposal, policy, claim, assignment, decision, hold, skips } = review;
  const hidden =
    policy.blindFirst === true &&
    (review.status === 'pending' || review.status === 'reviewing') &&
    seatOf(review) !== 'adjudicator' &&
    !(viewer && judgementOf(review, viewer));
  return {
    id: review.id,
    title: proposal.subject.title,
    ...(proposal.subject.reference !== undefined && { reference: proposal.subject.reference }),
    ...(proposal.subject.area !== undefined && { area: proposal.subject.area }),
    kind: proposal.kind,
    status: review.status,
    state: review.state,
    risk: proposal.risk,
    why: hidden ? [] : whyOf(review),
    ...(!hidden && proposal.confidence && { confidence: proposal.confidence }),
    ...(hidden && { answerFirst: true }),
    ...(decision && { verdict: decision.verdict.type }),
    ...(claim && { claimedBy: { id: claim.by.id, name: claim.by.name } }),
    ...(assignment && {
      assignedTo: {
        id: assignment.to.id,
        name: assignment.to.name,
        ...(assignment.to.id === viewer?.id && { isYou: true }),
      },
    }),
    ...(hold && { held: true }),
    ...(skips && !isOver(review) && { skippedBy: skips.length }),
    ...(viewer && !isOver(review) && hasSkipped(review, viewer) && { skippedByYou: true }),
    createdAt: proposal.createdAt,
    updatedAt: review.updatedAt,
    ...(proposal.dueAt !== undefined && { dueAt: proposal.dueAt }),
    version: review.version,
    ...(review.views && { views: review.views }),
  };
}
