'use client';
import { useEffect, useMemo } from 'react';
import { useSnapshot } from '../react/use-snapshot.js';
import { DEFAULT_PAGE } from './queue.session.js';
import type { QueueSnapshot, ReviewQueueStore } from './queue.types.js';
import type { ReviewQueueRootProps } from './queue-root.js';

const everything = (snapshot: QueueSnapshot) => snapshot;

/** What a store gives to `ReviewQueue.Root`. */
export type ReviewQueueStoreProps = Pick<
  ReviewQueueRootProps,
  | 'rows'
  | 'total'
  | 'hasMore'
  | 'pageSize'
  | 'isLoading'
  | 'isLoadingMore'
  | 'problem'
  | 'order'
  | 'updateCount'
  | 'isPaused'
  | 'onMoreLoad'
  | 'onRetry'
  | 'onOrderChange'
  | 'onUpdatesShow'
  | 'onPauseChange'
>;

/**
 * Runs a queue while the component is there, and gives what `ReviewQueue.Root` asks for. What the backend does not
 * offer, such as updates, is left out.
 *
 * @example <ReviewQueue.Root {...useReviewQueue(queue)} onRowOpen={({ id }) => open(id)} />
 */
export function useReviewQueue(queue: ReviewQueueStore): ReviewQueueStoreProps {
  useEffect(() => queue.start(), [queue]);
  const { query, rows, total, hasMore, isLoading, isLoadingMore, problem, updateCount, isPaused } = useSnapshot(
    queue,
    everything,
  );
  const handlers = useMemo<Partial<ReviewQueueStoreProps>>(
    () => ({
      onMoreLoad: () => queue.loadMore(),
      onRetry: () => queue.retry(),
      onOrderChange: ({ order }) => queue.setQuery({ ...queue.getSnapshot().query, order }),
      ...(queue.hasUpdates && {
        onUpdatesShow: () => queue.showUpdates(),
        onPauseChange: (details) => (details.isPaused ? queue.pause() : queue.resume()),
      }),
    }),
    [queue],
  );
  return {
    rows,
    total,
    hasMore,
    pageSize: query.limit ?? DEFAULT_PAGE,
    isLoading,
    isLoadingMore,
    problem,
    order: query.order ?? 'oldest',
    updateCount,
    isPaused,
    ...handlers,
  };
}
