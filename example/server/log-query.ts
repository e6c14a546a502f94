import {
  type AuditEntry,
  ENTRY_TYPES,
  type EntryType,
  type LogQuery,
  type Page,
  type RecordedEntry,
  type RecordScope,
  type Review,
} from 'countersign/core';
import { lastPosition, shownEntry } from './audit-log.js';
import { isThereFor, readsChecks } from './checks.js';
import { type Database, isStorable } from './database.js';
import { LINE_COLUMNS, type LineRow, readLine } from './log-lines.js';
import { RequestError } from './request-error.js';
import { isTime } from './request-input.js';
import { CursorError, createParameters, LONGEST_PAGE } from './review-query.js';
import type { Sight } from './sight.js';
import { findPartlyShown, reopenedAt } from './withheld-entries.js';

const PAGE = 50;
/** Entries that are looked through at a time for words, and for one answer: a search goes on with the next page. */
const LOOK = 500;
const LONGEST_LOOK = 5_000;
const LONGEST_TEXT = 1_000;

const NAMES = ['cursor', 'limit', 'reviewId', 'from', 'to', 'actor', 'types', 'text'] as const;

const refuse = (name: string, expected: string): never => {
  throw new RequestError(400, 'query-invalid', `${name}: ${expected} was expected.`);
};

function readTexts(given: URLSearchParams, others: readonly string[] = []) {
  for (const [name, value] of given) {
    if (others.includes(name)) continue;
    if (!(NAMES as readonly string[]).includes(name)) refuse(name, `one of ${NAMES.join(', ')}`);
    if (!isStorable(value) || value.length > LONGEST_TEXT) refuse(name, `a text of up to ${LONGEST_TEXT} characters`);
  }
}

/**
 * @param others what is read elsewhere
 * @throws {RequestError} where something else was asked than can be answered
 */
export function readScope(url: string, others?: readonly string[]): RecordScope {
  const given = new URL(url).searchParams;
  readTexts(given, others);
  const scope: RecordScope = {};
  for (const name of ['from', 'to'] as const) {
    const value = given.get(name);
    if (value === null) continue;
    if (!isTime(value)) refuse(name, 'a time in ISO 8601 with its offset');
    scope[name] = new Date(value).toISOString();
  }
  const reviewId = given.get('reviewId');
  if (reviewId !== null) scope.reviewId = reviewId;
  return scope;
}

/** @throws {RequestError} where something else was asked than can be answered */
export function readLogQuery(url: string): LogQuery {
  const given = new URL(url).searchParams;
  const query: LogQuery = { ...readScope(url) };
  const limit = given.get('limit');
  if (limit !== null) {
    query.limit = Number(limit);
    if (!/^\d{1,3}$/.test(limit) || query.limit < 1 || query.limit > LONGEST_PAGE) {
      refuse('limit', `a whole number from 1 to ${LONGEST_PAGE}`);
    }
  }
  if (given.has('types')) {
    const types = given.getAll('types');
    if (!types.every((type) => (ENTRY_TYPES as readonly string[]).includes(type))) {
      refuse('types', `one of ${ENTRY_TYPES.join(', ')}`);
    }
    query.types = types as EntryType[];
  }
  for (const name of ['cursor', 'actor', 'text'] as const) {
    const value = given.get(name);
    if (value !== null) query[name] = value;
  }
  return query;
}

/** Every text inside a value, its names left out. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

/** What a search looks through: what was said, what was proposed or decided, and who did it. */
function wordsOf({ by, command, oldValue, newValue, reason }: AuditEntry): string {
  const said = { ...command } as Record<string, unknown>;
  delete said.type;
  // Every case of one policy says the same there.
  delete said.policy;
  return textsIn([by.name, said, oldValue, newValue, reason]).join('\n').toLowerCase();
}

/** Whether an entry, as it is shown, is among those that are asked for. */
function isAskedFor({ at, by, type }: AuditEntry, { from, to, actor, types }: LogQuery): boolean {
  const time = Date.parse(at);
  return (
    (from === undefined || time >= Date.parse(from)) &&
    (to === undefined || time < Date.parse(to)) &&
    (actor === undefined || by.id === actor) &&
    (!types || types.includes(type))
  );
}

type FoundRow = Omit<LineRow, 'line'> & {
  line: string | null;
  position: string;
  body: Review;
  reopened_at: number;
  is_case: boolean;
};

