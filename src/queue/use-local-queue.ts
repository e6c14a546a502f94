'use client';
import { useMemo } from 'react';
import { useSnapshot } from '../react/use-snapshot.js';
import type { QueueOrder } from './filter.types.js';
import type { LocalQueue, LocalQueueSnapshot } from './queue.types.js';
import type { ReviewQueueRootProps } from './queue-root.js';

const everything = (snapshot: LocalQueueSnapshot) => snapshot;

/** What needs no more than every row has. */
const ORDERS: readonly QueueOrder[] = ['oldest', 'newest', 'due', 'risk', 'least-confident'];

/** What a queue at hand gives to `ReviewQueue.Root`. */
export type LocalQueueProps = Pick<
  ReviewQueueRootProps,
  | 'rows'
  | 'unfilteredCount'
  | 'filter'
  | 'order'
  | 'orders'
  | 'groupBy'
  | 'facets'
  | 'onFilterChange'
  | 'onOrderChange'
  | 'onGroupingChange'
>;

/**
 * Gives what `ReviewQueue.Root` asks for of a queue whose rows are all at hand.
 *
 * @param orders what there is to choose; leave out measures that the rows do not have
 * @example <ReviewQueue.Root {...useLocalQueue(queue)} onRowOpen={({ id }) => open(id)} />
 */
export function useLocalQueue(queue: LocalQueue, orders = ORDERS): LocalQueueProps {
  const snapshot = useSnapshot(queue, everything);
  const handlers = useMemo<Partial<LocalQueueProps>>(
    () => ({
      onFilterChange: ({ filter }) => queue.setFilter(filter),
      onOrderChange: ({ order }) => queue.setOrder(order),
      onGroupingChange: ({ groupBy }) => queue.setGrouping(groupBy),
    }),
    [queue],
  );
  return { ...snapshot, orders, ...handlers };
}
