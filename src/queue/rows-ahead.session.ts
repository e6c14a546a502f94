import { drawIn } from '../internal/draw.js';
import { type Ranking, rankKey } from './rank.selectors.js';
import { type RowColumns, textAt } from './row-columns.selectors.js';

/** Milliseconds of work before the page has its turn. */
const SLICE = 8;
/** Rows between two looks at the clock. */
const BIT = 512;
/** The first list of a queue has reckoned the order it opens with, which mostly is the one that is left out. */
const RANKINGS_AHEAD: readonly Ranking[] = [
  'newest',
  'due',
  'risk',
  'least-confidence',
  'margin',
  'entropy',
  'expected-cost',
];

/** What a queue asks of all its rows at once when it is first used, by place. */
export interface RowsAhead {
  keys: ReadonlyMap<Ranking, Float64Array>;
  /** Only where chance has a say in an order. */
  draws?: Float64Array;
  places: Map<string, number>;
}

/**
 * Reckons, bit by bit, what the first key that is typed, the first other order and the first decision will ask for.
 *
 * @param seed of what chance draws, where it has a say
 * @returns breaks it off
 */
export function reckonAhead(
  columns: RowColumns,
  seed: string | undefined,
  onDone: (ahead: RowsAhead) => void,
): () => void {
  const { rows } = columns;
  const keys = new Map(RANKINGS_AHEAD.map((by) => [by, new Float64Array(rows.length)]));
  const draws = seed === undefined ? undefined : new Float64Array(rows.length);
  const places = new Map<string, number>();
  let timer = setTimeout(step);
  let next = 0;

  function note(place: number) {
    const row = rows[place] as (typeof rows)[number];
    textAt(columns, place);
    for (const [by, column] of keys) column[place] = rankKey(row, by);
    if (draws && seed !== undefined) draws[place] = drawIn(seed, row.id);
    places.set(row.id, place);
  }
  function step() {
    const began = performance.now();
    do {
      const end = Math.min(next + BIT, rows.length);
      for (; next < end; next++) note(next);
    } while (next < rows.length && performance.now() - began < SLICE);
    if (next < rows.length) timer = setTimeout(step);
    else onDone({ keys, places, ...(draws && { draws }) });
  }
  return () => clearTimeout(timer);
}
