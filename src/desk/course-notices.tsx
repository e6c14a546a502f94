'use client';
import { RouteReason } from '../oversight/route-reason.js';
import { useMessages } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import { useReview } from '../review/review-context.js';
import { hidesAnswer } from '../review/withheld.selectors.js';
import { AboutSystem } from './about-system.js';
import { AlsoOpen } from './also-open.js';
import { sittingMessages } from './sitting.messages.js';

/**
 * What became of the case without a person, why it came to people or past them, what is known of the system
 * behind it, and who else has it open.
 */
export function CourseNotices() {
  const desk = useMessages('desk', sittingMessages);
  const { review, reviewer } = useReview((snapshot) => snapshot);
  if (!review) return null;
  const { state, status, route, automated, proposal } = review;
  return (
    <>
      {status === 'closed' && !automated && (
        <Notice title={state === 'closed.expired' ? desk.expired : desk.withdrawn}>{desk.closedText}</Notice>
      )}
      {route && (
        <RouteReason
          route={route}
          schema={proposal.schema}
          automated={automated}
          isWaiting={state === 'pending.monitored'}
          isAnswerFirst={hidesAnswer(review, reviewer)}
        />
      )}
      <AboutSystem />
      <AlsoOpen key={review.id} />
    </>
  );
}
