import {
  type Page,
  REVIEW_ORDERS,
  type Review,
  type ReviewOrder,
  type ReviewQuery,
  type ReviewSummary,
} from 'countersign/core';
import { isThereFor } from './checks.js';
import { type Database, isStorable } from './database.js';
import { isDataException } from './database-failures.js';
import { orderFor } from './review-orders.js';
import { searchable } from './review-rows.js';
import type { Sight } from './sight.js';

const PAGE = 50;
export const LONGEST_PAGE = 200;

/** A cursor that this server did not make. */
export class CursorError extends Error {
  override name = 'CursorError';
}

interface Cursor {
  order: ReviewOrder;
  key: string;
  id: string;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.order, cursor.key, cursor.id])).toString('base64url');
}

function foreignCursor(): CursorError {
  return new CursorError('The cursor does not belong to this list. Load the first page again.');
}

function readCursor(text: string, order: ReviewOrder): Cursor {
  try {
    const [kept, key, id] = JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as unknown[];
    const isKey = typeof key === 'string' && /^[-+.:0-9 TZainfty]{1,40}$/.test(key);
    const isId = typeof id === 'string' && isStorable(id);
    if (kept === order && REVIEW_ORDERS.includes(order) && isKey && isId) return { order, key, id };
  } catch {
    // Not one of ours: said below.
  }
  throw foreignCursor();
}

/** Parameters of one statement, and the place where each stands in it. */
export function createParameters() {
  const values: unknown[] = [];
  return { values, place: (value: unknown) => `$${values.push(value)}` };
}

type Place = ReturnType<typeof createParameters>['place'];

/**
 * Conditions on `reviews`, one for each filter that was asked for.
 *
 * @param personId who asks
 */
export function filtersOf(
  query: Pick<ReviewQuery, 'status' | 'risk' | 'kind' | 'text' | 'skipped' | 'assigned'>,
  place: Place,
  personId: string,
): string[] {
  const filters: string[] = [];
  if (query.status) filters.push(`status = any(${place(query.status)}::text[])`);
  if (query.risk) filters.push(`risk = any(${place(query.risk)}::text[])`);
  if (query.kind !== undefined) filters.push(`kind = ${place(query.kind)}`);
  if (query.skipped !== undefined) filters.push(query.skipped ? 'skipped_by > 0' : 'skipped_by = 0');
  if (query.assigned === 'nobody') filters.push('assigned_to is null');
  if (query.assigned === 'me') filters.push(`assigned_to = ${place(personId)}`);
  if (query.assigned === 'others') filters.push(`assigned_to <> ${place(personId)}`);
  const text = query.text?.trim();
  if (text) {
    filters.push(`position(lower(${place(searchable(text))}) in lower(title || ' ' || coalesce(reference, ''))) > 0`);
  }
  return filters;
}

/** One page of the queue, as one reader may see it. */
export async function listReviews(database: Database, query: ReviewQuery, sight: Sight): Promise<Page<ReviewSummary>> {
  const { reader } = sight;
  const order = query.order ?? 'oldest';
  const { key, type, direction } = orderFor(order, sight);
  const limit = query.limit ?? PAGE;
  const { values, place } = createParameters();
  const filters = [...filtersOf(query, place, reader.id), isThereFor('reviews.id', place(reader.id))];
  const where = (more: readonly string[]) => (more.length > 0 ? `where ${more.join(' and ')}` : '');
  const [counted] = await database.query<{ total: string }>(
    `select count(*)::text as total from reviews ${where(filters)}`,
    values,
  );
  const after: string[] = [];
  if (query.cursor !== undefined) {
    const cursor = readCursor(query.cursor, order);
    const last = `${place(cursor.key)}::${type}`;
    const beyond = direction === 'asc' ? '>' : '<';
    after.push(`(${key} ${beyond} ${last} or (${key} = ${last} and id > ${place(cursor.id)}))`);
  }
  const rows = await database
    .query<{ id: string; key: string; body: Review }>(
      `select id, ${key}::text as key, body from reviews ${where([...filters, ...after])}
       order by ${key} ${direction}, id limit ${place(limit + 1)}`,
      values,
    )
    .catch((error: unknown) => {
      // Which texts are a moment or a number is for the database to say, and only the cursor's key is given as one.
      throw query.cursor !== undefined && isDataException(error) ? foreignCursor() : error;
    });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(({ body }) => sight.summary(body)),
    total: Number(counted?.total ?? 0),
    ...(rows.length > limit && last && { next: writeCursor({ order, key: last.key, id: last.id }) }),
  };
}
