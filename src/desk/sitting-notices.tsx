'use client';
import { useEffect } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { useNow } from '../react/locale-context.js';
import { Notice } from '../react/notice.js';
import type { Issue } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { conflictOf } from './conflict.selectors.js';
import { ConflictTable } from './conflict-table.js';
import { CopyDraft } from './copy-draft.js';
import { reviewCard } from './desk.variants.js';
import { isFirstOfTwo, isStale, situationOf, unsignedVerdict, winnerOf } from './review-card.selectors.js';
import { signingNews } from './signing-news.js';
import { useOnDemand } from './use-on-demand.js';
import { useOutbox } from './use-outbox.js';
import { useSittingWords } from './use-sitting-words.js';
import { commandName } from './waiting.selectors.js';

/** What came between a person and their decision, with what is safe and the ways out. Renders a `<div>` for each. */
export function SittingNotices() {
  const snapshot = useReview((whole) => whole);
  const { status, problem, claimStatus } = snapshot;
  const isDeciding = situationOf(snapshot) === 'deciding';
  return (
    <>
      {snapshot.isWaiting && <Waiting />}
      {isFirstOfTwo(snapshot) && <FirstOfTwo />}
      {status === 'conflict' && <Conflict />}
      {status === 'lost' && <Lost />}
      {(problem?.kind === 'forbidden' || problem?.kind === 'invalid') && <Refused />}
      {problem?.kind === 'signing' && <Unsigned />}
      {problem?.kind === 'claim-refused' && <ClaimRefused />}
      {isDeciding && isStale(snapshot) && status !== 'conflict' && <Stale />}
      {claimStatus === 'expiring' && status !== 'lost' && <Expiring />}
      {claimStatus === 'elsewhere' && status !== 'lost' && <Elsewhere />}
    </>
  );
}

/** What was decided here, kept until the server has answered. */
function Waiting() {
  const session = useReviewSession();
  const { desk, words } = useSittingWords();
  const pending = useReview((snapshot) => snapshot.pending);
  const outbox = useOutbox(session.backend);
  if (!pending) return null;
  return (
    <Notice
      tone="attention"
      title={desk.waitingTitle(commandName(pending.type, desk, words.verdicts))}
      actions={
        <>
          <Button onClick={() => (session.backend.outbox ? session.backend.outbox.flush() : session.retry())}>
            {desk.tryNow}
          </Button>
          <CopyDraft />
        </>
      }
    >
      {desk.waitingText} {outbox?.storage === 'memory' ? desk.notKeptOnDevice : desk.keptOnDevice}
    </Notice>
  );
}

/** What is on the record does nothing on its own, whatever approving was said to cause. */
function FirstOfTwo() {
  const { desk } = useSittingWords();
  return <Notice title={desk.firstOfTwo}>{desk.firstOfTwoText}</Notice>;
}

/** The signature was not confirmed: nothing was sent. */
function Unsigned() {
  const session = useReviewSession();
  const { desk } = useSittingWords();
  const problem = useReview((snapshot) => snapshot.problem);
  if (problem?.kind !== 'signing') return null;
  return (
    <Notice
      {...signingNews(problem, desk)}
      actions={
        <Button variant="quiet" onClick={() => session.dismissProblem()}>
          {desk.dismiss}
        </Button>
      }
    />
  );
}

function Conflict() {
  const session = useReviewSession();
  const snapshot = useReview((whole) => whole);
  const { desk } = useSittingWords();
  const { review, reviewer } = snapshot;
  const decision = review?.decision;
  const situation = situationOf(snapshot);
  const isOver = situation === 'decided' || situation === 'closed';
  const compared = conflictOf(snapshot);
  const by = decision && decision.by.id !== reviewer.id ? decision.by : undefined;
  return (
    <Notice
      tone="attention"
      title={by ? desk.conflictDecided(visibleText(by.name)) : desk.conflictChanged}
      actions={
        <>
          {isOver || situation === 'claimed' ? (
            <Button onClick={() => session.acknowledge()}>{desk.keepDraft}</Button>
          ) : (
            <Button onClick={() => session.reclaim()}>{desk.keepAndClaim}</Button>
          )}
          <Button onClick={() => session.discardMine()}>{desk.discardDraft}</Button>
          <CopyDraft />
        </>
      }
    >
      <p className={reviewCard.issue}>{decision && isOver ? desk.conflictDecidedText : desk.conflictChangedText}</p>
      {situation === 'decided' && <p className={reviewCard.issue}>{desk.conflictReopen}</p>}
      {compared && <ConflictTable conflict={compared} />}
    </Notice>
  );
}

