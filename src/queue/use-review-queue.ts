'use client';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSnapshot } from '../react/use-snapshot.js';
import type { AssignedFilter, ReviewOrder } from '../review/backend.types.js';
import { RISKS, type Risk } from '../review/proposal.types.js';
import { REVIEW_STATUSES, type ReviewStatus } from '../review/review.types.js';
import type { FacetOptions, QueueFacet, QueueFilter } from './filter.types.js';
import { DEFAULT_PAGE } from './queue.session.js';
import type { QueueQuery, QueueSnapshot, ReviewQueueStore } from './queue.types.js';
import type { ReviewQueueRootProps } from './queue-root.js';
import { FACET_NONE, FACET_OTHERS, FACET_SKIPPED, FACET_YOU } from './row-columns.selectors.js';

const everything = (snapshot: QueueSnapshot) => snapshot;

/** Milliseconds without another key before a server is asked. */
const PAUSE = 250;

/** What a store gives to `ReviewQueue.Root`. */
export type ReviewQueueStoreProps = Pick<
  ReviewQueueRootProps,
  | 'total'
  | 'hasMore'
  | 'pageSize'
  | 'isLoading'
  | 'isLoadingMore'
  | 'problem'
  | 'order'
  | 'updateCount'
  | 'isPaused'
  | 'streamStatus'
  | 'checkedAt'
  | 'isChecking'
  | 'onMoreLoad'
  | 'onRetry'
  | 'onOrderChange'
  | 'onUpdatesShow'
  | 'onPauseChange'
  | 'onUpdatesRetry'
  | 'filter'
  | 'onFilterChange'
  | 'isSearchedElsewhere'
  | 'isSearchable'
  | 'facets'
> &
  Pick<QueueSnapshot, 'rows'>;

export interface ReviewQueueStoreOptions {
  /** Whether readers narrow the queue themselves: the backend is asked for it. @default false */
  isFilterable?: boolean;
  /** Kinds of cases to choose from; a backend is asked for one. */
  kinds?: readonly string[];
  /** What the backend finds beside status, risk and kind. */
  moreFacets?: readonly BackendFacet[];
}

const BACKEND_FACETS = ['assigned', 'skipped'] as const satisfies readonly QueueFacet[];
/** Facets that not every backend finds cases by. */
export type BackendFacet = (typeof BACKEND_FACETS)[number];

const NO_KINDS: readonly string[] = [];
const NO_FACETS: readonly BackendFacet[] = [];

/** What the reader chose for a query: the query itself tells only what it has in common with the queue's own. */
const chosenFor = new WeakMap<QueueQuery, QueueFilter>();

/** The same query in another order, for the same filter. */
function reordered(query: QueueQuery, order: ReviewOrder): QueueQuery {
  const next = { ...query, order };
  const filter = chosenFor.get(query);
  if (filter) chosenFor.set(next, filter);
  return next;
}

/** What a backend is asked for each choice of whom a case is assigned to. */
const ASSIGNED = [
  [FACET_YOU, 'me'],
  [FACET_OTHERS, 'others'],
  [FACET_NONE, 'nobody'],
] as const satisfies readonly (readonly [string, AssignedFilter])[];

const common = <T extends string>(base: readonly T[] | undefined, wanted: readonly string[] | undefined) =>
  wanted?.length ? (base?.filter((each) => wanted.includes(each)) ?? (wanted as readonly T[])) : base;

/**
 * What a filter asks of a backend, inside of what the queue was made for. Where the two have nothing in common it asks for no
 * status at all. Of what there are no words for, nothing.
 */
function narrowed(base: QueueQuery, { text, facets = {} }: QueueFilter): QueueQuery {
  const status = common<ReviewStatus>(base.status, facets.status);
  const risk = common<Risk>(base.risk, facets.risk);
  const [skipped] = facets.skipped ?? [];
  const assigned = ASSIGNED.find(([value]) => value === facets.assigned?.[0])?.[1];
  const [kind] = common(base.kind === undefined ? undefined : [base.kind], facets.kind) ?? [];
  const isNothing = kind === undefined && base.kind !== undefined;
  return {
    ...base,
    ...(!base.text?.trim() && text?.trim() && { text }),
    ...(status && { status }),
    ...(risk && { risk }),
    ...(kind !== undefined && { kind }),
    ...(isNothing && { status: [] }),
    ...(skipped !== undefined && { skipped: skipped === FACET_SKIPPED }),
    ...(assigned && { assigned }),
  };
}

