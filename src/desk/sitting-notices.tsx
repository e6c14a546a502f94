'use client';
import { useEffect } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { Notice } from '../react/notice.js';
import type { Actor, Issue } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { CopyDraft } from './copy-draft.js';
import { isStale, situationOf, unsignedVerdict, winnerOf } from './review-card.selectors.js';
import { useOnDemand } from './use-on-demand.js';
import { useSittingWords } from './use-sitting-words.js';

/** What came between a person and their decision, with what is safe and the ways out. Renders a `<div>` for each. */
export function SittingNotices() {
  const session = useReviewSession();
  const snapshot = useReview((whole) => whole);
  const { desk, format, words, refusalText } = useSittingWords();
  const { review, status, problem, reviewer } = snapshot;
  const situation = situationOf(snapshot);
  const hasDraft = Object.keys(snapshot.draft).length > 0 || unsignedVerdict(snapshot) !== undefined;
  const name = (actor: Pick<Actor, 'name'>) => visibleText(actor.name);
  const notices = [];

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
  return notices;
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
