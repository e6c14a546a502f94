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
  | 'streamStatus'
  | 'checkedAt'
  | 'isChecking'
  | 'onMoreLoad'
  | 'onRetry'
  | 'onOrderChange'
  | 'onUpdatesShow'
  | 'onPauseChange'
  | 'onUpdatesRetry'
>;

/**
 * Runs a queue while the component is there, and gives what `ReviewQueue.Root` asks for. What the backend does not
 * offer, such as updates, is left out.
 *
 * @example <ReviewQueue.Root {...useReviewQueue(queue)} onRowOpen={({ id }) => open(id)} />
 */
export function useReviewQueue(queue: ReviewQueueStore): ReviewQueueStoreProps {
  useEffect(() => queue.start(), [queue]);
  const { query, ...state } = useSnapshot(queue, everything);
  const handlers = useMemo<Partial<ReviewQueueStoreProps>>(
    () => ({
      onMoreLoad: () => queue.loadMore(),
      onRetry: () => queue.retry(),
      onOrderChange: ({ order }) => queue.setQuery({ ...queue.getSnapshot().query, order }),
      ...(queue.hasUpdates && {
        onUpdatesShow: () => queue.showUpdates(),
        onUpdatesRetry: () => queue.retryUpdates(),
        onPauseChange: (details) => (details.isPaused ? queue.pause() : queue.resume()),
      }),
    }),
    [queue],
  );
  return {
    ...state,
    pageSize: query.limit ?? DEFAULT_PAGE,
    order: query.order ?? 'oldest',
    ...handlers,
  };
}
