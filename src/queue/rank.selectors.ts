import { drawIn } from '../internal/draw.js';
import { RISKS } from '../review/proposal.types.js';
import type { ReviewSummary } from '../review/review.types.js';
import type { Ranking, RankReason } from './rank.types.js';
import { interleaved, sortedByKey } from './row-order.selectors.js';

export { RANKINGS, type Ranking, type RankReason } from './rank.types.js';

export interface RankOptions {
  by: Ranking;
  /** Share of the places that are filled by chance, 0 to 1. @default 0 */
  randomShare?: number;
  /** Whose queue it is: chance draws otherwise for each person, so that the same cases are not always the last ones. */
  seed: string;
}

/** Rows in their order, as places in the list that was given, each with why. */
export interface Ranked {
  order: Uint32Array;
  /** By place in the new order. */
  reasonAt: (place: number) => RankReason;
  /** By place in the list that was given. */
  reasonOf: (given: number) => RankReason;
}

/** What an order needs to know of the rows, by their places. */
export interface RankColumns {
  /** Smallest first; no finite number where a row does not say. */
  keys: Float64Array;
  /** 1 where the case is to be answered first. */
  hidden: Uint8Array;
  /** From 0 to below 1; may be empty where nothing is hidden and no share is random. */
  draws: Float64Array;
}

/** When a case is due, in milliseconds; what says nothing comes last. */
export function dueTime(row: ReviewSummary): number {
  const time = Date.parse(row.dueAt ?? '');
  return Number.isNaN(time) ? Number.POSITIVE_INFINITY : time;
}

/** Smallest first; no finite number where a row does not say. */
export function rankKey(row: ReviewSummary, by: Ranking): number {
  const { uncertainty = {} } = row;
  switch (by) {
    case 'least-confidence':
      return -(uncertainty.leastConfidence ?? Number.NaN);
    case 'margin':
      return uncertainty.margin ?? Number.NaN;
    case 'entropy':
      return -(uncertainty.entropy ?? Number.NaN);
    case 'expected-cost':
      return -(uncertainty.expectedCost ?? Number.NaN);
    case 'oldest':
      return Date.parse(row.createdAt);
    case 'newest':
      return -Date.parse(row.createdAt);
    case 'due':
      return dueTime(row);
    case 'risk': {
      const level = RISKS.indexOf(row.risk);
      return level < 0 ? Number.NaN : -level;
    }
  }
}

/** Whether an order rests on what the model says: no case to be answered first may stand by it (B-1). */
export function isByModel(by: Ranking): boolean {
  return by === 'least-confidence' || by === 'margin' || by === 'entropy' || by === 'expected-cost';
}

const MEASURED = 0;
const RANDOM = 1;
const HIDDEN = 2;
const UNMEASURED = 3;

/**
 * Some places in their order. Total and stable: equal keys, and those that say nothing, stand as they were given, the latter
 * last; what chance draws is spread evenly.
 *
 * @param places in the order that decides between equals
 */
export function rankPlaces(
  places: Uint32Array,
  { keys, hidden, draws }: RankColumns,
  { by, randomShare = 0 }: Omit<RankOptions, 'seed'>,
): Ranked {
  const hides = isByModel(by);
  const kinds = new Uint8Array(keys.length);
  const counts = [0, 0, 0, 0];
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    const kind =
      hides && hidden[place] === 1
        ? HIDDEN
        : (draws[place] as number) < randomShare
          ? RANDOM
          : Number.isFinite(keys[place])
            ? MEASURED
            : UNMEASURED;
    kinds[place] = kind;
    counts[kind] = (counts[kind] as number) + 1;
  }
  const measured = new Uint32Array(counts[MEASURED] as number);
  const drawn = new Uint32Array((counts[RANDOM] as number) + (counts[HIDDEN] as number));
  const first = new Uint32Array(places.length - drawn.length);
  let [ofMeasured, ofDrawn, ofRest] = [0, 0, measured.length];
  for (let at = 0; at < places.length; at++) {
    const place = places[at] as number;
    const kind = kinds[place];
    if (kind === MEASURED) measured[ofMeasured++] = place;
    else if (kind === UNMEASURED) first[ofRest++] = place;
    else drawn[ofDrawn++] = place;
  }
  first.set(sortedByKey(measured, keys));
  const order = drawn.length === 0 ? first : interleaved(first, sortedByKey(drawn, draws));
  const REASONS: readonly RankReason[] = [by, 'random', 'answer-first', 'not-measured'];
  const reasonOf = (given: number) => REASONS[kinds[given] as number] as RankReason;
  return { order, reasonOf, reasonAt: (place) => reasonOf(order[place] as number) };
}

/**
 * The order of a queue. Cases to be answered first stand where chance puts them, or their deadline: by a measure of the
 * model's their place would tell of its answer (B-1). Rows that do not say what is asked come last, in the order given.
 */
export function rankRows(rows: readonly ReviewSummary[], { by, randomShare = 0, seed }: RankOptions): Ranked {
  const count = rows.length;
  const places = new Uint32Array(count);
  const keys = new Float64Array(count);
  const hidden = new Uint8Array(count);
  const draws = new Float64Array(count);
  const hides = isByModel(by);
  for (let place = 0; place < count; place++) {
    const row = rows[place] as ReviewSummary;
    places[place] = place;
    keys[place] = rankKey(row, by);
    if (row.answerFirst) hidden[place] = 1;
    if (randomShare > 0 || (hides && row.answerFirst)) draws[place] = drawIn(seed, row.id);
  }
  return rankPlaces(places, { keys, hidden, draws }, { by, randomShare });
}
