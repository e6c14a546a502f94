'use client';
import { type RefObject, useContext } from 'react';
import { Root as ConfidenceBadge } from '../confidence/confidence-badge.js';
import { Root as OverrideDialog } from '../override/override-dialog.js';
import type { VerdictType } from '../review/review.types.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { shownProposal } from './review-card.selectors.js';
import { CardContext } from './review-card-context.js';

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
  const isSending = useReview((snapshot) => snapshot.status === 'sending');
  if (!review || !proposal) return null;
  return (
    <OverrideDialog
      proposal={proposal}
      policy={review.policy}
      verdict={verdict}
      reviewer={session.reviewer}
      draft={draft}
      onDraftChange={(details) => session.restoreDraft(details.draft)}
      onSubmit={(details) => session.decide(details.verdict, details.grounds)}
      open={isOpen}
      onOpenChange={({ open }) => {
        if (!open) onClose();
      }}
      isBusy={isSending}
      problem={problem?.kind === 'invalid' ? problem : undefined}
      badge={proposal.confidence && <ConfidenceBadge confidence={proposal.confidence} />}
      openerRef={openerRef}
      focusFallbacks={() => [card?.titleRef.current]}
    />
  );
}
