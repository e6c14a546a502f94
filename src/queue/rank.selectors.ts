import { drawIn } from '../internal/draw.js';
import type { ReviewSummary } from '../review/review.types.js';

export const RANKINGS = ['least-confidence', 'margin', 'entropy', 'expected-cost', 'oldest', 'due'] as const;
/** What comes first: what the model is least sure of, by three measures (Settles 2009) · what costs most · what waits longest · what is due. */
export type Ranking = (typeof RANKINGS)[number];

/** Why a row stands where it does. */
export type RankReason = Ranking | 'random' | 'answer-first' | 'not-measured';

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
}

/** Ranks above these two numbers do not fit one double exactly: 2^20 rows, and 2^32 steps of a key. */
const MOST_ROWS = 2 ** 20;
const STEPS = 2 ** 32 - 1;

/** Smallest first. Nothing where a row does not say. */
function keyOf(row: ReviewSummary, by: Ranking): number | undefined {
  const { uncertainty = {} } = row;
  switch (by) {
    case 'least-confidence':
      return uncertainty.leastConfidence === undefined ? undefined : -uncertainty.leastConfidence;
    case 'margin':
      return uncertainty.margin;
    case 'entropy':
      return uncertainty.entropy === undefined ? undefined : -uncertainty.entropy;
    case 'expected-cost':
      return uncertainty.expectedCost === undefined ? undefined : -uncertainty.expectedCost;
    case 'oldest':
      return Date.parse(row.createdAt);
    case 'due':
      return row.dueAt === undefined ? undefined : Date.parse(row.dueAt);
  }
}

const isByScore = (by: Ranking) => by !== 'oldest' && by !== 'due';

/**
 * Places sorted by their keys; of keys that are the same, the one that was given first. A key and its place are packed into one
 * number, since numbers sort several times as fast without a function that compares them. Keys are told apart to a part in
 * 2^32 of their range.
 */
function sortedByKey(places: readonly number[], keys: readonly number[]): number[] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const key of keys) {
    if (key < least) least = key;
    if (key > most) most = key;
  }
  const scale = most > least ? STEPS / (most - least) : 0;
  const packed = new Float64Array(keys.length);
  for (let at = 0; at < keys.length; at++)
    packed[at] = Math.round(((keys[at] as number) - least) * scale) * MOST_ROWS + at;
  packed.sort();
  return Array.from(packed, (each) => places[each % MOST_ROWS] as number);
}

/**
 * The order of a queue. Cases to be answered first stand where chance puts them, or their deadline: by a measure of the
 * model's their place would tell of its answer (B-1). Rows that do not say what is asked come last, in the order given.
 *
 * @throws {RangeError} for more than 2^20 rows
 */
export function rankRows(rows: readonly ReviewSummary[], { by, randomShare = 0, seed }: RankOptions): Ranked {
  if (rows.length > MOST_ROWS)
    throw new RangeError(`A queue orders up to ${MOST_ROWS} rows; ${rows.length} were given.`);
  const measured: number[] = [];
  const keys: number[] = [];
  const drawn: number[] = [];
  const draws: number[] = [];
  const rest: number[] = [];
  const reasons = new Map<number, RankReason>();
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place] as ReviewSummary;
    const isHidden = isByScore(by) && row.answerFirst === true;
    const draw = randomShare > 0 || isHidden ? drawIn(seed, row.id) : 1;
    const key = isHidden ? undefined : keyOf(row, by);
    if (isHidden || draw < randomShare) {
      drawn.push(place);
      draws.push(draw);
      reasons.set(place, isHidden ? 'answer-first' : 'random');
    } else if (key !== undefined && Number.isFinite(key)) {
      measured.push(place);
      keys.push(key);
    } else {
      rest.push(place);
      reasons.set(place, 'not-measured');
    }
  }
  const order = interleaved([...sortedByKey(measured, keys), ...rest], sortedByKey(drawn, draws));
  return { order, reasonAt: (place) => reasons.get(order[place] as number) ?? by };
}

/** Two lists as one, the second spread evenly over it. */
function interleaved(first: readonly number[], second: readonly number[]): Uint32Array {
  const all = new Uint32Array(first.length + second.length);
  let [ofFirst, ofSecond] = [0, 0];
  for (let place = 0; place < all.length; place++) {
    const isSecond = Math.floor(((place + 1) * second.length) / all.length) > ofSecond;
    all[place] = (isSecond ? second[ofSecond++] : first[ofFirst++]) as number;
  }
  return all;
}
