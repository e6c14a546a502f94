'use client';
import { visibleText } from '../internal/plain-text.js';
import { RouteReason } from '../oversight/route-reason.js';
import { Notice } from '../react/notice.js';
import { isErased } from '../review/proposal.selectors.js';
import { useReview } from '../review/review-context.js';
import { hidesAnswer } from '../review/withheld.selectors.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { AboutSystem } from './about-system.js';
import { AlsoOpen } from './also-open.js';
import { AssignmentNotice } from './assigning.js';
import { useSittingWords } from './use-sitting-words.js';

/**
 * What became of the case without a person, why it came to people or past them, what is known of the system
 * behind it, and who else has it open.
 */
export function CourseNotices() {
  const { desk, words, format } = useSittingWords();
  const { review, reviewer } = useReview((snapshot) => snapshot);
  if (!review) return null;
  const { state, status, route, automated, proposal, legalHold } = review;
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
      <AssignmentNotice />
      {legalHold && (
        <Notice
          title={desk.legalHoldBy(isWithheld(legalHold.by) ? desk.anotherReviewer : visibleText(legalHold.by.name))}
        >
          {desk.legalHoldText(format.dateTime(legalHold.at) ?? words.notAvailable, visibleText(legalHold.reason))}
        </Notice>
      )}
      {isErased(proposal) && <Notice title={desk.erased}>{desk.erasedText}</Notice>}
      <AboutSystem />
      <AlsoOpen key={review.id} />
    </>
  );
}
