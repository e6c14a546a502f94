// biome-ignore-all lint/a11y/useSemanticElements: browsers drop the roles of a table that is laid out as a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: focus is on cells and what they hold, as the grid pattern has it
'use client';
import { forwardRef, type HTMLAttributes, memo, type ReactNode, useMemo, useRef } from 'react';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { useSnapshot } from '../react/use-snapshot.js';
import type { ReviewSummary } from '../review/review.types.js';
import { reasonToSay } from './queue.selectors.js';
import { QUEUE_COLUMNS, type QueueColumn } from './queue.types.js';
import { reviewQueue } from './queue.variants.js';
import { Cell } from './queue-cell.js';
import {
  type QueueValue,
  RowContext,
  type RowValue,
  TabStopContext,
  tabStopColumn,
  tabStopOf,
  useBrowserLayoutEffect,
  useQueue,
} from './queue-context.js';
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
  const queue = useQueue('Row');
  const { rows, actions } = queue;
  const { row } = props;
  const position = rows.positionOf(row.id);
  // Counted from 1 with the row of headings and the headings of groups.
  const rowIndex = linesOf(rows).lineOf(Math.max(0, position)) + 2;
  const tabStop = useSnapshot(actions.place, (place) =>
    tabStopOf(place, queue) === row.id ? tabStopColumn(place, queue) : undefined,
  );
  return <RowView {...props} {...rowState(queue, row, position)} ref={ref} rowIndex={rowIndex} tabStop={tabStop} />;
});

/** What a row of the queue is beside its case: it renders again where any of it is another. */
export function rowState(queue: QueueValue, row: ReviewSummary, position: number) {
  const { rows, order, currentId, selectedIds, isSelectable, renderConfidence, actions } = queue;
  const reason = position < 0 ? undefined : rows.reasonAt?.(position);
  return {
    reason: reason && order && reasonToSay(row, reason, order),
    isCurrent: currentId === row.id,
    isSelected: selectedIds.has(row.id),
    isSelectable,
    renderConfidence,
    actions,
  };
}

interface RowViewProps extends ReviewQueueRowProps, Omit<RowValue, 'row'> {
  rowIndex: number;
  /** Whether its number alone is no reason to render it now: it is numbered by a later render. @default false */
  isNumberedLater?: boolean;
  /** The cell that is the grid's tab stop, when it is in this row. */
  tabStop?: QueueColumn;
  isCurrent: boolean;
  isSelectable: boolean;
}

function isSameRow(before: RowViewProps, after: RowViewProps): boolean {
  const names = Object.keys(after) as (keyof RowViewProps)[];
  return (
    names.length === Object.keys(before).length &&
    names.every(
      (name) =>
        name === 'isNumberedLater' ||
        (name === 'rowIndex' && after.isNumberedLater) ||
        Object.is(before[name], after[name]),
    )
  );
}

/** A row whose place among all lines is known. */
export const RowView = memo(
  forwardRef<HTMLDivElement, RowViewProps>(function ReviewQueueRowView(
    {
      row,
      rowIndex,
      isNumberedLater: _,
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
      () => ({ row, isSelected, reason, renderConfidence, actions }),
      [row, isSelected, reason, renderConfidence, actions],
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
        <TabStopContext.Provider value={tabStop}>
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
        </TabStopContext.Provider>
      </RowContext.Provider>
    );
  }),
  isSameRow,
);