/** What a query asks for beyond what the queue was made for. */
function filterOf({ text, status, risk, kind, skipped, assigned }: QueueQuery, base: QueueQuery): QueueFilter {
  const [assignee] = ASSIGNED.find(([, asked]) => asked === assigned) ?? [];
  const facets = {
    ...(status && status !== base.status && { status }),
    ...(risk && risk !== base.risk && { risk }),
    ...(kind !== undefined && kind !== base.kind && { kind: [kind] }),
    ...(skipped !== undefined && skipped !== base.skipped && { skipped: [skipped ? FACET_SKIPPED : FACET_NONE] }),
    ...(assignee && assigned !== base.assigned && { assigned: [assignee] }),
  };
  return { ...(text && text !== base.text && { text }), ...(Object.keys(facets).length > 0 && { facets }) };
}

/** Other statuses or kinds than the host lets in are nothing to ask for. */
function facetsOf(
  { status, risk, kind, skipped, assigned }: QueueQuery,
  kinds: readonly string[],
  more: readonly BackendFacet[],
): readonly FacetOptions[] {
  const options = (values: readonly string[]) => values.map((value) => ({ value }));
  return [
    { facet: 'status', options: options(status ?? REVIEW_STATUSES) },
    { facet: 'risk', options: options(risk ?? [...RISKS].reverse()) },
    { facet: 'kind', options: kind === undefined ? options(kinds) : [], isSingle: true },
    ...(more.includes('assigned') && assigned === undefined
      ? [{ facet: 'assigned' as const, options: options(ASSIGNED.map(([value]) => value)), isSingle: true }]
      : []),
    ...(more.includes('skipped') && skipped === undefined
      ? [{ facet: 'skipped' as const, options: options([FACET_SKIPPED, FACET_NONE]), isSingle: true }]
      : []),
  ];
}

/**
 * Runs a queue while the component is there, and gives what `ReviewQueue.Root` asks for. What the backend does not
 * offer, such as updates, is left out.
 *
 * @example <ReviewQueue.Root {...useReviewQueue(queue)} onRowOpen={({ id }) => open(id)} />
 */
export function useReviewQueue(
  queue: ReviewQueueStore,
  { isFilterable = false, kinds = NO_KINDS, moreFacets = NO_FACETS }: ReviewQueueStoreOptions = {},
): ReviewQueueStoreProps {
  useEffect(() => queue.start(), [queue]);
  const { query, ...state } = useSnapshot(queue, everything);
  const handlers = useMemo<Partial<ReviewQueueStoreProps>>(
    () => ({
      onMoreLoad: () => queue.loadMore(),
      onRetry: () => queue.retry(),
      onOrderChange: ({ order }) => queue.setQuery(reordered(queue.getSnapshot().query, order as ReviewOrder)),
      ...(queue.hasUpdates && {
        onUpdatesShow: () => queue.showUpdates(),
        onUpdatesRetry: () => queue.retryUpdates(),
        onPauseChange: (details) => (details.isPaused ? queue.pause() : queue.resume()),
      }),
    }),
    [queue],
  );
  const filtering = useServerFilter(queue, query, kinds, moreFacets);
  return {
    ...state,
    pageSize: query.limit ?? DEFAULT_PAGE,
    order: query.order ?? 'oldest',
    ...handlers,
    ...(isFilterable && filtering),
  };
}

/** The reader's filter: the backend is asked for it once typing pauses. It lives in the store, however often it is shown. */
function useServerFilter(
  queue: ReviewQueueStore,
  query: QueueQuery,
  kinds: readonly string[],
  more: readonly BackendFacet[],
) {
  const { baseQuery } = queue;
  /** What the backend was not asked for yet. */
  const [typed, setTyped] = useState<{ queue: ReviewQueueStore; filter: QueueFilter }>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const asked = useMemo(() => chosenFor.get(query) ?? filterOf(query, baseQuery), [query, baseQuery]);
  // What was typed for one queue is nothing for another.
  const filter = typed?.queue === queue ? typed.filter : asked;
  const facets = useMemo(() => facetsOf(baseQuery, kinds, more), [baseQuery, kinds, more]);
  return useMemo(
    () => ({
      filter,
      isSearchedElsewhere: true,
      // A backend is asked for one text, and the queue has its own.
      isSearchable: !baseQuery.text?.trim(),
      facets: () => facets,
      onFilterChange: ({ filter: wanted }: { filter: QueueFilter }) => {
        const { text: _, ...wordless } = wanted;
        const next: QueueFilter = baseQuery.text?.trim() ? wordless : wanted;
        clearTimeout(timer.current);
        const ask = () => {
          const { order, limit } = queue.getSnapshot().query;
          setTyped(undefined);
          const query = {
            ...narrowed(baseQuery, next),
            ...(order && { order }),
            ...(limit !== undefined && { limit }),
          };
          chosenFor.set(query, next);
          queue.setQuery(query);
        };
        if (next.text === undefined || next.text === filter.text) {
          ask();
          return;
        }
        setTyped({ queue, filter: next });
        timer.current = setTimeout(ask, PAUSE);
      },
    }),
    [queue, baseQuery, filter, facets],
  );
}
