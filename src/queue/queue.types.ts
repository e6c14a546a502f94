import type { ReviewBackend, ReviewQuery, StreamStatus, Unsubscribe } from '../review/backend.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { FacetOptions, QueueFilter, QueueGrouping, QueueOrder, QueueRows } from './filter.types.js';

/** Columns of a queue in reading order; the value of `data-column` on a cell. */
export const QUEUE_COLUMNS = ['select', 'case', 'why', 'score', 'risk', 'due', 'status'] as const;
export type QueueColumn = (typeof QUEUE_COLUMNS)[number];

/** Something that stands in the way of a list. The rows that were there stay. */
export interface QueueProblem {
  /** What was going on: loading the list, loading more of it, or listening for changes. */
  during: 'list' | 'more' | 'updates';
  /** `unreachable` when the backend failed, `slow` when it has not answered yet. */
  kind: 'unreachable' | 'slow';
  /** The backend's own words, where it had any. */
  message?: string;
}

/** What a queue asks for; the queue keeps the cursor itself. */
export type QueueQuery = Omit<ReviewQuery, 'cursor'>;

/** What a queue is at one moment. A new object for every change, the same one in between. */
export interface QueueSnapshot {
  query: QueueQuery;
  rows: readonly ReviewSummary[];
  /** How many cases the query has in all, where the backend knows. */
  total?: number;
  hasMore: boolean;
  /** Whether the list is on its way; the rows shown meanwhile are those from before. */
  isLoading: boolean;
  isLoadingMore: boolean;
  /** Cases that changed since they were listed, and are shown as they were until `showUpdates()`. */
  updateCount: number;
  /** Whether the count of updates stands still. Nothing is lost meanwhile. */
  isPaused: boolean;
  problem?: QueueProblem;
  /** How updates arrive, where the backend says so; `connecting` only once that takes long. */
  streamStatus?: StreamStatus;
  /** ISO 8601 time until which nothing was missed: of the last list, or of the last moment that updates arrived. */
  checkedAt?: string;
  /** Whether the reader asked to try again whether updates arrive. */
  isChecking: boolean;
}

export interface ReviewQueueOptions {
  backend: Pick<ReviewBackend, 'list' | 'subscribe' | 'now'>;
  query?: QueueQuery;
  /**
   * How long an answer may take before the reviewer is told, in milliseconds. It still counts when it comes.
   * @default 15000
   */
  patience?: number;
}

/** The list of cases, outside React: it pages, listens, and never moves a row under the reader. */
export interface ReviewQueueStore {
  /** Whether the backend pushes changes. */
  readonly hasUpdates: boolean;
  /** What it was made for: a reader's filter stays inside of it. */
  readonly baseQuery: QueueQuery;
  getSnapshot(): QueueSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /** Loads and listens until every caller of `start` has called what it got back. */
  start(): Unsubscribe;
  /** Ends it for everybody. Rows stay; answers that come later are dropped. */
  stop(): void;
  /** Asks for something else, from its first page. */
  setQuery(query: QueueQuery): void;
  /** Lists again as many rows as there are. */
  refresh(): void;
  loadMore(): void;
  /** Shows what changed: lists again, and starts counting at none. */
  showUpdates(): void;
  pause(): void;
  resume(): void;
  /** Tries again what failed. */
  retry(): void;
  /** Tries at once whether updates arrive, and counts what changed meanwhile. */
  retryUpdates(): void;
  /** Shows the outcome of the reader's own command at once: in its place, or gone where the query no longer asks for it. */
  applyOwn(summary: ReviewSummary): void;
}

export interface LocalQueueOptions {
  /** All rows, in the order that decides between equals. Of two with one id the first is kept. */
  rows: readonly ReviewSummary[];
  /** What belongs into the queue: a row that does no more is gone. Everything unless given. */
  query?: Pick<QueueQuery, 'status' | 'risk' | 'kind' | 'skipped' | 'assigned'>;
  /** @default 'oldest' */
  order?: QueueOrder;
  filter?: QueueFilter;
  groupBy?: QueueGrouping;
  /**
   * Share of the places that chance fills, 0 to 1, so that what no measure brings up is seen as well.
   * @default 0
   */
  randomShare?: number;
  /** Whose queue it is, such as the reader's id: chance draws otherwise for each person. */
  seed: string;
}

/** What a queue at hand is at one moment. A new object for every change, the same one in between. */
export interface LocalQueueSnapshot {
  /** Rows that pass the filter, in their order. */
  rows: QueueRows;
  /** How many there would be without a filter. */
  unfilteredCount: number;
  filter: QueueFilter;
  order: QueueOrder;
  groupBy?: QueueGrouping;
  /** What there is to narrow by, reckoned when it is asked for. */
  facets: () => readonly FacetOptions[];
}

/** A queue whose rows are all here, outside React: made for a hundred thousand of them. */
export interface LocalQueue {
  getSnapshot(): LocalQueueSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  setFilter(filter: QueueFilter): void;
  setOrder(order: QueueOrder): void;
  setGrouping(groupBy: QueueGrouping | undefined): void;
  /** Other rows, all of them. */
  setRows(rows: readonly ReviewSummary[]): void;
  /**
   * Shows the newer state of one row at once: in its place, or gone where the queue or its filter no longer asks for it. Once
   * it is asked for again, it is back where it was. A row that this order never had is the only one for which rows are
   * arranged anew: no row moves by itself.
   */
  applyOwn(summary: ReviewSummary): void;
}
