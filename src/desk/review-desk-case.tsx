'use client';
import { forwardRef, type HTMLAttributes, useEffect, useRef } from 'react';
import { Button } from '../react/button.js';
import { ArrowIcon } from '../react/icons.js';
import { useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { ReviewProvider } from '../review/review-context.js';
import type { ReviewSession, SessionSnapshot } from '../review/session.types.js';
import { focusTitle } from './focus-title.js';
import { Root as ReviewCard } from './review-card.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { CaseCheck } from './review-desk-checks.js';
import { useDesk } from './review-desk-context.js';
import { Next } from './review-desk-next.js';
import { Outcome } from './review-desk-outcome.js';
import { isUnknownCase, NO_SITTING, useSitting } from './use-sitting.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

/** Whether this person's part is done: a decision of this sitting is on the record. */
function isSettledHere(snapshot: SessionSnapshot | undefined): boolean {
  return snapshot?.status === 'settled';
}

/** The open case, with the way back to the queue where there is room for one only. Renders a `<div>`. */
export const Case = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskCase(
  { className, children, ...rest },
  ref,
) {
  const { desk, queue, openId, leave, loadsAhead } = useDesk('Case');
  const messages = useMessages('desk', reviewDeskMessages);
  const session = useSitting(openId);
  const isUnknown = useSnapshot<SessionSnapshot | undefined, boolean>(session ?? NO_SITTING, isUnknownCase);
  const isSettled = useSnapshot<SessionSnapshot | undefined, boolean>(session ?? NO_SITTING, isSettledHere);
  // A sitting that was kept may have missed what happened while nobody looked.
  useEffect(() => {
    const snapshot = session?.getSnapshot();
    if (isUnknownCase(snapshot)) session?.retry();
    else if (snapshot?.review && snapshot.status !== 'sending' && snapshot.status !== 'claiming') session?.refresh();
  }, [session]);
  useEffect(
    () => (openId !== undefined && loadsAhead ? desk.loadAheadOf(openId, queue) : undefined),
    [desk, queue, openId, loadsAhead],
  );
  if (isUnknown) {
    return (
      <div {...rest} ref={ref} className={joinClasses(reviewDesk.case, className)}>
        <UnknownCase key={openId} />
      </div>
    );
  }
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewDesk.case, className)}>
      <Button variant="quiet" className={reviewDesk.back} onClick={leave}>
        <ArrowIcon className={reviewDesk.backIcon} />
        {messages.backToQueue}
      </Button>
      {session ? (
        <ReviewProvider session={session}>
          {children ?? (
            <>
              <Outcome />
              <OpenCase key={session.id} session={session} />
              <CaseCheck session={session} />
              {isSettled && <Next />}
            </>
          )}
        </ReviewProvider>
      ) : (
        <div className={reviewDesk.empty}>
          <p className={reviewDesk.emptyTitle}>{messages.nothingOpen}</p>
          <p className={reviewDesk.emptyText}>{messages.nothingOpenText}</p>
          <Next />
        </div>
      )}
    </div>
  );
});

/** Says that there is no such case, and leads back wherever the desk stands. */
function UnknownCase() {
  const { focusRequest, leave } = useDesk('Case');
  const messages = useMessages('desk', reviewDeskMessages);
  const title = useRef<HTMLParagraphElement>(null);
  useEffect(() => {
    if (focusRequest > 0) title.current?.focus();
  }, [focusRequest]);
  return (
    <div className={reviewDesk.empty}>
      <p ref={title} tabIndex={-1} className={reviewDesk.emptyTitle}>
        {messages.unknownCase}
      </p>
      <p className={reviewDesk.emptyText}>{messages.unknownCaseText}</p>
      <Button onClick={leave}>{messages.backToQueue}</Button>
    </div>
  );
}

const isLoaded = (snapshot: SessionSnapshot) => snapshot.review !== undefined || snapshot.problem !== undefined;

/** Waits for the case before it puts focus on the heading: a heading that says nothing yet would be read as nothing. */
function OpenCase({ session }: { session: ReviewSession }) {
  const { focusRequest, headingLevel, onEvidenceOpen } = useDesk('Case');
  const card = useRef<HTMLElement>(null);
  const answered = useRef(0);
  const isReady = useSnapshot(session, isLoaded);
  useEffect(() => {
    if (!isReady || answered.current === focusRequest) return;
    answered.current = focusRequest;
    focusTitle(card.current);
  }, [isReady, focusRequest]);
  return <ReviewCard ref={card} headingLevel={headingLevel === 1 ? 2 : headingLevel} onEvidenceOpen={onEvidenceOpen} />;
}
