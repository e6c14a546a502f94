'use client';
import { createContext, type ReactNode, useContext, useEffect, useLayoutEffect } from 'react';
import { useRequiredContext } from '../react/required-context.js';
import type { SnapshotSource } from '../react/use-snapshot.js';
import type { StreamStatus } from '../review/backend.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { FacetOptions, QueueFilter, QueueGrouping, QueueOrder, QueueRows, SavedViews } from './filter.types.js';
import type { QueueColumn, QueueProblem } from './queue.types.js';
import type { RankReason } from './rank.types.js';

/** Draws the score of one case: a `ConfidenceBadge`, for instance. */
export type RenderConfidence = (details: { row: ReviewSummary }) => ReactNode;

/** Where the one tab stop of the grid is. */
export interface Place {
  id?: string;
  column: QueueColumn;
}

/** What rows and buttons do. The same object for the life of a queue, so that a row renders only for its own news. */
export interface QueueActions {
  /** The place of the tab stop, apart from React's state: a keystroke renders two rows and not all of them. */
  readonly place: SnapshotSource<Place> & { set(place: Place): void };
  open(id: string): void;
  toggle(id: string): void;
  clear(): void;
  showUpdates(): void;
  retryUpdates(): void;
  setPaused(isPaused: boolean): void;
  loadMore(): void;
  retry(): void;
  setOrder(order: QueueOrder): void;
  setFilter(filter: QueueFilter): void;
  /** The words of the filter that is there by then. */
  setText(text: string): void;
  setGrouping(groupBy: QueueGrouping | undefined): void;
  /** Knows the element of a row while it is on the page. */
  register(id: string, node: HTMLElement): () => void;
  /** Puts focus on a row, at once or, where a window has to move for it, as soon as it is there. */
  focusRow(id: string, column?: QueueColumn): boolean;
  /** Says how a row that is not on the page is brought there; a window does. */
  setRevealer(reveal: ((id: string) => void) | undefined): void;
  /** Says that a button goes away with focus on it: focus is put where the reader can go on. */
  loseFocus(): void;
  setHeading(node: HTMLElement | null): void;
}

/** What a queue is apart from its rows: the same object until any of it changes. */
export interface QueueFrame {
  label: string;
  titleId: string;
  headingLevel: 1 | 2 | 3 | 4 | 5 | 6;
  isSelectable: boolean;
  canOrder: boolean;
  order?: QueueOrder;
  orders: readonly QueueOrder[];
  filter: QueueFilter;
  canFilter: boolean;
  /** Whether a server does it, which may know other words. */
  isSearchedElsewhere: boolean;
  isSearchable: boolean;
  /** Whether there is anything to choose from. */
  hasFacets: boolean;
  groupBy?: QueueGrouping;
  canGroup: boolean;
  savedViews?: SavedViews;
  renderConfidence?: RenderConfidence;
  actions: QueueActions;
}

export interface QueueValue extends QueueFrame {
  /** All rows in the order shown. */
  rows: QueueRows;
  total?: number;
  hasMore: boolean;
  pageSize?: number;
  isLoading: boolean;
  isLoadingMore: boolean;
  problem?: QueueProblem;
  canRetry: boolean;
  selectedIds: ReadonlySet<string>;
  currentId?: string;
  updateCount: number;
  isPaused: boolean;
  canShowUpdates: boolean;
  canPause: boolean;
  streamStatus?: StreamStatus;
  checkedAt?: string;
  isChecking: boolean;
  canRetryUpdates: boolean;
  unfilteredCount?: number;
  facets?: () => readonly FacetOptions[];
  emptyText?: ReactNode;
  tools?: ReactNode;
  selectionActions?: ReactNode;
}

export const QueueContext = createContext<QueueValue | null>(null);
export const QueueFrameContext = createContext<QueueFrame | null>(null);

export function useQueue(part: string): QueueValue {
  return useRequiredContext(QueueContext, `ReviewQueue.${part}`, 'ReviewQueue.Root');
}

/** For a part that asks for none of the rows: it does not render again whenever a case is decided. */
export function useQueueFrame(part: string): QueueFrame {
  return useRequiredContext(QueueFrameContext, `ReviewQueue.${part}`, 'ReviewQueue.Root');
}

/** Layout effects are silent on a server, where React 18 warns about them. */
export const useBrowserLayoutEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/** The row whose element is the tab stop: the last one used, else the open one, else the first. */
export function tabStopOf({ id }: Place, { currentId, rows }: QueueValue): string | undefined {
  return [id, currentId].find((each) => each !== undefined && rows.positionOf(each) >= 0) ?? rows.at(0)?.id;
}

/** The column of the tab stop, in whatever row it is. */
export function tabStopColumn({ column }: Place, { isSelectable }: QueueValue): QueueColumn {
  return column === 'select' && !isSelectable ? 'case' : column;
}

export interface RowValue {
  row: ReviewSummary;
  isSelected: boolean;
  /** Why it stands where it does, where that is known. */
  reason?: RankReason;
  renderConfidence?: RenderConfidence;
  actions: QueueActions;
}

export const RowContext = createContext<RowValue | null>(null);
/** The cell that is the grid's tab stop, when it is in this row: apart, since it moves without anything else of a row. */
export const TabStopContext = createContext<QueueColumn | undefined>(undefined);

export function useRow(part: string): RowValue {
  return useRequiredContext(RowContext, `ReviewQueue.${part}`, 'ReviewQueue.Row');
}

export function useTabStop(part: string): QueueColumn | undefined {
  useRow(part);
  return useContext(TabStopContext);
}
