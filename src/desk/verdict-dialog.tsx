'use client';
import { type RefObject, useContext } from 'react';
import { Readout } from '../confidence/readout-parts.js';
import { visibleText } from '../internal/plain-text.js';
import { Root as OverrideDialog } from '../override/override-dialog.js';
import { Notice } from '../react/notice.js';
import type { VerdictType } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { useShownConfidence } from '../review/use-band-words.js';
import { isReauthenticator } from './reauthenticator.js';
import { isStale, shownProposal } from './review-card.selectors.js';
import { CardContext } from './review-card-context.js';
import { SaveState } from './review-card-save-state.js';
import { signingNews } from './signing-news.js';
import { useSittingWords } from './use-sitting-words.js';

export interface VerdictDialogProps {
  verdict: VerdictType;
  isOpen: boolean;
  openerRef: RefObject<HTMLElement | null>;
  onClose: () => void;
}

/** The one form in which every verdict is signed, on the session's own draft. Brings Radix, so it arrives on first use. */
export function VerdictDialog({ verdict, isOpen, openerRef, onClose }: VerdictDialogProps) {
  const session = useReviewSession();
  const card = useContext(CardContext);
  const review = useReview((snapshot) => snapshot.review);
  const proposal = useReview(shownProposal);
  const draft = useReview((snapshot) => snapshot.draft);
  const problem = useReview((snapshot) => snapshot.problem);
  const dwell = useReview((snapshot) => snapshot.dwell);
  const isSending = useReview((snapshot) => snapshot.status === 'sending');
  const isSigning = useReview((snapshot) => snapshot.status === 'signing');
  const stale = useReview(isStale);
  const isOffline = useReview((snapshot) => snapshot.isOffline);
  const { desk, words, format } = useSittingWords();
  const confidenceShown = useShownConfidence(proposal?.confidence);
  const { reauthenticate } = session;
  if (!review || !proposal) return null;

  // Over the page's own notices, which a screen reader cannot reach from here. What fails on sending closes the dialog.
  const { hold } = review;
  const news = hold
    ? ({
        tone: 'stop',
        title: desk.heldBy(visibleText(hold.by.name)),
        children: desk.heldText(format.dateTime(hold.at) ?? words.notAvailable, visibleText(hold.reason)),
      } as const)
    : stale
      ? ({
          tone: 'attention',
          title: desk.stale,
          children: desk.staleText(proposal.revision, review.proposal.revision, format),
        } as const)
      : problem?.kind === 'signing'
        ? signingNews(problem, desk)
        : isOffline
          ? { title: desk.offline, children: desk.offlineDetail }
          : review.policy.secondReview === true && review.claim?.seat === 'first'
            ? { title: desk.firstOfTwo, children: desk.firstOfTwoText }
            : undefined;
  return (
    <OverrideDialog
      proposal={proposal}
      policy={review.policy}
      verdict={verdict}
      reviewer={session.reviewer}
      draft={draft}
      dwell={dwell}
      onDraftChange={(details) => session.restoreDraft(details.draft)}
      onSubmit={({ verdict: given, grounds }) =>
        session.decide(given, { ...grounds, ...(confidenceShown !== undefined && { confidenceShown }) })
      }
      open={isOpen}
      onOpenChange={({ open }) => {
        if (open) return;
        if (isSigning) session.cancelSigning();
        onClose();
      }}
      isBusy={isSending || isSigning}
      confirmation={
        isSigning && isReauthenticator(reauthenticate) && <reauthenticate.Form reauthentication={reauthenticate} />
      }
      problem={problem?.kind === 'invalid' ? problem : undefined}
      notice={
        <>
          {news && <Notice {...news} />}
          <SaveState />
        </>
      }
      announcement={news?.title}
      badge={proposal.confidence && <Readout confidence={proposal.confidence} kind="category" showAbout />}
      openerRef={openerRef}
      focusFallbacks={() => [card?.titleRef.current]}
    />
  );
}
