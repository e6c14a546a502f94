import { drawIn } from '../internal/draw.js';
import { RISKS } from '../review/proposal.types.js';
import { REVIEW_STATUSES, type ReviewSummary } from '../review/review.types.js';
import { isWithheld } from '../review/withheld-name.selectors.js';
import { QUEUE_FACETS, type QueueFacet } from './filter.types.js';
import { type Ranking, rankKey } from './rank.selectors.js';

/** Values of a facet that no row holds itself: nothing is given, or the reasons of a case to be answered first (B-1). */
export const FACET_NONE = 'csn:none';
export const FACET_ANSWER_FIRST = 'csn:answer-first';
/** Value of a case that somebody has given back undecided. */
export const FACET_SKIPPED = 'csn:skipped';
/** Values of a case that is assigned to whose queue it is, and to anybody else where a backend is asked. */
export const FACET_YOU = 'csn:you';
export const FACET_OTHERS = 'csn:others';

/** One facet of all rows. Rows with the same values share a set, so that a filter asks once for each set. */
export interface FacetColumn {
  values: string[];
  labels: Map<string, string>;
  /** Number of a value in `values`. */
  numbers: Map<string, number>;
  /** Different sets of values, by their numbers. */
  sets: (readonly number[])[];
  /** Sets of one value by it, of more by all of them. */
  single: Map<string, number>;
  several: Map<string, number>;
  /** By place: which set the row has. */
  of: Uint32Array;
}

/**
 * What filters, facets and orders ask of rows, by column: reckoned once, so that a keystroke reads arrays and no objects. It
 * belongs to one owner, who writes into it what changes.
 */
export interface RowColumns {
  readonly rows: ReviewSummary[];
  /** 1 where the case is to be answered first. */
  readonly hidden: Uint8Array;
  readonly facets: Record<QueueFacet, FacetColumn>;
  /** Folded words, by place; absent until somebody needs them. */
  readonly texts: (string | undefined)[];
  /** Keys of an order, by place; absent until somebody asks for it. */
  readonly keys: Map<Ranking, Float64Array>;
}

/**
 * Text as it is compared: composed (NFC), in lower case by Unicode's own rules and no language's, with a final sigma as any
 * other and without the dot that a Turkish capital i leaves behind. Accents count.
 */
export function foldedText(text: string): string {
  const lower = text.normalize('NFC').toLowerCase();
  // Lower case alone is composed still, but for what the replacements below are about.
  return /ς|\u0307/.test(lower) ? lower.replaceAll('ς', 'σ').replaceAll('i\u0307', 'i').normalize('NFC') : lower;
}

/** Words of a row that a reader can look for, none of which spans two of its texts. */
export function searchText({ title, reference = '', area = '' }: ReviewSummary): string {
  return foldedText(`${title}\n${reference}\n${area}`);
}

/** Values that a row has of a facet. Of a case to be answered first no reason: it may come from the AI (B-1). */
export function facetValues(row: ReviewSummary, facet: QueueFacet): readonly string[] {
  switch (facet) {
    case 'status':
    case 'risk':
    case 'kind':
      return [String(row[facet])];
    case 'area':
      return [row.area || FACET_NONE];
    case 'why': {
      if (row.answerFirst) return [FACET_ANSWER_FIRST];
      const given = Array.isArray(row.why) ? row.why.map(String) : [];
      return given.length === 0 ? [FACET_NONE] : given.length === 1 ? given : [...new Set(given)];
    }
    case 'claimed':
      return [row.claimedBy?.id ?? FACET_NONE];
    case 'assigned':
      return [row.assignedTo ? (row.assignedTo.isYou ? FACET_YOU : row.assignedTo.id) : FACET_NONE];
    case 'skipped':
      return [row.skippedBy ? FACET_SKIPPED : FACET_NONE];
  }
}

function newColumn(count: number): FacetColumn {
  return {
    values: [],
    labels: new Map(),
    numbers: new Map(),
    sets: [],
    single: new Map(),
    several: new Map(),
    of: new Uint32Array(count),
  };
}

