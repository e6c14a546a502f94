'use client';
import { useEffect, useRef, useState } from 'react';
import { useAnnounce } from '../react/announcer.js';
import { useReviewSession } from '../review/review-context.js';
import { situationOf } from './review-card.selectors.js';
import type { CardContextValue, DecisionSettleDetails } from './review-card-context.js';
import { useCaseWords } from './use-case-words.js';
import { loadSitting } from './use-sitting-parts.js';

/** Speaks, tells the host and looks after focus when the sitting changes. */
export function useCardEvents(
  card: Pick<CardContextValue, 'titleRef' | 'answersRef'>,
  onDecisionSettle: ((details: DecisionSettleDetails) => void) | undefined,
): void {
  const session = useReviewSession();
  const announce = useAnnounce();
  const words = useCaseWords();
  const latest = useRef({ onDecisionSettle, words, announce });
  // The answer and the change that it caused may come apart: the one must not take the other's place.
  const [answersDue, setAnswersDue] = useState<object>();
  const [titleDue, setTitleDue] = useState<object>();

  useEffect(() => {
    latest.current = { onDecisionSettle, words, announce };
  });

  useEffect(() => {
    let before = session.getSnapshot();
    return session.subscribe(() => {
      const after = session.getSnapshot();
      const previous = before;
      before = after;
      if (after === previous) return;
      const now = latest.current;
      loadSitting().then(
        ({ announceChange }) => announceChange(previous, after, session, now.words, now.announce),
        // The notices say that they could not be loaded.
        () => {},
      );
      const { settled } = after;
      if (settled?.decision && settled !== previous.settled) {
        now.onDecisionSettle?.({ review: settled.review, decision: settled.decision, entry: settled.entry });
      }
      const sent = previous.pending ?? after.pending;
      // The change may be heard from the backend's feed before the answer to the command that caused it.
      const isRevealed =
        previous.review?.state === 'reviewing.blind' && after.review?.state === 'reviewing.revealed' && sent;
      const hasMoved = sent && situationOf(previous) !== situationOf(after);
      const isAnswered = previous.pending && !after.pending;
      const hasFailed = previous.status !== 'failed' && after.status === 'failed';
      // A control that had focus may have gone with what it was for.
      const hasControlGone =
        (previous.undo && !after.undo) ||
        previous.claimStatus !== after.claimStatus ||
        previous.isWaiting !== after.isWaiting;
      const isDismissed = previous.problem && !after.problem && !after.pending;
      if (isRevealed) {
        // The provisional answer was in the draft; the verdict starts from nothing (B-11).
        session.discardDraft();
        setAnswersDue({});
      } else if (hasMoved || isAnswered || hasFailed || isDismissed || hasControlGone) setTitleDue({});
    });
  }, [session]);

  const { titleRef, answersRef } = card;
  useEffect(() => {
    if (answersDue) answersRef.current?.focus();
  }, [answersDue, answersRef]);
  useEffect(() => {
    const { activeElement } = document;
    if (titleDue && (!activeElement || activeElement === document.body)) titleRef.current?.focus();
  }, [titleDue, titleRef]);
}
