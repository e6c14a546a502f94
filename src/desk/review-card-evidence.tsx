'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { Root as EvidenceList } from '../explanation/evidence-list.js';
import { useMessages } from '../react/locale-context.js';
import { useReview } from '../review/review-context.js';
import { cardMessages } from './card.messages.js';
import { shownProposal } from './review-card.selectors.js';
import { Section } from './review-card-parts.js';
import { useEvidence } from './use-evidence.js';

/** What a person can look at, and what they have: the session notes each opening. Renders a `<section>`, nothing without evidence. */
export const Evidence = forwardRef<HTMLElement, HTMLAttributes<HTMLElement>>(function ReviewCardEvidence(
  { children, ...rest },
  ref,
) {
  const evidence = useEvidence('Evidence');
  const messages = useMessages('desk', cardMessages);
  const items = useReview((snapshot) => shownProposal(snapshot)?.explanation?.evidence);
  if (!items?.length && children === undefined) return null;
  return (
    <Section {...rest} ref={ref} heading={messages.evidence}>
      {children ?? <EvidenceList items={items ?? []} {...evidence} />}
    </Section>
  );
});
