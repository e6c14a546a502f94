// biome-ignore-all lint/a11y/useSemanticElements: browsers drop the roles of a table that is laid out as a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: focus is on cells and what they hold, as the grid pattern has it
'use client';
import { forwardRef, type HTMLAttributes, memo, type ReactNode, useMemo, useRef } from 'react';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { ReviewSummary } from '../review/review.types.js';
import { reasonToSay } from './queue.selectors.js';
import { QUEUE_COLUMNS } from './queue.types.js';
import { reviewQueue } from './queue.variants.js';
import { Cell } from './queue-cell.js';
import { RowContext, type RowValue, tabStopOf, useBrowserLayoutEffect, useQueue } from './queue-context.js';
import { linesOf } from './row-list.selectors.js';

export interface ReviewQueueRowProps extends HTMLAttributes<HTMLDivElement> {
  /** The case, as the backend lists it. */
  row: ReviewSummary;
  /** Other cells than one of each column. */
  children?: ReactNode;
}

/**
 * One case. Arranges one `Cell` per column when given no children. Renders a `<div role="row">`.
 *
 * @selector [aria-current] the open case
 * @selector [aria-selected="true"] a selected case
 * @selector [data-status] [data-risk] [data-held] [data-answer-first]
 * @selector [data-reason] why it stands where it does
 */
export const Row = forwardRef<HTMLDivElement, ReviewQueueRowProps>(function ReviewQueueRow(props, ref) {
  const { rows } = useQueue('Row');
  const position = rows.positionOf(props.row.id);
  // Counted from 1 with the row of headings and the headings of groups.
  const rowIndex = linesOf(rows).lineOf(Math.max(0, position)) + 2;
  return <RowAt {...props} ref={ref} rowIndex={rowIndex} position={position} />;
});

interface RowAtProps extends ReviewQueueRowProps {
  rowIndex: number;
  /** Among the rows; -1 where it is none of them. */
  position: number;
}

/** A row whose place among all lines is known. */
export const RowAt = forwardRef<HTMLDivElement, RowAtProps>(function ReviewQueueRowAt({ row, position, ...rest }, ref) {
  const queue = useQueue('Row');
  const { actions, isSelectable, order, rows } = queue;
  const reason = position < 0 ? undefined : rows.reasonAt?.(position);
  const tabStop = useSnapshot(actions.place, (place) =>
    tabStopOf(place, queue) === row.id
      ? place.column === 'select' && !isSelectable
        ? 'case'
        : place.column
      : undefined,
  );
  return (
    <RowView
      {...rest}
      ref={ref}
      row={row}
      tabStop={tabStop}
      reason={reason && order && reasonToSay(row, reason, order)}
      isCurrent={queue.currentId === row.id}
      isSelected={queue.selectedIds.has(row.id)}
      isSelectable={isSelectable}
      renderConfidence={queue.renderConfidence}
      actions={actions}
    />
  );
});

interface RowViewProps extends ReviewQueueRowProps, Omit<RowValue, 'row'> {
  rowIndex: number;
  isCurrent: boolean;
  isSelectable: boolean;
}

const RowView = memo(
  forwardRef<HTMLDivElement, RowViewProps>(function ReviewQueueRowView(
    {
      row,
      rowIndex,
      tabStop,
      reason,
      isCurrent,
      isSelected,
      isSelectable,
      renderConfidence,
      actions,
      className,
      children,
      ...rest
    },
    ref,
  ) {
    const own = useRef<HTMLDivElement>(null);
    const refs = useMemo(() => composeRefs(own, ref), [ref]);
    const value = useMemo<RowValue>(
      () => ({ row, isSelected, tabStop, reason, renderConfidence, actions }),
      [row, isSelected, tabStop, reason, renderConfidence, actions],
    );
    // The same elements for as long as the row is the same: when rows above it go, it only gets another number.
    const cells = useMemo(
      () =>
        QUEUE_COLUMNS.map((column) => (column !== 'select' || isSelectable) && <Cell key={column} column={column} />),
      [isSelectable],
    );
    const { id } = row;
    useBrowserLayoutEffect(() => (own.current ? actions.register(id, own.current) : undefined), [actions, id]);
    return (
      <RowContext.Provider value={value}>
        <div
          role="row"
          aria-rowindex={rowIndex}
          {...rest}
          {...dataAttributes({
            review: id,
            status: row.status,
            risk: row.risk,
            held: row.held === true,
            answerFirst: row.answerFirst === true,
            selectable: isSelectable,
            reason,
          })}
          ref={refs}
          className={joinClasses(reviewQueue.row(), className)}
          aria-selected={isSelectable ? isSelected : undefined}
          aria-current={isCurrent || undefined}
        >
          {children ?? cells}
        </div>
      </RowContext.Provider>
    );
  }),
);
