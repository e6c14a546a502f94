import { sameJson } from '../internal/canonical-json.js';
import { notifyAll } from '../internal/notify.js';
import { warnOnce } from '../internal/warn.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { FacetOptions, QueueFilter, QueueGrouping, QueueOrder } from './filter.types.js';
import { matchesQuery, rankingOf, scoreGroups, usableRows } from './queue.selectors.js';
import type { LocalQueue, LocalQueueOptions, LocalQueueSnapshot } from './queue.types.js';
import { isByModel, type RankReason, rankKey, rankPlaces } from './rank.selectors.js';
import { columnsOf, drawsOf, keysBy, type RowColumns, writeRow } from './row-columns.selectors.js';
import { type FacetCounts, facetOptions, groupPlaces, matchRows, recount } from './row-filter.selectors.js';
import {
  compacted,
  type PlacedOrder,
  placedOrder,
  rowsInOrder,
  withoutPlace,
  withPlace,
} from './row-list.selectors.js';
import { sortedByKey } from './row-order.selectors.js';
import { reckonAhead } from './rows-ahead.session.js';

/** Stands for what chance draws where nobody asks. */
const NO_DRAWS = new Float64Array(0);
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
  let places: Map<string, number> | undefined;
  let counts: FacetCounts;
  let matching: Uint32Array;
  /** Whether rows have changed since they were matched. */
  let isStale = false;
  let placed: PlacedOrder;
  /** By place, as of the last time that rows were arranged. */
  let reasonOf: (place: number) => RankReason;
  let snapshot: LocalQueueSnapshot;
  let stopPreparing = () => {};
  /** Places of rows that changed since the last list. */
  const touched = new Set<number>();

  function placeOf(id: string): number | undefined {
    places ??= new Map(columns.rows.map((row, place) => [row.id, place]));
    return places.get(id);
  }

  function arrange() {
    const by = rankingOf(order);
    const hides = isByModel(by) && columns.hidden.includes(1);
    if (hides || randomShare > 0) draws ??= drawsOf(columns.rows, seed);
    const rank = (some: Uint32Array) => {
      const ranked = rankPlaces(
        some,
        { keys: keysBy(columns, by), hidden: columns.hidden, draws: draws ?? NO_DRAWS },
        { by, randomShare },
      );
      reasonOf = ranked.reasonOf;
      return ranked.order;
    };
    if (groupBy !== undefined) {
      const grouped = groupPlaces(columns, rank(matching), groupBy);
      placed = placedOrder(grouped.order, columns.rows.length, grouped.groups);
    } else if (hides) {
      const scored = rank(matching.filter((place) => columns.hidden[place] === 0));
      const reasonOfScored = reasonOf;
      const hidden = columns.hidden.slice();
      const dues = keysBy(columns, 'due');
      reasonOf = (place) =>
        hidden[place] === 0 ? reasonOfScored(place) : Number.isFinite(dues[place]) ? 'due' : 'answer-first';
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
    return sortedByKey(sortedByKey(some, draws as Float64Array), keysBy(columns, 'due'));
  }

  function match() {
    ({ places: matching, counts } = matchRows(columns, filter, gone));
    isStale = false;
  }

  /** Another order or other groups; the rows are those that passed, unless some have changed since. */
  function rearrange() {
    if (isStale) match();
    arrange();
    publish();
  }

  function publish() {
    const [known, counted] = [columns, counts];
    let facets: readonly FacetOptions[] | undefined;
    snapshot = {
      rows: rowsInOrder(columns.rows, placeOf, placed, reasonOf),
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
    places = undefined;
    match();
    arrange();
    prepare();
  }

  /** Reckons ahead of time what the first use of the queue will ask for. */
  function prepare() {
    stopPreparing();
    touched.clear();
    const own = columns;
    const isDrawn = randomShare > 0 || own.hidden.includes(1);
    stopPreparing = reckonAhead(own, isDrawn ? seed : undefined, (ahead) => {
      for (const place of touched) {
        const row = own.rows[place] as ReviewSummary;
        for (const [by, column] of ahead.keys) column[place] = rankKey(row, by);
      }
      for (const [by, column] of ahead.keys) if (!own.keys.has(by)) own.keys.set(by, column);
      draws ??= ahead.draws;
      places ??= ahead.places;
    });
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
      rearrange();
    },
    setGrouping(next) {
      if (next === groupBy) return;
      groupBy = next;
      rearrange();
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
      touched.add(place);
      isStale = true;
      const was = gone[place] as number;
      gone[place] = matchesQuery(summary, query) ? 0 : 1;
      left += was - (gone[place] as number);
      const isWanted = gone[place] === 0 && recount(columns, counts, filter, place, 1);
      const next = isWanted ? withPlace(placed, place) : withoutPlace(placed, place);
      if (next) placed = next;
      else {
        match();
        arrange();
      }
      if (placed.gone.length > MOST_GONE) placed = compacted(placed);
      publish();
    },
  };
}
