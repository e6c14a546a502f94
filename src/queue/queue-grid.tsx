// biome-ignore-all lint/a11y/useSemanticElements: browsers drop the roles of a table that is laid out as a grid
// biome-ignore-all lint/a11y/useFocusableInteractive: focus is on cells and what they hold, as the grid pattern has it
'use client';
import { forwardRef, type HTMLAttributes, type KeyboardEvent, type ReactNode, useMemo, useRef } from 'react';
import { useFormat, useMessages, useNow } from '../react/locale-context.js';
import { composeHandlers, composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { useSnapshot } from '../react/use-snapshot.js';
import { queueMessages } from './queue.messages.js';
import { QUEUE_COLUMNS, type QueueColumn } from './queue.types.js';
import { reviewQueue } from './queue.variants.js';
import { type Place, type QueueValue, tabStopColumn, tabStopOf, useQueue, useQueueFrame } from './queue-context.js';
import { GroupHeading } from './queue-group.js';
import { RowView, rowState } from './queue-row.js';
import { Windowed } from './queue-window.js';
import { linesOf } from './row-list.selectors.js';

/** Rows that Page Up and Page Down move by. */
const PAGE = 10;
/** Above as many rows, those on screen are in the document and the grid scrolls by itself. */
const WINDOWED_ABOVE = 200;

export interface ReviewQueueGridProps extends HTMLAttributes<HTMLDivElement> {
  /** Other rows than `Head` and one `Row` per case. */
  children?: ReactNode;
}

/**
 * The cases as a grid with one tab stop. Arrow keys move between cells and follow the writing direction; Home and End
 * go to the ends of a row, with Ctrl to the ends of the list; Page Up and Page Down move by ten; Enter opens; Shift and
 * Space selects. Above 200 rows those on screen are in the document, and the grid scrolls by itself. Renders a `<div role="grid">`.
 *
 * @selector [data-windowed]
 */
export const Grid = forwardRef<HTMLDivElement, ReviewQueueGridProps>(function ReviewQueueGrid(
  { className, children, onFocus, onKeyDown, onKeyUp, ...rest },
  ref,
) {
  const queue = useQueue('Grid');
  const messages = useMessages('queue', queueMessages);
  const { actions, rows, total, hasMore, label, order, isSelectable, isLoading } = queue;
  const own = useRef<HTMLDivElement>(null);
  const refs = useMemo(() => composeRefs(own, ref), [ref]);
  const isWindowed = children === undefined && rows.length > WINDOWED_ABOVE;
  const isSelecting = useRef(false);
  const headings = 1 + (rows.groups?.length ?? 0);
  const known = total ?? (hasMore ? undefined : rows.length);

  return (
    <div
      role="grid"
      aria-label={order ? messages.gridLabel(label, messages.orders[order] ?? order) : label}
      {...rest}
      {...dataAttributes({ selectable: isSelectable, windowed: isWindowed })}
      ref={refs}
      className={joinClasses(reviewQueue.grid(), className)}
      aria-rowcount={known === undefined ? -1 : Math.max(known, rows.length) + headings}
      aria-multiselectable={isSelectable || undefined}
      aria-busy={isLoading || undefined}
      onFocus={composeHandlers(onFocus, (event) => {
        const place = placeOf(event.target);
        if (place) actions.place.set(place);
      })}
      onKeyDown={composeHandlers(onKeyDown, (event) => {
        if (event.key === ' ' && event.shiftKey) {
          const place = placeOf(event.target);
          if (!place || !isSelectable) return;
          event.preventDefault();
          isSelecting.current = true;
          if (!event.repeat) actions.toggle(place.id);
        } else move(event, queue);
      })}
      onKeyUp={composeHandlers(onKeyUp, (event) => {
        // Firefox presses a button when the space bar comes up, whatever became of the way down.
        if (event.key === ' ' && isSelecting.current) event.preventDefault();
        if (event.key === ' ') isSelecting.current = false;
      })}
    >
      {children ?? (
        <>
          {HEAD}
          {isWindowed ? <Windowed grid={own} /> : <Whole />}
        </>
      )}
    </div>
  );
});

/** Every line of a list that is short enough to be all there. */
function Whole() {
  const queue = useQueue('Grid');
  const { rows, actions } = queue;
  const lines = linesOf(rows);
  const stop = useSnapshot(actions.place, (place) => tabStopOf(place, queue));
  const column = useSnapshot(actions.place, (place) => tabStopColumn(place, queue));
  return Array.from({ length: lines.length }, (_, line) => {
    const found = lines.at(line);
    if ('group' in found)
      return <GroupHeading key={`group ${found.group.value}`} group={found.group} rowIndex={line + 2} />;
    const row = rows.at(found.position);
    if (!row) return null;
    const tabStop = row.id === stop ? column : undefined;
    return (
      <RowView key={row.id} row={row} rowIndex={line + 2} tabStop={tabStop} {...rowState(queue, row, found.position)} />
    );
  });
}

/** The cell an element stands in. */
function placeOf(target: EventTarget): Required<Place> | undefined {
  const cell = (target as Element).closest<HTMLElement>('[data-column]');
  const id = cell?.closest<HTMLElement>('[data-review]')?.dataset.review;
  const column = cell?.dataset.column as QueueColumn | undefined;
  return id !== undefined && column !== undefined ? { id, column } : undefined;
}

function move(event: KeyboardEvent<HTMLElement>, queue: QueueValue) {
  const place = placeOf(event.target);
  if (!place || event.altKey || event.metaKey || event.shiftKey) return;
  const { actions, rows, isSelectable } = queue;
  const columns = QUEUE_COLUMNS.filter((column) => column !== 'select' || isSelectable);
  const isRtl = getComputedStyle(event.currentTarget).direction === 'rtl';
  const at = Math.max(0, rows.positionOf(place.id));
  const last = rows.length - 1;
  let row = at;
  let column = columns.indexOf(place.column);

  const isCtrl = event.ctrlKey;
  if (isCtrl && event.key !== 'Home' && event.key !== 'End') return;
  switch (event.key) {
    case 'ArrowDown':
      row += 1;
      break;
    case 'ArrowUp':
      row -= 1;
      break;
    case 'ArrowRight':
      column += isRtl ? -1 : 1;
      break;
    case 'ArrowLeft':
      column += isRtl ? 1 : -1;
      break;
    case 'PageDown':
      row += PAGE;
      break;
    case 'PageUp':
      row -= PAGE;
      break;
    case 'Home':
      column = 0;
      if (isCtrl) row = 0;
      break;
    case 'End':
      column = columns.length - 1;
      if (isCtrl) row = last;
      break;
    case 'Enter':
      // The case's own button opens it by itself.
      if (place.column === 'case') return;
      event.preventDefault();
      actions.open(place.id);
      return;
    default:
      return;
  }
  event.preventDefault();
  const id = rows.at(Math.min(Math.max(row, 0), last))?.id;
  if (id !== undefined) actions.focusRow(id, columns[Math.min(Math.max(column, 0), columns.length - 1)]);
}

export interface ReviewQueueHeadProps extends HTMLAttributes<HTMLDivElement> {
  /** Other headings than one `ColumnHead` per column. */
  children?: ReactNode;
}

/** The headings of the columns, visible where the queue is wide enough for a table. Renders a `<div role="row">`. */
export const Head = forwardRef<HTMLDivElement, ReviewQueueHeadProps>(function ReviewQueueHead(
  { className, children, ...rest },
  ref,
) {
  const { isSelectable } = useQueueFrame('Head');
  return (
    <div role="row" aria-rowindex={1} {...rest} ref={ref} className={joinClasses(reviewQueue.head(), className)}>
      {children ??
        QUEUE_COLUMNS.map(
          (column) => (column !== 'select' || isSelectable) && <ColumnHead key={column} column={column} />,
        )}
    </div>
  );
});

const HEAD = <Head />;

export interface ReviewQueueColumnHeadProps extends HTMLAttributes<HTMLDivElement> {
  column: QueueColumn;
  /** Other words than the column's own. */
  children?: ReactNode;
}

/** The heading of one column. Renders a `<div role="columnheader">`. */
export const ColumnHead = forwardRef<HTMLDivElement, ReviewQueueColumnHeadProps>(function ReviewQueueColumnHead(
  { column, className, children, ...rest },
  ref,
) {
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const now = useNow();
  const words =
    column === 'due' && now !== undefined ? messages.dueColumn(format.zoneName(now)) : messages.columns[column];
  return (
    <div role="columnheader" {...rest} ref={ref} className={joinClasses(reviewQueue.columnHead(), className)}>
      {children ?? (column === 'select' ? <span className={primitives('visually-hidden')}>{words}</span> : words)}
    </div>
  );
});
