// biome-ignore-all lint/a11y/useSemanticElements: browsers drop the roles of a table that is laid out as a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: focus is on cells and what they hold, as the grid pattern has it
'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { useFormat, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import type { QueueGroup } from './filter.types.js';
import { queueMessages } from './queue.messages.js';
import { QUEUE_COLUMNS } from './queue.types.js';
import { reviewQueue } from './queue.variants.js';
import { useQueueFrame } from './queue-context.js';
import { useFacetWords } from './use-facet-words.js';

export interface ReviewQueueGroupProps extends HTMLAttributes<HTMLDivElement> {
  /** What the rows below have in common. */
  name: ReactNode;
  /** In which order they stand. */
  children?: ReactNode;
}

/** A heading over some rows. Renders a `<div role="row">`. */
export const Group = forwardRef<HTMLDivElement, ReviewQueueGroupProps>(function ReviewQueueGroup(
  { name, className, children, ...rest },
  ref,
) {
  const { isSelectable } = useQueueFrame('Group');
  return (
    <div role="row" {...rest} ref={ref} className={joinClasses(reviewQueue.group(), className)}>
      <div role="gridcell" aria-colspan={QUEUE_COLUMNS.length - (isSelectable ? 0 : 1)}>
        <span className={reviewQueue.groupName()}>{name}</span> {children}
      </div>
    </div>
  );
});

/** The heading of a group that the queue has made. */
export function GroupHeading({ group, rowIndex }: { group: QueueGroup; rowIndex: number }) {
  const { order } = useQueueFrame('Group');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const words = useFacetWords();
  const { by, value, label, length } = group;
  const isScored = value === 'scored';
  const [name, note] =
    by !== 'score'
      ? [words(by, value, label), messages.count(length, format)]
      : isScored
        ? [messages.scoredGroup, messages.scoredGroupNotes[order as 'margin'] ?? messages.scoredGroupNote]
        : [messages.answerFirst, messages.answerFirstNote];
  return (
    <Group name={name} aria-rowindex={rowIndex} data-group={value}>
      {note}
    </Group>
  );
}