function Lost() {
  const session = useReviewSession();
  const snapshot = useReview((whole) => whole);
  const { desk } = useSittingWords();
  const { lostReason = 'ended', review } = snapshot;
  const hasDraft = Object.keys(snapshot.draft).length > 0 || unsignedVerdict(snapshot) !== undefined;
  const winner = review?.claim?.by;
  return (
    <Notice
      tone="attention"
      title={
        lostReason === 'somebody-else' && winner
          ? desk.claimedBy(isWithheld(winner) ? desk.anotherReviewer : visibleText(winner.name))
          : desk.lost[lostReason]
      }
      actions={
        <>
          {lostReason === 'elsewhere' ? (
            <Button onClick={() => session.reclaim()}>{desk.takeOver}</Button>
          ) : (
            session.can('claim') && <Button onClick={() => session.reclaim()}>{desk.claimAgain}</Button>
          )}
          {hasDraft && <CopyDraft />}
          <Button variant="quiet" onClick={() => session.acknowledge()}>
            {desk.leave}
          </Button>
        </>
      }
    >
      {desk.lostText}
    </Notice>
  );
}

function Refused() {
  const session = useReviewSession();
  const review = useReview((snapshot) => snapshot.review);
  const problem = useReview((snapshot) => snapshot.problem);
  const { desk, refusalText } = useSittingWords();
  return (
    <Notice
      tone="attention"
      title={problem?.kind === 'forbidden' ? desk.forbidden : desk.invalid}
      actions={<Button onClick={() => session.dismissProblem()}>{desk.dismiss}</Button>}
    >
      {problem?.kind === 'forbidden' && refusalText({ outcome: 'forbidden', why: problem.why }, review)}
      {problem?.kind === 'invalid' && <Issues issues={problem.issues} />}
    </Notice>
  );
}

function ClaimRefused() {
  const session = useReviewSession();
  const { by, isDecided } = winnerOf(useReview((snapshot) => snapshot));
  const { desk } = useSittingWords();
  return (
    <Notice
      tone="attention"
      title={desk.claimRefused}
      actions={<Button onClick={() => session.dismissProblem()}>{desk.dismiss}</Button>}
    >
      {desk.claimRefusedText(by && visibleText(by.name), isDecided)}
    </Notice>
  );
}

/** A revision under this person's claim: where something was typed already, what it means for that. */
function Stale() {
  const session = useReviewSession();
  const snapshot = useReview((whole) => whole);
  const { desk, format } = useSittingWords();
  const compared = conflictOf(snapshot);
  return (
    <Notice
      tone="attention"
      title={desk.stale}
      actions={
        <>
          <Button onClick={() => session.look()}>{compared ? desk.lookAndGoOn : desk.look}</Button>
          {compared && (
            <Button
              onClick={() => {
                session.discardDraft();
                session.look();
              }}
            >
              {desk.discardDraft}
            </Button>
          )}
        </>
      }
    >
      <p className={reviewCard.issue}>
        {desk.staleText(
          snapshot.seen?.revision ?? snapshot.draftRevision ?? 0,
          snapshot.review?.proposal.revision ?? 0,
          format,
        )}
      </p>
      {compared && <ConflictTable conflict={compared} />}
    </Notice>
  );
}

/** Two minutes of warning that can be put off as often as it comes (WCAG 2.2.1). Takes no focus. */
function Expiring() {
  const session = useReviewSession();
  const until = useReview((snapshot) => snapshot.review?.claim?.until);
  const { desk, format, words } = useSittingWords();
  // Renders with the clock; how much is left is counted by the server's.
  useNow();
  if (until === undefined) return null;
  const left = Math.max(0, Date.parse(until) - session.now());
  const minutes = Math.max(1, Math.ceil(left / 60_000));
  return (
    <Notice
      tone="attention"
      title={desk.expiring(format.duration(minutes * 60_000))}
      actions={session.backend.claims && <Button onClick={() => session.extend()}>{desk.keepReviewing}</Button>}
    >
      {desk.expiringText(format.time(until) ?? words.notAvailable)}
    </Notice>
  );
}

function Elsewhere() {
  const session = useReviewSession();
  const { desk } = useSittingWords();
  return (
    <Notice title={desk.elsewhere} actions={<Button onClick={() => session.takeOver()}>{desk.takeOver}</Button>}>
      {desk.elsewhereText}
    </Notice>
  );
}

const loadIssueList = () => import('./forms.js').then((module) => module.IssueList);

/** Issues in words, which arrive when they are needed: a server that names issues can be reached. Their codes where they do not. */
function Issues({ issues }: { issues: readonly Issue[] }) {
  const { loaded: List, isFailed, request } = useOnDemand(loadIssueList);
  useEffect(() => {
    void request();
  }, [request]);
  return List ? <List issues={issues} /> : isFailed ? issues.map(({ code }) => visibleText(code)).join(', ') : null;
}
