import {
  ASSIGNED_FILTERS,
  type AssignedFilter,
  REVIEW_ORDERS,
  REVIEW_STATUSES,
  type ReviewOrder,
  type ReviewQuery,
  type ReviewStatus,
  RISKS,
  type Risk,
} from 'countersign/core';
import type { Context } from 'hono';
import { isStorable } from './database.js';
import { JsonError, parseStrictly } from './json-input.js';
import { RequestError } from './request-error.js';
import { LONGEST_PAGE } from './review-query.js';

const LONGEST_KEY = 200;

/** @throws {RequestError} where the body is not JSON, or does not say that it is */
export async function readJson(context: Context): Promise<unknown> {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) {
    throw new RequestError(415, 'not-json', 'The body must be sent as application/json.');
  }
  try {
    return parseStrictly(await context.req.text());
  } catch (error) {
    if (error instanceof JsonError) throw new RequestError(400, 'json-invalid', error.message);
    throw error;
  }
}

/** Whether a text is a time, with a day and an hour. */
export function isTime(text: unknown): boolean {
  return typeof text === 'string' && text.includes('T') && Number.isFinite(Date.parse(text));
}

/** @throws {RequestError} where there is none, or a very long one */
export function readIdempotencyKey(context: Context): string {
  const key = context.req.header('idempotency-key') ?? '';
  if (key === '' || key.length > LONGEST_KEY) {
    throw new RequestError(
      400,
      'idempotency-key-missing',
      'A command needs an Idempotency-Key of 1 to 200 characters.',
    );
  }
  return key;
}

function oneOf<T extends string>(name: string, values: readonly string[], options: readonly T[]): T[] {
  const wrong = values.find((value) => !options.includes(value as T));
  if (wrong !== undefined) {
    throw new RequestError(400, 'query-invalid', `${name}: one of ${options.join(', ')} was expected.`);
  }
  return values as T[];
}

/** @throws {RequestError} where something else was asked than can be answered */
export function readQuery(url: string): ReviewQuery {
  const given = new URL(url).searchParams;
  const query: ReviewQuery = {};
  for (const [name, value] of given) {
    if (!isStorable(value)) throw new RequestError(400, 'query-invalid', `${name}: a text without NUL was expected.`);
  }
  const limit = given.get('limit');
  if (limit !== null) {
    query.limit = Number(limit);
    if (!/^\d{1,3}$/.test(limit) || query.limit < 1 || query.limit > LONGEST_PAGE) {
      throw new RequestError(400, 'query-invalid', `limit: a whole number from 1 to ${LONGEST_PAGE} was expected.`);
    }
  }
  const order = given.get('order');
  if (order !== null) query.order = oneOf<ReviewOrder>('order', [order], REVIEW_ORDERS)[0];
  if (given.has('status')) query.status = oneOf<ReviewStatus>('status', given.getAll('status'), REVIEW_STATUSES);
  if (given.has('risk')) query.risk = oneOf<Risk>('risk', given.getAll('risk'), RISKS);
  const skipped = given.get('skipped');
  if (skipped !== null) query.skipped = oneOf('skipped', [skipped], ['true', 'false'])[0] === 'true';
  const assigned = given.get('assigned');
  if (assigned !== null) query.assigned = oneOf<AssignedFilter>('assigned', [assigned], ASSIGNED_FILTERS)[0];
  for (const name of ['cursor', 'kind', 'text'] as const) {
    const value = given.get(name);
    if (value !== null) query[name] = value;
  }
  return query;
}