/** Number of the set that these values are. */
function setOf(column: FacetColumn, values: readonly string[]): number {
  const [known, key] =
    values.length === 1 ? [column.single, values[0] as string] : [column.several, JSON.stringify(values)];
  const found = known.get(key);
  if (found !== undefined) return found;
  const numbers = values.map((value) => {
    const number = column.numbers.get(value) ?? column.values.push(value) - 1;
    column.numbers.set(value, number);
    return number;
  });
  known.set(key, column.sets.push(numbers) - 1);
  return column.sets.length - 1;
}

function writeFacets(columns: RowColumns, place: number, row: ReviewSummary): void {
  for (const facet of QUEUE_FACETS) {
    const column = columns.facets[facet];
    column.of[place] = setOf(column, facetValues(row, facet));
  }
  const { claimedBy, assignedTo } = row;
  if (claimedBy && !isWithheld(claimedBy)) columns.facets.claimed.labels.set(claimedBy.id, claimedBy.name);
  if (assignedTo && !isWithheld(assignedTo)) columns.facets.assigned.labels.set(assignedTo.id, assignedTo.name);
  columns.hidden[place] = row.answerFirst ? 1 : 0;
}

/** Columns of these rows. Texts and keys come when they are asked for. */
export function columnsOf(rows: readonly ReviewSummary[]): RowColumns {
  const count = rows.length;
  const columns: RowColumns = {
    rows: [...rows],
    hidden: new Uint8Array(count),
    facets: Object.fromEntries(QUEUE_FACETS.map((facet) => [facet, newColumn(count)])) as RowColumns['facets'],
    texts: Array(count),
    keys: new Map(),
  };
  for (let place = 0; place < count; place++) writeFacets(columns, place, rows[place] as ReviewSummary);
  return columns;
}

/** Writes a row that changed. */
export function writeRow(columns: RowColumns, place: number, row: ReviewSummary): void {
  columns.rows[place] = row;
  writeFacets(columns, place, row);
  columns.texts[place] = undefined;
  for (const [by, keys] of columns.keys) keys[place] = rankKey(row, by);
}

/** The folded words of one row. */
export function textAt(columns: RowColumns, place: number): string {
  const known = columns.texts[place];
  if (known !== undefined) return known;
  const text = searchText(columns.rows[place] as ReviewSummary);
  columns.texts[place] = text;
  return text;
}

/** Keys of all rows in an order. */
export function keysBy(columns: RowColumns, by: Ranking): Float64Array {
  const known = columns.keys.get(by);
  if (known) return known;
  const { rows } = columns;
  const keys = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) keys[place] = rankKey(rows[place] as ReviewSummary, by);
  columns.keys.set(by, keys);
  return keys;
}

/** What chance draws for each row, for one person. */
export function drawsOf(rows: readonly ReviewSummary[], seed: string): Float64Array {
  const draws = new Float64Array(rows.length);
  for (let place = 0; place < rows.length; place++) draws[place] = drawIn(seed, (rows[place] as ReviewSummary).id);
  return draws;
}

/** Values in the order they are listed: risks and statuses by their own, what is nothing last, anything else by its name. */
export function compareValues(column: FacetColumn, facet: QueueFacet): (a: string, b: string) => number {
  const known: readonly string[] = facet === 'risk' ? [...RISKS].reverse() : facet === 'status' ? REVIEW_STATUSES : [];
  const rank = (value: string) => {
    if (value === FACET_NONE) return Number.POSITIVE_INFINITY;
    const at = known.indexOf(value);
    return at < 0 ? known.length : at;
  };
  const name = (value: string) => foldedText(column.labels.get(value) ?? value);
  return (a, b) => {
    const [ofA, ofB] = [rank(a), rank(b)];
    if (ofA !== ofB) return ofA - ofB;
    const [nameA, nameB] = [name(a), name(b)];
    if (nameA !== nameB) return nameA < nameB ? -1 : 1;
    return a === b ? 0 : a < b ? -1 : 1;
  };
}
