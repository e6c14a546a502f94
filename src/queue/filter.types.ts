import type { ReviewOrder } from '../review/backend.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { RankReason } from './rank.types.js';

/** What a queue can be narrowed by, in the order shown: what stands on each row, and nothing that the AI says. */
export const QUEUE_FACETS = ['status', 'risk', 'kind', 'area', 'why', 'claimed', 'assigned', 'skipped'] as const;
export type QueueFacet = (typeof QUEUE_FACETS)[number];

/** What a queue can be put under headings by. */
export const QUEUE_GROUPINGS = ['status', 'risk', 'kind', 'area', 'claimed'] as const;
export type QueueGrouping = (typeof QUEUE_GROUPINGS)[number];

/** Orders of a queue whose rows are all at hand: those of a backend, and by what the rows tell of themselves. */
export const QUEUE_ORDERS = [
  'oldest',
  'newest',
  'due',
  'risk',
  'least-confident',
  'margin',
  'entropy',
  'expected-cost',
] as const satisfies readonly (ReviewOrder | 'margin' | 'entropy' | 'expected-cost')[];
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** What a reader narrows a queue to. */
export interface QueueFilter {
  /** Words that title, reference and area have to hold, all of them, anywhere. */
  text?: string;
  /** Of each facet the values wanted, one of which a row has to have. */
  facets?: { readonly [facet in QueueFacet]?: readonly string[] };
}

/** A value to choose, and how many rows would be shown of it. */
export interface FacetOption {
  value: string;
  /** A name in place of the value. */
  label?: string;
  /** Rows that have it and pass everything but this facet; absent where nobody counts. */
  count?: number;
}

export interface FacetOptions {
  facet: QueueFacet;
  /** Whether only one value can be asked for. @default false */
  isSingle?: boolean;
  options: readonly FacetOption[];
}

/** Rows below one heading. */
export interface QueueGroup {
  by: QueueGrouping | 'score';
  /** What they have in common; `scored` or `answer-first` where it is the AI's score that orders. */
  value: string;
  label?: string;
  /** Position of the first one. */
  start: number;
  length: number;
}

/** Rows that are looked up one by one: what a queue of many thousands gives in place of a list. */
export interface QueueRows {
  readonly length: number;
  /** Row at a position from 0, in the order shown. */
  at(position: number): ReviewSummary | undefined;
  /** Position of a case; -1 where it is not among them. */
  positionOf(id: string): number;
  /** What the rows stand under, where they are grouped: all of them, in order. */
  readonly groups?: readonly QueueGroup[];
  /** Why the row at a position stands there, where that is known. */
  reasonAt?(position: number): RankReason | undefined;
}

/** What a reader has set up and named, to come back to. Its name is what it is known by. */
export interface SavedView {
  name: string;
  filter: QueueFilter;
  order?: QueueOrder;
  groupBy?: QueueGrouping;
  /** Facets that it names and this queue does not have. */
  unknownFacets?: readonly string[];
}

/** Where views are kept: the browser, a server, a file. Both may fail, and may take their time. */
export interface SavedViewStorage {
  /** What `store` was given last, or nothing. */
  load(): unknown | Promise<unknown>;
  store(views: readonly SavedView[]): void | Promise<void>;
}

export interface SavedViewsSnapshot {
  views: readonly SavedView[];
  /** What failed last: reading them, or writing them. */
  problem?: 'unread' | 'unsaved';
}

/** Views of one queue, outside React. */
export interface SavedViews {
  getSnapshot(): SavedViewsSnapshot;
  subscribe(listener: () => void): () => void;
  /** Reads them; called by the queue that shows them. */
  load(): void;
  /** Keeps a view, in the place of one with its name. */
  save(view: SavedView): void;
  rename(name: string, to: string): void;
  remove(name: string): void;
}
