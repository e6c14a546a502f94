'use client';
import { useReview } from '../review/review-context.js';
import { ExplanationView } from './explanation-view.js';
import { shownProposal } from './review-card.selectors.js';
import { useCard } from './review-card-context.js';
import { useEvidence } from './use-evidence.js';

/** The whole explanation of what is on screen. Arrives when somebody opens it. */
export function ExplanationPart() {
  const { level } = useCard('Explanation');
  const evidence = useEvidence('Explanation');
  const proposal = useReview(shownProposal);
  return proposal ? <ExplanationView proposal={proposal} level={level} {...evidence} /> : null;
}
