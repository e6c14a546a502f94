import {
  type FacetOptions,
  QUEUE_FACETS,
  QUEUE_GROUPINGS,
  type QueueFacet,
  type QueueFilter,
  type QueueGrouping,
} from './filter.types.js';
import { compareValues, foldedText, type RowColumns, textAt } from './row-columns.selectors.js';

/** How many rows have each set of a facet, and pass all the other filters. */
export type FacetCounts = Record<QueueFacet, Uint32Array>;

/** Rows that pass a filter, in the order of their places. */
export interface Matches {
  places: Uint32Array;
  counts: FacetCounts;
}

/** A filter as it is asked of one row after the other. */
export interface FilterTest {
  words: readonly string[];
  /** Sets that pass, by facet, of facets that filter. */
  wanted: readonly (readonly [facet: QueueFacet, passes: Uint8Array])[];
}

/** Words that are looked for. */
export function filterWords(filter: QueueFilter): readonly string[] {
  return foldedText(filter.text ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '');
}

/** Whether a filter leaves anything out. */
export function isFilterEmpty(filter: QueueFilter): boolean {
  return filterWords(filter).length === 0 && QUEUE_FACETS.every((facet) => !filter.facets?.[facet]?.length);
}

export function filterTest(columns: RowColumns, filter: QueueFilter): FilterTest {
  const wanted: [QueueFacet, Uint8Array][] = [];
  for (const facet of QUEUE_FACETS) {
    const values = filter.facets?.[facet];
    if (!values || values.length === 0) continue;
    const { sets, numbers } = columns.facets[facet];
    const asked = new Set(values.map((value) => numbers.get(value)));
    wanted.push([facet, Uint8Array.from(sets, (set) => (set.some((number) => asked.has(number)) ? 1 : 0))]);
  }
  return { words: filterWords(filter), wanted };
}

/** Where a row fails: at nothing, at one facet, or at more than could be counted. */
const PASSES = -1;
const FAILS = -2;

/** The one facet that keeps a row out, `PASSES`, or `FAILS` where it is more than one, or the words. */
function failureAt(columns: RowColumns, place: number, { words, wanted }: FilterTest): number {
  let failure = PASSES;
  for (let at = 0; at < wanted.length; at++) {
    const [facet, passes] = wanted[at] as FilterTest['wanted'][number];
    if (passes[columns.facets[facet].of[place] as number] === 1) continue;
    if (failure !== PASSES) return FAILS;
    failure = at;
  }
  if (words.length > 0) {
    const text = textAt(columns, place);
    for (const word of words) if (!text.includes(word)) return FAILS;
  }
  return failure;
}

/** Counts one row of a facet, or takes it out again. */
function countOf(columns: RowColumns, counts: FacetCounts, facet: QueueFacet, place: number, by: 1 | -1) {
  const set = columns.facets[facet].of[place] as number;
  // A value that came with this row has no place yet.
  if (set >= counts[facet].length) {
    const longer = new Uint32Array(columns.facets[facet].sets.length);
    longer.set(counts[facet]);
    counts[facet] = longer;
  }
  counts[facet][set] = (counts[facet][set] as number) + by;
}

/**
 * The rows that pass a filter, and what there is to choose: each value counts the rows that pass everything but its own
 * facet, which is how many there would be of it.
 *
 * @param gone 1 by place for rows that are no part of the queue any more
 */
export function matchRows(columns: RowColumns, filter: QueueFilter, gone?: Uint8Array): Matches {
  const test = filterTest(columns, filter);
  const counts = Object.fromEntries(
    QUEUE_FACETS.map((facet) => [facet, new Uint32Array(columns.facets[facet].sets.length)]),
  ) as FacetCounts;
  const total = columns.rows.length;
  const found = new Uint32Array(total);
  let size = 0;
  for (let place = 0; place < total; place++) {
    if (gone?.[place] === 1) continue;
    const failure = failureAt(columns, place, test);
    if (failure === PASSES) found[size++] = place;
    else if (failure !== FAILS) countOf(columns, counts, test.wanted[failure]?.[0] as QueueFacet, place, 1);
  }
  const places = found.slice(0, size);
  // One column after the other: all rows of one lie side by side.
  for (const facet of QUEUE_FACETS) {
    const [{ of }, own] = [columns.facets[facet], counts[facet]];
    for (let at = 0; at < size; at++) {
      const set = of[places[at] as number] as number;
      own[set] = (own[set] as number) + 1;
    }
  }
  return { places, counts };
}

/**
 * Counts a row that comes, or one that goes.
 *
 * @returns whether it passes the filter
 */
export function recount(
  columns: RowColumns,
  counts: FacetCounts,
  filter: QueueFilter,
  place: number,
  by: 1 | -1,
): boolean {
  const test = filterTest(columns, filter);
  const failure = failureAt(columns, place, test);
  if (failure === FAILS) return false;
  for (const facet of failure === PASSES ? QUEUE_FACETS : [test.wanted[failure]?.[0] as QueueFacet])
    countOf(columns, counts, facet, place, by);
  return failure === PASSES;
}

/** What there is to choose. A value stays while any row of the queue has it, with how many that would be. */
export function facetOptions(columns: RowColumns, counts: FacetCounts): readonly FacetOptions[] {
  return QUEUE_FACETS.map((facet) => {
    const column = columns.facets[facet];
    const byValue = new Uint32Array(column.values.length);
    column.sets.forEach((set, at) => {
      for (const number of set) byValue[number] = (byValue[number] as number) + (counts[facet][at] ?? 0);
    });
    const values = [...column.values].sort(compareValues(column, facet));
    return {
      facet,
      options: values.map((value) => {
        const label = column.labels.get(value);
        return {
          value,
          count: byValue[column.numbers.get(value) as number] as number,
          ...(label !== undefined && { label }),
        };
      }),
    };
  });
}

/** Places under headings, in the order they have within each. */
export interface Grouped {
  order: Uint32Array;
  groups: readonly { by: QueueGrouping; value: string; label?: string; start: number; length: number }[];
}

/** Rows with the same value under one heading. The headings stand by their values, so that no heading tells of an order. */
export function groupPlaces(columns: RowColumns, order: Uint32Array, by: QueueGrouping): Grouped {
  const column = columns.facets[by];
  const counts = new Uint32Array(column.values.length);
  // Every facet that groups has one value for each row.
  const numberAt = (place: number) => (column.sets[column.of[place] as number] as readonly number[])[0] as number;
  for (let at = 0; at < order.length; at++) {
    const number = numberAt(order[at] as number);
    counts[number] = (counts[number] as number) + 1;
  }
  const values = column.values
    .filter((value) => (counts[column.numbers.get(value) as number] as number) > 0)
    .sort(compareValues(column, by));
  const next = new Uint32Array(column.values.length);
  let start = 0;
  const groups = values.map((value) => {
    const number = column.numbers.get(value) as number;
    const length = counts[number] as number;
    const label = column.labels.get(value);
    const group = { by, value, start, length, ...(label !== undefined && { label }) };
    next[number] = start;
    start += length;
    return group;
  });
  const grouped = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const place = order[at] as number;
    const number = numberAt(place);
    grouped[next[number] as number] = place;
    next[number] = (next[number] as number) + 1;
  }
  return { order: grouped, groups };
}

export function isGrouping(value: string | undefined): value is QueueGrouping {
  return QUEUE_GROUPINGS.includes(value as QueueGrouping);
}
