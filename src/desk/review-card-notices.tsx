'use client';
import { forwardRef, type HTMLAttributes, useEffect } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { EyeOffIcon, RefreshIcon, StopIcon } from '../react/icons.js';
import { joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import type { Actor } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { reviewCard } from './desk.variants.js';
import { HostText } from './host-text.js';
import { hasSittingNotice, situationOf, unsignedVerdict } from './review-card.selectors.js';
import { useCaseWords } from './use-case-words.js';
import { useSittingParts } from './use-sitting-parts.js';

/**
 * What stands in the way, what is safe and the ways out, most pressing first. Renders a `<div>`, nothing while there
 * is nothing to say.
 */
export const Notices = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function ReviewCardNotices(
  { className, children, ...rest },
  ref,
) {
  const session = useReviewSession();
  const snapshot = useReview((whole) => whole);
  const { desk, format, words } = useCaseWords();
  const parts = useSittingParts();
  const { review, status, problem, isOffline } = snapshot;
  const situation = situationOf(snapshot);
  const hasDraft = Object.keys(snapshot.draft).length > 0 || unsignedVerdict(snapshot) !== undefined;
  const name = (actor: Pick<Actor, 'id' | 'name'>) =>
    isWithheld(actor) ? desk.anotherReviewer : visibleText(actor.name);
  const notices = [];

  const hold = review?.hold ?? (problem?.kind === 'held' && problem.hold);
  for (const held of [hold, ...(review?.alsoHeld ?? [])]) {
    if (!held) continue;
    notices.push(
      <Notice key={`held${held.stop}`} tone="stop" icon={<StopIcon />} title={desk.heldBy(name(held.by))}>
        {desk.heldText(format.dateTime(held.at) ?? words.notAvailable, visibleText(held.reason))}
      </Notice>,
    );
  }
  if (status === 'failed' && problem?.kind === 'unreachable') {
    const { during } = problem;
    notices.push(
      <Notice
        key="failed"
        tone="stop"
        title={during === 'loading' ? desk.unavailable : during === 'claiming' ? desk.notStarted : desk.notSaved}
        actions={
          <>
            <Button onClick={() => session.retry()}>
              <RefreshIcon />
              {desk.tryAgain}
            </Button>
            {hasDraft && parts.loaded && <parts.loaded.CopyDraft />}
            {during !== 'loading' && (
              <Button variant="quiet" onClick={() => session.acknowledge()}>
                {desk.checkStored}
              </Button>
            )}
          </>
        }
      >
        {(during === 'sending' ? desk.notSavedText : desk.unavailableText)(visibleText(problem.message))}
        {isOffline && ` ${during === 'loading' ? desk.offlineLoadText : desk.offlineText}`}
      </Notice>,
    );
  }
  if (hasSittingNotice(snapshot)) {
    notices.push(
      parts.loaded ? (
        <parts.loaded.SittingNotices key="sitting" />
      ) : (
        parts.isFailed && <PartsMissing key="sitting" onRetry={parts.request} />
      ),
    );
  }
  if (
    situation === 'claimed' &&
    // One's own other window has a notice of its own.
    review?.claim &&
    review.claim.by.id !== snapshot.reviewer.id &&
    problem?.kind !== 'claim-refused' &&
    status !== 'lost' &&
    status !== 'conflict'
  ) {
    const { by, until } = review.claim;
    notices.push(
      <Notice key="claimed" title={desk.claimedBy(name(by))}>
        {desk.claimedText(until && format.dateTime(until))}
      </Notice>,
    );
  }
  if (situation === 'deciding' || situation === 'blind') {
    if (review?.claim?.seat === 'second') {
      notices.push(
        <Notice key="second" icon={<EyeOffIcon />} title={desk.secondReviewer}>
          {desk.secondReviewerText}
        </Notice>,
      );
    }
    if (review?.claim?.seat === 'adjudicator') {
      notices.push(
        <Notice key="adjudicator" title={desk.adjudicator}>
          {desk.adjudicatorText}
        </Notice>,
      );
    }
  }
  const { question, escalation } = review ?? {};
  if (question && situation !== 'decided' && situation !== 'closed') {
    notices.push(
      <Notice
        key="question"
        title={
          question.answer === undefined
            ? desk.waitingFor(visibleText(question.to))
            : desk.answered(question.answeredBy ? name(question.answeredBy) : visibleText(question.to))
        }
      >
        <HostText>{question.question}</HostText>
        {question.answer !== undefined && (
          <p className={reviewCard.issue}>
            <HostText>{question.answer}</HostText>
          </p>
        )}
      </Notice>,
    );
  }
  if (escalation && situation !== 'decided' && situation !== 'closed') {
    notices.push(
      <Notice key="escalation" title={desk.escalatedTo(visibleText(escalation.to))}>
        {escalation.note === undefined ? undefined : <HostText>{escalation.note}</HostText>}
      </Notice>,
    );
  }
  if (isOffline && status !== 'failed' && !snapshot.isWaiting) {
    notices.push(
      <Notice key="offline" title={desk.offline}>
        {desk.offlineDetail}
      </Notice>,
    );
  }
  // It may have nothing to say: an empty strip takes no room.
  if (parts.loaded) notices.push(<parts.loaded.CourseNotices key="course" />);
  if (notices.length === 0 && children === undefined) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewCard.notices, className)}>
      {notices}
      {children}
    </div>
  );
});

/** Where what happened cannot be said in full: that something did, what is safe, and another try. */
function PartsMissing({ onRetry }: { onRetry: () => void }) {
  const { desk } = useCaseWords();
  const announce = useAnnounce();
  useEffect(() => announce(desk.partMissing), [announce, desk.partMissing]);
  return (
    <Notice tone="attention" title={desk.partMissing} actions={<Button onClick={onRetry}>{desk.tryAgain}</Button>}>
      {desk.partMissingText}
    </Notice>
  );
}
