'use client';
import { RouteReason } from '../oversight/route-reason.js';
import { useReview } from '../review/review-context.js';
import { hidesAnswer } from '../review/withheld.selectors.js';

/** Why the case on screen came to people, or past them; nothing where no policy sent it anywhere. */
export function RouteNotice() {
  const { review, reviewer } = useReview((snapshot) => snapshot);
  if (!review?.route) return null;
  return (
    <RouteReason
      route={review.route}
      schema={review.proposal.schema}
      automated={review.automated}
      isAnswerFirst={hidesAnswer(review, reviewer)}
    />
  );
}
