'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { useReview } from '../review/review-context.js';
import { reviewCard } from './desk.variants.js';
import { situationOf } from './review-card.selectors.js';
import { useSittingParts } from './use-sitting-parts.js';

/**
 * Whether what was typed is saved, and where. The announcer speaks when it is not, never with each key. Renders a
 * `<div>`, nothing where there is nothing to type and nothing typed.
 *
 * @selector [data-draft] `idle`, `saving`, `saved`, `failed` or `offline`
 */
export const SaveState = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function ReviewCardSaveState(
  { className, children, ...rest },
  ref,
) {
  const draft = useReview((snapshot) => snapshot.draftStatus);
  const isShown = useReview((snapshot) => {
    const situation = situationOf(snapshot);
    return situation === 'deciding' || situation === 'blind' || Object.keys(snapshot.draft).length > 0;
  });
  const parts = useSittingParts();
  if (!isShown) return null;
  return (
    <div {...rest} {...dataAttributes({ draft })} ref={ref} className={joinClasses(reviewCard.saveState, className)}>
      {children ?? (parts.loaded && <parts.loaded.SaveStateText />)}
    </div>
  );
});