/** Entries of all reviews, newest first, as one reader may see them. */
export async function listLog(database: Database, query: LogQuery, sight: Sight): Promise<Page<RecordedEntry>> {
  const { reader } = sight;
  const { cursor, limit = PAGE, reviewId, from, to, actor, types } = query;
  if (cursor !== undefined && !/^[1-9]\d{0,17}$/.test(cursor)) {
    throw new CursorError('The cursor does not belong to this log. Load the newest entries again.');
  }
  const text = query.text?.trim() ?? '';
  // What comes later is no part of this answer: it may be kept from the reader without being known to be.
  const newest = await lastPosition(database);
  const partly = await findPartlyShown(database, sight, reviewId);
  const { values, place } = createParameters();
  const filters = ['true'];
  if (from !== undefined) filters.push(`entries.at >= ${place(from)}::timestamptz`);
  if (to !== undefined) filters.push(`entries.at < ${place(to)}::timestamptz`);
  if (actor !== undefined) filters.push(`entries.actor_id = ${place(actor)}`);
  if (types) filters.push(`entries.type = any(${place(types)}::text[])`);
  const scope = [`entries.position <= ${place(newest)}::bigint`];
  if (reviewId !== undefined) scope.push(`entries.review_id = ${place(reviewId)}`);
  if (!readsChecks(reader)) scope.push(isThereFor('entries.review_id', place(reader.id)));
  // Of these reviews only what is shown is asked: a filter that finds who or when tells what is kept from the reader.
  const isPartly = `entries.review_id = any(${place([...partly.keys()])}::text[])`;

  let total: number | undefined;
  if (text === '') {
    const [counted] = await database.query<{ total: number }>(
      `select count(*)::float8 as total from audit_entries as entries
       where ${[...scope, ...filters].join(' and ')} and not ${isPartly}`,
      values,
    );
    const shown = [...partly.values()].flatMap(({ entries }) => entries);
    total =
      (counted?.total ?? 0) +
      shown.filter(({ entry, position }) => position <= Number(newest) && isAskedFor(entry, query)).length;
  }

  const words = text.toLowerCase();
  const inCase = `position(lower(${place(text)}) in lower(reviews.title || ' ' || coalesce(reviews.reference, ''))) > 0`;
  const size = place(text === '' ? limit + 1 : LOOK);
  // The last parameter: the only one that another look changes.
  const after = place(null);
  const items: RecordedEntry[] = [];
  let position = cursor ?? null;
  for (let seen = 0; ; ) {
    const rows = await database.query<FoundRow>(
      `select found.position::text as position, ${LINE_COLUMNS}, reviews.body, ${inCase} as is_case,
         ${reopenedAt('found.review_id')} as reopened_at
       from (select position, review_id, seq from audit_entries as entries
             where ${scope.join(' and ')} and (${isPartly} or (${filters.join(' and ')})) and (${after}::bigint is null or position < ${after}::bigint)
             order by position desc limit ${size}::int) as found
       left join audit_lines as lines on lines.review_id = found.review_id and lines.seq = found.seq
       join reviews on reviews.id = found.review_id
       order by found.position desc`,
      [...values.slice(0, -1), position],
    );
    for (const row of rows) {
      // One more than is asked for says that there is a next page.
      if (items.length === limit) return page(items, total, position);
      position = row.position;
      seen += 1;
      // Somebody has taken its line away.
      if (row.line === null) continue;
      const part = partly.get(row.review_id);
      const shown = shownEntry(readLine({ ...row, line: row.line }), row.body, sight, row.reopened_at, part?.from);
      // What was public a moment ago may be kept back by now.
      if ((part || !shown.proof) && !isAskedFor(shown, query)) continue;
      // Only what this reader is shown is searched: a search that finds a word tells that it is there.
      if (text === '' || row.is_case || wordsOf(shown).includes(words)) items.push(shown);
    }
    const isEnd = rows.length < (text === '' ? limit + 1 : LOOK);
    if (isEnd) return page(items, total, null);
    if (seen >= LONGEST_LOOK) return page(items, total, position);
  }
}

const page = (items: readonly RecordedEntry[], total: number | undefined, next: string | null) => ({
  items,
  ...(total !== undefined && { total }),
  ...(next !== null && { next }),
});
