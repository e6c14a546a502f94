import { sameJson } from '../internal/canonical-json.js';
import { notifyAll } from '../internal/notify.js';
import { warnOnce } from '../internal/warn.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { FacetOptions, QueueFilter, QueueGrouping, QueueOrder } from './filter.types.js';
import { dueTime, matchesQuery, rankingOf, scoreGroups, usableRows } from './queue.selectors.js';
import type { LocalQueue, LocalQueueOptions, LocalQueueSnapshot } from './queue.types.js';
import { isByModel, rankPlaces } from './rank.selectors.js';
import { columnsOf, drawsOf, keysBy, type RowColumns, textAt, writeRow } from './row-columns.selectors.js';
import { type FacetCounts, facetOptions, groupPlaces, matchRows, recount } from './row-filter.selectors.js';
import { compacted, type PlacedOrder, placedOrder, rowsInOrder, withoutPlace } from './row-list.selectors.js';
import { sortedByKey } from './row-order.selectors.js';

/** Milliseconds of work ahead of time before the page has its turn. */
const SLICE = 8;
/** Rows between two looks at the clock. */
const BIT = 512;
/** Above as many rows that are gone the order is copied without them: each one costs a look at those before. */
const MOST_GONE = 1_000;

/**
 * Makes the store behind a queue whose rows are all at hand. It belongs outside the component that shows it.
 *
 * @example
 * const queue = createLocalQueue({ rows, seed: reviewer.id, query: { status: ['pending', 'reviewing'] } });
 */
export function createLocalQueue(options: LocalQueueOptions): LocalQueue {
  const { query = {}, seed, randomShare = 0 } = options;
  const listeners = new Set<() => void>();
  let filter: QueueFilter = options.filter ?? {};
  let order: QueueOrder = options.order ?? 'oldest';
  let groupBy: QueueGrouping | undefined = options.groupBy;

  let columns: RowColumns;
  /** 1 by place where a row belongs to the queue no more. */
  let gone: Uint8Array;
  let left = 0;
  let draws: Float64Array | undefined;
  let dues: Float64Array | undefined;
  let places: Map<string, number> | undefined;
  let counts: FacetCounts;
  let matching: Uint32Array;
  let placed: PlacedOrder;
  let snapshot: LocalQueueSnapshot;
  let preparing: ReturnType<typeof setTimeout> | undefined;

  function placeOf(id: string): number | undefined {
    places ??= new Map(columns.rows.map((row, place) => [row.id, place]));
    return places.get(id);
  }

  function arrange() {
    const by = rankingOf(order);
    const hides = isByModel(by) && columns.hidden.includes(1);
    if (hides || randomShare > 0) draws ??= drawsOf(columns.rows, seed);
    const rank = (some: Uint32Array) =>
      rankPlaces(
        some,
        { keys: keysBy(columns, by), hidden: columns.hidden, draws: draws ?? new Float64Array(columns.rows.length) },
        { by, randomShare: draws ? randomShare : 0 },
      ).order;
    if (groupBy !== undefined) {
      const grouped = groupPlaces(columns, rank(matching), groupBy);
      placed = placedOrder(grouped.order, columns.rows.length, grouped.groups);
    } else if (hides) {
      const scored = rank(matching.filter((place) => columns.hidden[place] === 0));
      const answerFirst = byDeadline(matching.filter((place) => columns.hidden[place] === 1));
      const all = new Uint32Array(matching.length);
      all.set(scored);
      all.set(answerFirst, scored.length);
      const groups = answerFirst.length > 0 ? scoreGroups(scored.length, answerFirst.length) : undefined;
      placed = placedOrder(all, columns.rows.length, groups);
    } else placed = placedOrder(rank(matching), columns.rows.length);
  }

  /** What is due first; what says nothing last, and what is equal by chance. */
  function byDeadline(some: Uint32Array): Uint32Array {
    dues ??= Float64Array.from(columns.rows, dueTime);
    return sortedByKey(sortedByKey(some, draws as Float64Array), dues);
  }

  function match() {
    ({ places: matching, counts } = matchRows(columns, filter, gone));
  }

  function publish() {
    const [known, counted] = [columns, counts];
    let facets: readonly FacetOptions[] | undefined;
    snapshot = {
      rows: rowsInOrder(columns.rows, placeOf, placed),
      unfilteredCount: left,
      filter,
      order,
      ...(groupBy !== undefined && { groupBy }),
      facets: () => {
        facets ??= facetOptions(known, counted);
        return facets;
      },
    };
    notifyAll(listeners);
  }

  function take(given: readonly ReviewSummary[]) {
    const { rows, duplicates } = usableRows(given);
    for (const id of duplicates) warnOnce(`The queue got the case "${id}" twice. The first row is shown.`);
    columns = columnsOf(rows);
    gone = Uint8Array.from(rows, (row) => (matchesQuery(row, query) ? 0 : 1));
    left = gone.reduce((sum, each) => sum + 1 - each, 0);
    draws = undefined;
    dues = undefined;
    places = undefined;
    match();
    arrange();
    prepare();
  }

  /** Folds the words of all rows bit by bit, so that the first key that is typed finds them. */
  function prepare() {
    clearTimeout(preparing);
    const own = columns;
    let next = 0;
    const step = () => {
      const began = performance.now();
      do {
        const end = Math.min(next + BIT, own.rows.length);
        for (; next < end; next++) textAt(own, next);
      } while (next < own.rows.length && performance.now() - began < SLICE);
      preparing = next < own.rows.length ? setTimeout(step) : undefined;
    };
    preparing = setTimeout(step);
  }

  take(options.rows);
  publish();
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setFilter(next) {
      if (sameJson(next, filter)) return;
      filter = next;
      match();
      arrange();
      publish();
    },
    setOrder(next) {
      if (next === order) return;
      order = next;
      match();
      arrange();
      publish();
    },
    setGrouping(next) {
      if (next === groupBy) return;
      groupBy = next;
      match();
      arrange();
      publish();
    },
    setRows(rows) {
      take(rows);
      publish();
    },
    applyOwn(summary) {
      const place = placeOf(summary.id);
      if (place === undefined) return;
      const known = columns.rows[place] as ReviewSummary;
      if (summary.version < known.version) return;
      if (gone[place] === 0) recount(columns, counts, filter, place, -1);
      writeRow(columns, place, summary);
      if (dues) dues[place] = dueTime(summary);
      const was = gone[place] as number;
      gone[place] = matchesQuery(summary, query) ? 0 : 1;
      left += was - (gone[place] as number);
      const isWanted = gone[place] === 0 && recount(columns, counts, filter, place, 1);
      if (!isWanted) placed = withoutPlace(placed, place);
      if (placed.gone.length > MOST_GONE) placed = compacted(placed);
      publish();
    },
  };
}
