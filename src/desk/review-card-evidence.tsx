'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { Root as EvidenceList } from '../explanation/evidence-list.js';
import { useMessages } from '../react/locale-context.js';
import { useReview, useReviewSession } from '../review/review-context.js';
import { cardMessages } from './card.messages.js';
import { shownProposal } from './review-card.selectors.js';
import { useCard } from './review-card-context.js';
import { Section } from './review-card-parts.js';

/** What a person can look at, and what they have: the session notes each opening. Renders a `<section>`, nothing without evidence. */
export const Evidence = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function ReviewCardEvidence(
  { children, ...rest },
  ref,
) {
  const session = useReviewSession();
  const { onEvidenceOpen } = useCard('Evidence');
  const messages = useMessages('desk', cardMessages);
  const items = useReview((snapshot) => shownProposal(snapshot)?.explanation?.evidence);
  const opened = useReview((snapshot) => snapshot.opened);
  if (!items?.length && children === undefined) return null;
  return (
    <Section {...rest} ref={ref} heading={messages.evidence}>
      {children ?? (
        <EvidenceList
          items={items ?? []}
          opened={opened}
          onEvidenceOpen={({ item, event }) => {
            session.openEvidence(item.id);
            onEvidenceOpen?.({ id: item.id, reviewId: session.id, event });
          }}
        />
      )}
    </Section>
  );
});
