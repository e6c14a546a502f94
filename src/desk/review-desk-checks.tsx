'use client';
import { forwardRef, type HTMLAttributes, useEffect, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { useMessages } from '../react/locale-context.js';
import { composeRefs, joinClasses } from '../react/merge-props.js';
import { createOnDemand } from '../react/on-demand.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { Review } from '../review/review.types.js';
import type { ReviewSession } from '../review/session.types.js';
import { cardMessages } from './card.messages.js';
import type { CheckNewsSnapshot, ToldCheck } from './check-news.session.js';
import { referenceOf } from './review-card.selectors.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDesk } from './review-desk-context.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

const useFeedback = /* @__PURE__ */ createOnDemand(() =>
  import('../oversight/check-feedback.js').then((module) => module.CheckFeedback),
);

const isSame = (snapshot: CheckNewsSnapshot) => snapshot;

function levelBelow(level: 1 | 2 | 3 | 4): 2 | 3 | 4 | 5 {
  return (level + 1) as 2 | 3 | 4 | 5;
}

/** One check, with what can be done about it: it is read at leisure, and nothing of it is taken back. */
function Feedback({ told, isAlone, onAside }: { told: ToldCheck; isAlone: boolean; onAside?: () => void }) {
  const { headingLevel, openId, view } = useDesk('Checks');
  const messages = useMessages('desk', reviewDeskMessages);
  const words = useMessages('desk', cardMessages);
  const { loaded: CheckFeedback, isFailed, retry } = useFeedback(true);
  const { review, outcome } = told;
  if (isFailed) {
    return (
      <p className={reviewDesk.checkText}>
        {messages.checkUnread(visibleText(referenceOf(review)))} <Button onClick={retry}>{words.tryAgain}</Button>
      </p>
    );
  }
  if (!CheckFeedback) return null;
  const isOpen = openId === review.id && view === 'case';
  return (
    <CheckFeedback
      outcome={outcome}
      schema={review.proposal.schema}
      reference={isOpen && !isAlone ? undefined : referenceOf(review)}
      headingLevel={levelBelow(headingLevel)}
      actions={isAlone && <Button onClick={onAside}>{messages.putCheckAside}</Button>}
    >
      <p className={reviewDesk.checkText}>{messages.checkFinal}</p>
    </CheckFeedback>
  );
}

/**
 * What was known of checks that were decided at this desk, until the person puts it aside (B-14). It takes no focus, and moves
 * nothing but what is below it. Renders a `<div>`, nothing where there is nothing to tell.
 */
export const Checks = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskChecks(
  { className, children, ...rest },
  ref,
) {
  const { desk, openId, view, open, queueRef } = useDesk('Checks');
  const messages = useMessages('desk', reviewDeskMessages);
  const announce = useAnnounce();
  const { told, unread } = useSnapshot(desk.checks, isSame);
  const said = useRef(new Set(unread));
  useEffect(() => {
    for (const id of unread) {
      const check = told.get(id);
      if (said.current.has(id) || !check) continue;
      said.current.add(id);
      announce(messages.checkTold(visibleText(referenceOf(check.review))));
    }
  }, [announce, messages, told, unread]);
  const region = useRef<HTMLDivElement>(null);
  const [asides, setAsides] = useState(0);
  // The button that had focus goes with what it was for: on to the next one, or to where the reader is.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each that is put aside
  useEffect(() => {
    if (asides === 0) return;
    const next = region.current?.querySelector<HTMLElement>('button');
    if (next) next.focus();
    else if (openId !== undefined && view === 'case') open(openId);
    else queueRef.current?.focusHeading();
  }, [asides]);
  // Of the open case it stands with the case.
  const shown = unread.filter((id) => !(id === openId && view === 'case'));
  if (shown.length === 0) return null;
  return (
    <div {...rest} ref={composeRefs(ref, region)} className={joinClasses(reviewDesk.checks, className)}>
      {children ??
        shown.map((id) => {
          const check = told.get(id);
          const putAside = () => {
            desk.checks.putAside(id);
            setAsides((count) => count + 1);
          };
          return check && <Feedback key={id} told={check} isAlone onAside={putAside} />;
        })}
    </div>
  );
});

/** Whether a person has decided on a case, and it is over. */
function isDecidedBy({ status, signatures, decision }: Review, personId: string): boolean {
  if (status !== 'approved' && status !== 'overridden' && status !== 'closed') return false;
  return decision?.by.id === personId || signatures.some(({ by }) => by.id === personId);
}

/** What was known of the open case, where it was a check of this person: also after a reload. */
export function CaseCheck({ session }: { session: ReviewSession }) {
  const { desk } = useDesk('Case');
  const review = useSnapshot(session, (snapshot) => snapshot.review);
  const { told } = useSnapshot(desk.checks, isSame);
  useEffect(() => {
    if (review && isDecidedBy(review, session.reviewer.id)) desk.checks.ask(review, false);
  }, [desk, review, session]);
  const check = told.get(session.id);
  return check ? <Feedback told={check} isAlone={false} /> : null;
}
