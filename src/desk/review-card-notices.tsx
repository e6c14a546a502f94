'use client';
import { forwardRef, type HTMLAttributes, useEffect } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { EyeOffIcon, RefreshIcon, StopIcon } from '../react/icons.js';
import { joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import type { Actor, Issue } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { useValueText } from '../review/value-text.js';
import { reviewCard } from './desk.variants.js';
import { HostText } from './host-text.js';
import { isStale, situationOf, unsignedVerdict, winnerOf } from './review-card.selectors.js';
import { useCaseWords } from './use-case-words.js';
import { useOnDemand } from './use-on-demand.js';

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
  const { desk, format, words, refusalText } = useCaseWords();
  const { review, status, problem, reviewer, isOffline } = snapshot;
  const situation = situationOf(snapshot);
  const hasDraft = Object.keys(snapshot.draft).length > 0 || unsignedVerdict(snapshot) !== undefined;
  const name = (actor: Pick<Actor, 'name'>) => visibleText(actor.name);
  const notices = [];

  const hold = review?.hold ?? (problem?.kind === 'held' ? problem.hold : undefined);
  if (hold) {
    notices.push(
      <Notice key="held" tone="stop" icon={<StopIcon />} title={desk.heldBy(name(hold.by))}>
        {desk.heldText(format.dateTime(hold.at) ?? words.notAvailable, visibleText(hold.reason))}
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
            {hasDraft && <CopyDraft />}
            {during !== 'loading' && (
              <Button variant="quiet" onClick={() => session.acknowledge()}>
                {desk.checkStored}
              </Button>
            )}
          </>
        }
      >
        {(during === 'sending' ? desk.notSavedText : desk.unavailableText)(visibleText(problem.message))}
        {isOffline && ` ${desk.offlineText}`}
      </Notice>,
    );
  }
  if (status === 'conflict') {
    const decision = review?.decision;
    const isDecided = situation === 'decided' || situation === 'closed';
    notices.push(
      <Notice
        key="conflict"
        tone="attention"
        title={
          decision && decision.by.id !== reviewer.id ? desk.conflictDecided(name(decision.by)) : desk.conflictChanged
        }
        actions={
          <>
            {isDecided || situation === 'claimed' ? (
              <Button onClick={() => session.acknowledge()}>{desk.keepDraft}</Button>
            ) : (
              <Button onClick={() => session.reclaim()}>{desk.keepAndClaim}</Button>
            )}
            <CopyDraft />
            <Button
              variant="quiet"
              onClick={() => {
                session.discardDraft();
                session.acknowledge();
              }}
            >
              {desk.discardDraft}
            </Button>
          </>
        }
      >
        {isDecided ? desk.conflictDecidedText : desk.conflictChangedText}
      </Notice>,
    );
  }
  if (status === 'lost') {
    notices.push(
      <Notice
        key="lost"
        tone="attention"
        title={desk.lost}
        actions={
          <>
            {session.can('claim') && <Button onClick={() => session.reclaim()}>{desk.claimAgain}</Button>}
            {hasDraft && <CopyDraft />}
            <Button variant="quiet" onClick={() => session.acknowledge()}>
              {desk.leave}
            </Button>
          </>
        }
      >
        {desk.lostText}
      </Notice>,
    );
  }
  if (problem?.kind === 'forbidden' || problem?.kind === 'invalid') {
    notices.push(
      <Notice
        key="refused"
        tone="attention"
        title={problem.kind === 'forbidden' ? desk.forbidden : desk.invalid}
        actions={<Button onClick={() => session.dismissProblem()}>{desk.dismiss}</Button>}
      >
        {problem.kind === 'forbidden' ? (
          refusalText({ outcome: 'forbidden', why: problem.why }, review)
        ) : (
          <Issues issues={problem.issues} />
        )}
      </Notice>,
    );
  }
  const winner = problem?.kind === 'claim-refused' ? winnerOf(snapshot) : undefined;
  if (winner) {
    notices.push(
      <Notice
        key="claim-refused"
        tone="attention"
        title={desk.claimRefused}
        actions={<Button onClick={() => session.dismissProblem()}>{desk.dismiss}</Button>}
      >
        {desk.claimRefusedText(winner.by && name(winner.by), winner.isDecided)}
      </Notice>,
    );
  }
  if (isStale(snapshot) && situation === 'deciding' && status !== 'conflict') {
    notices.push(
      <Notice
        key="stale"
        tone="attention"
        title={desk.stale}
        actions={<Button onClick={() => session.look()}>{desk.look}</Button>}
      >
        {desk.staleText(snapshot.seen?.revision ?? 0, review?.proposal.revision ?? 0, format)}
      </Notice>,
    );
  }
  if (snapshot.claimStatus === 'expiring' && review?.claim?.until && status !== 'lost') {
    notices.push(
      <Notice
        key="expiring"
        tone="attention"
        title={desk.expiring(format.time(review.claim.until) ?? words.notAvailable)}
      >
        {desk.expiringText}
      </Notice>,
    );
  }
  if (situation === 'claimed' && review?.claim && !winner && status !== 'lost' && status !== 'conflict') {
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
  if (situation === 'closed') {
    notices.push(
      <Notice key="closed" title={review?.state === 'closed.expired' ? desk.expired : desk.withdrawn}>
        {desk.closedText}
      </Notice>,
    );
  }
  if (isOffline && status !== 'failed') {
    notices.push(
      <Notice key="offline" title={desk.offline}>
        {desk.offlineDetail}
      </Notice>,
    );
  }
  if (snapshot.draftStatus === 'failed' && status !== 'failed') {
    notices.push(
      <Notice
        key="draft"
        tone="attention"
        title={desk.draftUnsaved}
        actions={
          <>
            <Button onClick={() => session.editDraft({})}>{desk.tryAgain}</Button>
            <CopyDraft />
          </>
        }
      >
        {desk.draftUnsavedText}
      </Notice>,
    );
  }

  if (notices.length === 0 && children === undefined) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewCard.notices, className)}>
      {notices}
      {children}
    </div>
  );
});

const loadIssueList = () => import('./forms.js').then((module) => module.IssueList);

/** Issues in words, which arrive when they are needed: a server that names issues can be reached. Their codes where they do not. */
function Issues({ issues }: { issues: readonly Issue[] }) {
  const { loaded: List, isFailed, request } = useOnDemand(loadIssueList);
  useEffect(() => {
    void request();
  }, [request]);
  return List ? <List issues={issues} /> : isFailed ? issues.map(({ code }) => visibleText(code)).join(', ') : null;
}

/** Puts what was typed on the clipboard, so that nothing is lost whatever happens to the page. Renders a `<button>`. */
function CopyDraft() {
  const session = useReviewSession();
  const announce = useAnnounce();
  const valueText = useValueText();
  const { desk, words } = useCaseWords();

  const copy = async () => {
    const snapshot = session.getSnapshot();
    const { draft, seen } = snapshot;
    const unsigned = unsignedVerdict(snapshot) as { type?: keyof typeof words.verdicts } & typeof draft;
    const lines = [
      unsigned?.type && words.verdicts[unsigned.type],
      unsigned?.value !== undefined && valueText(unsigned.value, seen?.schema),
      unsigned?.message,
      ...(draft.reason?.codes ?? []),
      draft.reason?.text,
    ];
    try {
      await navigator.clipboard.writeText(lines.filter(Boolean).join('\n'));
      announce(desk.copied);
    } catch {
      announce(desk.copyFailed);
    }
  };

  return (
    <Button variant="quiet" onClick={copy}>
      {desk.copyDraft}
    </Button>
  );
}
