'use client';
import { useEffect, useRef, useState } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { type Announce, useAnnounce } from '../react/announcer.js';
import { useReviewSession } from '../review/review-context.js';
import type { ReviewSession, SessionSnapshot } from '../review/session.types.js';
import { referenceOf, situationOf, winnerOf } from './review-card.selectors.js';
import type { CardContextValue, DecisionSettleDetails } from './review-card-context.js';
import { useCaseWords } from './use-case-words.js';

type CaseWords = ReturnType<typeof useCaseWords>;

/** What a change of the sitting says aloud (A-22). A person's own deed is said once, others' changes politely. */
function announceChange(
  before: SessionSnapshot,
  after: SessionSnapshot,
  session: ReviewSession,
  { desk, words }: CaseWords,
  announce: Announce,
): void {
  const { review, settled, problem } = after;
  const reference = review ? visibleText(referenceOf(review)) : '';
  if (review?.hold && !before.review?.hold && before.review) {
    announce(desk.heldBy(visibleText(review.hold.by.name)), { assertive: true });
  }
  if (settled && settled !== before.settled) {
    const verdict = settled.decision?.verdict.type;
    announce(
      verdict
        ? settled.review.decision
          ? desk.caseDone[verdict](reference)
          : desk.caseSigned(reference)
        : desk.casePassed(reference, words.states[settled.review.state]),
    );
    return;
  }
  if (before.status !== after.status) {
    if (after.status === 'failed' && problem?.kind === 'unreachable') {
      if (problem.during === 'sending') announce(desk.notSaved, { assertive: true });
      else announce(problem.during === 'loading' ? desk.unavailable : desk.notStarted, { assertive: true });
      return;
    }
    if (after.status === 'conflict') {
      const by = review?.decision?.by;
      announce(by && by.id !== after.reviewer.id ? desk.conflictDecided(visibleText(by.name)) : desk.conflictChanged);
      return;
    }
    if (after.status === 'lost') {
      announce(desk.lost);
      return;
    }
  }
  if (problem && problem !== before.problem) {
    if (problem.kind === 'forbidden') announce(desk.forbidden);
    if (problem.kind === 'invalid') announce(desk.invalid);
    if (problem.kind === 'claim-refused') {
      const { by, isDecided } = winnerOf(after);
      announce(`${desk.claimRefused}. ${desk.claimRefusedText(by && visibleText(by.name), isDecided)}`);
    }
    if (problem.kind === 'held') announce(desk.heldBar, { assertive: true });
    return;
  }
  if (before.pending?.type === 'claim' && !after.pending && after.status === 'deciding') {
    announce(desk.caseStarted(reference));
  }
  if (before.pending?.type === 'release' && !after.pending) announce(desk.caseReleased(reference));
  if (before.review?.hold && review && !review.hold) announce(desk.caseResumed(reference));
  if (before.opened !== after.opened && after.status === 'deciding' && session.can('approve')) {
    const hadAll = Object.keys(before.opened).length === Object.keys(after.opened).length;
    const wasGated = after.review?.proposal.explanation?.evidence?.some(
      (item) => item.required && !before.opened[item.id],
    );
    if (!hadAll && wasGated && after.review?.policy.evidenceGate) announce(desk.gateOpen);
  }
  if (before.draftStatus !== 'failed' && after.draftStatus === 'failed') announce(desk.draftUnsaved);
}

/** Where focus belongs after a person's own command, if what had it is gone. */
type FocusTarget = 'title' | 'answers';

/** Speaks, tells the host and looks after focus when the sitting changes. */
export function useCardEvents(
  card: Pick<CardContextValue, 'titleRef' | 'answersRef'>,
  onDecisionSettle: ((details: DecisionSettleDetails) => void) | undefined,
): void {
  const session = useReviewSession();
  const announce = useAnnounce();
  const words = useCaseWords();
  const latest = useRef({ onDecisionSettle, words, announce });
  const [focusOn, setFocusOn] = useState<{ target: FocusTarget }>();

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
      announceChange(previous, after, session, now.words, now.announce);
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
      const isDismissed = previous.problem && !after.problem && !after.pending;
      if (isRevealed) {
        // The provisional answer was in the draft; the verdict starts from nothing (B-11).
        session.discardDraft();
        setFocusOn({ target: 'answers' });
      } else if (hasMoved || isAnswered || hasFailed || isDismissed) setFocusOn({ target: 'title' });
    });
  }, [session]);

  const { titleRef, answersRef } = card;
  useEffect(() => {
    if (!focusOn) return;
    const { activeElement } = document;
    if (focusOn.target === 'answers') answersRef.current?.focus();
    else if (!activeElement || activeElement === document.body) titleRef.current?.focus();
  }, [focusOn, titleRef, answersRef]);
}
