'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { Root as ConfidenceBadge } from '../confidence/confidence-badge.js';
import type { RenderConfidence } from '../queue/queue-context.js';
import { Root as ReviewQueue } from '../queue/queue-root.js';
import { useReviewQueue } from '../queue/use-review-queue.js';
import { useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { reviewDeskMessages } from './review-desk.messages.js';
import { reviewDesk } from './review-desk.variants.js';
import { useDeskBatch } from './review-desk-batch.js';
import { useDesk } from './review-desk-context.js';

type DivProps = HTMLAttributes<HTMLDivElement>;

const renderConfidence: RenderConfidence = ({ row }) => <ConfidenceBadge confidence={row.confidence} />;

/** The cases to choose from. Renders a `<div>`. */
export const Queue = forwardRef<HTMLDivElement, DivProps>(function ReviewDeskQueue(
  { className, children, ...rest },
  ref,
) {
  const {
    queue: store,
    openId,
    open,
    queueRef,
    headingLevel,
    isFilterable,
    queueFacets,
    savedViews,
  } = useDesk('Queue');
  const messages = useMessages('desk', reviewDeskMessages);
  const queue = useReviewQueue(store, { isFilterable, moreFacets: queueFacets });
  const batch = useDeskBatch();
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewDesk.queue, className)}>
      {children ?? (
        <>
          {batch?.panel}
          <ReviewQueue
            {...queue}
            {...(batch && {
              selectedIds: batch.selectedIds,
              onSelectionChange: batch.onSelectionChange,
              selectionActions: batch.action,
            })}
            savedViews={savedViews}
            label={messages.queueLabel}
            headingLevel={headingLevel}
            currentId={openId}
            renderConfidence={renderConfidence}
            onRowOpen={({ id }) => open(id)}
            handleRef={queueRef}
          />
        </>
      )}
    </div>
  );
});
