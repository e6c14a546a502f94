'use client';
import {
  forwardRef,
  type HTMLAttributes,
  type ReactNode,
  type Ref,
  useId,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { warnOnce } from '../internal/warn.js';
import { EnsureAnnouncer } from '../react/announcer.js';
import { useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { REVIEW_ORDERS, type StreamStatus } from '../review/backend.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { FacetOptions, QueueFilter, QueueGrouping, QueueOrder, QueueRows, SavedViews } from './filter.types.js';
import { queueMessages } from './queue.messages.js';
import { shownRows, usableRows } from './queue.selectors.js';
import type { QueueProblem } from './queue.types.js';
import { reviewQueue } from './queue.variants.js';
import { createQueueControls, type Latest } from './queue-actions.js';
import { Header, SelectionBar, Updates } from './queue-bars.js';
import {
  QueueContext,
  type QueueFrame,
  QueueFrameContext,
  type QueueValue,
  type RenderConfidence,
  useBrowserLayoutEffect,
} from './queue-context.js';
import { Filter } from './queue-filter.js';
import { Grid } from './queue-grid.js';
import { QueueNews } from './queue-news.js';
import { Empty, Footer, Loading, Problem } from './queue-states.js';

/** What can be done with a queue from outside, through `handleRef`. */
export interface ReviewQueueHandle {
  /** Puts focus on a case. Returns whether it is shown. */
  focusRow(id: string): boolean;
  /**
   * Puts focus on the case after this one, also when this one is gone, and on the heading when there is none. Returns
   * the id of the case.
   */
  focusNext(afterId: string): string | undefined;
  /** The case that `focusNext` would go to. */
  nextId(afterId: string): string | undefined;
  focusHeading(): void;
}

export interface ReviewQueueRootProps extends Omit<HTMLAttributes<HTMLElement>, 'onSelect'> {
  /**
   * The cases, in the order they are shown. Of two with one id the first is shown. Above 200 only those on screen are in the
   * document. A list that changes is read anew: of many thousands take the rows of `createLocalQueue`.
   */
  rows: readonly ReviewSummary[] | QueueRows;
  /** How many cases there are in all, shown or not. */
  total?: number;
  /** The open case. */
  currentId?: string;
  /** The selected cases. */
  selectedIds?: readonly string[];
  /** Called when the reader selects; without it there is nothing to select with. */
  onSelectionChange?: (details: { ids: readonly string[] }) => void;
  /** Called when the reader opens a case. */
  onRowOpen?: (details: { id: string; row: ReviewSummary }) => void;
  /** How many cases changed since these rows were listed. @default 0 */
  updateCount?: number;
  /** Called when the reader wants to see what changed. */
  onUpdatesShow?: (details: { count: number }) => void;
  /** Whether updates are paused. @default false */
  isPaused?: boolean;
  /** Called when the reader pauses or resumes updates. */
  onPauseChange?: (details: { isPaused: boolean }) => void;
  /** How updates arrive; it is said where they do not arrive as they happen. */
  streamStatus?: StreamStatus;
  /** ISO 8601 time until which no update was missed: it is said while none arrive. */
  checkedAt?: string;
  /** Whether it is being tried whether updates arrive. @default false */
  isChecking?: boolean;
  /** Called when the reader wants to try whether updates arrive; without it there is no button for it. */
  onUpdatesRetry?: () => void;
  /** Whether there are more cases to load. @default false */
  hasMore?: boolean;
  /** How many rows one more page has, for the words of the button. */
  pageSize?: number;
  /** Called when the reader wants more cases. */
  onMoreLoad?: (details: { shown: number }) => void;
  /** Whether the list is on its way. @default false */
  isLoading?: boolean;
  /** Whether more of it is on its way. @default false */
  isLoadingMore?: boolean;
  /** What went wrong. Rows that are there stay. */
  problem?: QueueProblem;
  /** Called when the reader wants to try again. */
  onRetry?: (details: { problem: QueueProblem }) => void;
  /** How the rows are ordered: it is said, and rules where answer-first cases stand (B-1). */
  order?: QueueOrder;
  /** Called when the reader chooses an order; without it there is no choice. */
  onOrderChange?: (details: { order: QueueOrder }) => void;
  /** Orders to choose from. @default those of a backend */
  orders?: readonly QueueOrder[];
  /** What the rows are narrowed to: a new object for another filter, the same one otherwise. */
  filter?: QueueFilter;
  /** Called when the reader narrows the queue; without it there is no field. */
  onFilterChange?: (details: { filter: QueueFilter }) => void;
  /** Whether it is a server that looks for the words, in title and reference. @default false */
  isSearchedElsewhere?: boolean;
  /** Whether the reader can look for words, where the queue can be narrowed. @default true */
  isSearchable?: boolean;
  /** How many cases there would be without the filter, where that is known. */
  unfilteredCount?: number;
  /** What there is to narrow by; asked while it is shown. */
  facets?: () => readonly FacetOptions[];
  /** What the rows stand under. Only rows of `createLocalQueue` have groups. */
  groupBy?: QueueGrouping;
  /** Called when the reader chooses what the rows stand under; without it there is no choice. */
  onGroupingChange?: (details: { groupBy?: QueueGrouping }) => void;
  /** Where the reader's views are kept, of `createSavedViews`; without it there are none. */
  savedViews?: SavedViews;
  /** Draws the score of a case that may show one. Give the same function every time: rows render again for a new one. */
  renderConfidence?: RenderConfidence;
  /** How the queue is called. @default 'Review queue' */
  label?: string;
  /** Level of the heading. @default 2 */
  headingLevel?: 1 | 2 | 3 | 4 | 5 | 6;
  /** What to say when there are no cases. */
  emptyText?: ReactNode;
  /** More tools beside the order: buttons of the host. */
  tools?: ReactNode;
  /** What can be done with the selected cases: buttons of the host. */
  selectionActions?: ReactNode;
  /** Moves focus from outside. */
  handleRef?: Ref<ReviewQueueHandle>;
  /** Parts of the queue, arranged by the host. */
  children?: ReactNode;
}

const NONE: readonly string[] = [];
const NO_FILTER: QueueFilter = {};

/** The same object until a field of it is another one. */
function useKept<T extends object>(now: T): T {
  const kept = useRef(now);
  const names = Object.keys(now) as (keyof T)[];
  if (!names.every((name) => Object.is(kept.current[name], now[name]))) kept.current = now;
  return kept.current;
}

/**
 * The cases that wait for a person, as a grid. Given no children it arranges its own parts. Renders a `<section>`.
 *
 * @selector [data-busy] while the list is on its way
 */
export const Root = forwardRef<HTMLElement, ReviewQueueRootProps>(function ReviewQueueRoot(props, ref) {
  const {
    rows: given,
    total,
    currentId,
    selectedIds = NONE,
    onSelectionChange,
    onRowOpen,
    updateCount = 0,
    onUpdatesShow,
    isPaused = false,
    onPauseChange,
    streamStatus,
    checkedAt,
    isChecking = false,
    onUpdatesRetry,
    hasMore = false,
    pageSize,
    onMoreLoad,
    isLoading = false,
    isLoadingMore = false,
    problem,
    onRetry,
    order,
    onOrderChange,
    orders = REVIEW_ORDERS,
    filter = NO_FILTER,
    onFilterChange,
    isSearchedElsewhere = false,
    isSearchable = true,
    unfilteredCount,
    facets,
    groupBy,
    onGroupingChange,
    savedViews,
    renderConfidence,
    label,
    headingLevel = 2,
    emptyText,
    tools,
    selectionActions,
    handleRef,
    className,
    children,
    ...rest
  } = props;
  const messages = useMessages('queue', queueMessages);
  const locale = useLocaleAttributes();
  const titleId = useId();

  const { rows, duplicates } = useMemo(() => {
    if (!Array.isArray(given)) return { rows: given as QueueRows, duplicates: [] };
    const usable = usableRows(given);
    return { rows: shownRows(usable.rows, order), duplicates: usable.duplicates };
  }, [given, order]);
  const selected = useMemo(() => new Set(selectedIds), [selectedIds]);
  for (const id of duplicates) warnOnce(`The queue got the case "${id}" twice. The first row is shown.`);

  const latest = useRef<Latest>(undefined as never);
  const [controls] = useState(() => createQueueControls(latest));
  const frame = useKept<QueueFrame>({
    label: label ?? messages.title,
    titleId,
    headingLevel,
    isSelectable: onSelectionChange !== undefined,
    canOrder: onOrderChange !== undefined,
    order,
    orders,
    filter,
    canFilter: onFilterChange !== undefined,
    isSearchedElsewhere,
    isSearchable,
    hasFacets: facets !== undefined,
    groupBy,
    canGroup: onGroupingChange !== undefined,
    savedViews,
    renderConfidence,
    actions: controls,
  });
  const value: QueueValue = {
    ...frame,
    rows,
    total,
    hasMore: hasMore && onMoreLoad !== undefined,
    pageSize,
    isLoading,
    isLoadingMore,
    problem,
    canRetry: onRetry !== undefined,
    selectedIds: selected,
    currentId,
    updateCount,
    isPaused,
    canShowUpdates: onUpdatesShow !== undefined,
    canPause: onPauseChange !== undefined,
    streamStatus,
    checkedAt,
    isChecking,
    canRetryUpdates: onUpdatesRetry !== undefined,
    unfilteredCount,
    facets,
    emptyText,
    tools,
    selectionActions,
  };

  useBrowserLayoutEffect(() => {
    const before = latest.current?.value.rows;
    latest.current = { props, value };
    if (before && before !== value.rows) controls.remember(before);
    controls.recover();
  });

  useImperativeHandle(
    handleRef,
    () => ({
      focusRow: (id) => controls.focusRow(id, 'case'),
      nextId: controls.after,
      focusNext(afterId) {
        const next = controls.after(afterId);
        if (next !== undefined && controls.focusRow(next, 'case')) return next;
        controls.focusHeading();
        return undefined;
      },
      focusHeading: controls.focusHeading,
    }),
    [controls],
  );

  return (
    <QueueFrameContext.Provider value={frame}>
      <QueueContext.Provider value={value}>
        <section
          aria-labelledby={titleId}
          {...locale}
          {...rest}
          {...dataAttributes({ busy: isLoading || isLoadingMore })}
          ref={ref}
          className={joinClasses(primitives('root'), reviewQueue.root(), className)}
        >
          <EnsureAnnouncer>
            {children ?? <Arrangement {...value} />}
            {NEWS}
          </EnsureAnnouncer>
        </section>
      </QueueContext.Provider>
    </QueueFrameContext.Provider>
  );
});

// The same elements every time: a part renders for what it reads of the queue, and not whenever the queue does.
const HEADER = <Header />;
const FILTER = <Filter />;
const GRID = <Grid />;
const FOOTER = <Footer />;
const NEWS = <QueueNews />;

function Arrangement(queue: QueueValue) {
  const { rows, isLoading, problem, selectedIds, updateCount, canShowUpdates, canPause } = queue;
  const hasFilter = queue.canFilter || queue.canGroup || queue.savedViews !== undefined;
  const isSelecting = selectedIds.size > 0;
  // The bar of a selection takes the place of a bar that says nothing, so that the rows stay where they are.
  const hasUpdates = (canShowUpdates || canPause) && (updateCount > 0 || !isSelecting);
  const body =
    rows.length > 0 ? (
      <>
        {GRID}
        {FOOTER}
      </>
    ) : problem ? null : isLoading ? (
      <Loading />
    ) : (
      <Empty />
    );
  return (
    <>
      {HEADER}
      {hasFilter && FILTER}
      {hasUpdates && <Updates />}
      {isSelecting && <SelectionBar />}
      {problem && <Problem />}
      {body}
    </>
  );
}
