'use client';
import type { OnEvidenceOpen } from '../explanation/evidence-list.js';
import { visibleText } from '../internal/plain-text.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { situationOf } from './review-card.selectors.js';
import { useCard } from './review-card-context.js';

/**
 * What lists of evidence on a card show and do: what the person has opened, or once it is decided, what whoever decided
 * had. Only what really opens counts as opened (B-13): a link, or what the host opens.
 */
export function useEvidence(part: string) {
  const session = useReviewSession();
  const { onEvidenceOpen } = useCard(part);
  const own = useReview((snapshot) => snapshot.opened);
  const decision = useReview((snapshot) =>
    situationOf(snapshot) === 'decided' ? snapshot.review?.decision : undefined,
  );
  const ids = decision?.evidenceOpened;
  return {
    ...(decision
      ? { opened: ids ? Object.fromEntries(ids.map((id) => [id, ''])) : null, openedBy: visibleText(decision.by.name) }
      : { opened: own }),
    opensUnlinked: onEvidenceOpen !== undefined,
    onEvidenceOpen: ({ item, event }: Parameters<OnEvidenceOpen>[0]) => {
      session.openEvidence(item.id);
      onEvidenceOpen?.({ id: item.id, reviewId: session.id, event });
    },
  };
}
