import { REVIEW_ORDERS, type ReviewOrder, RISKS, type Risk } from 'countersign/core';
import type { NextQuery } from './claims.js';
import { isStorable } from './database.js';
import { isRecord } from './json-input.js';
import { RequestError } from './request-error.js';

const LONGEST_TEXT = 200;

function fieldsOf(body: unknown): { readonly [name: string]: unknown } {
  if (isRecord(body)) return body;
  throw new RequestError(400, 'body-invalid', 'The body must be a record.');
}

function unexpected(name: string, expected: string): RequestError {
  return new RequestError(400, 'body-invalid', `${name}: ${expected} was expected.`);
}

function readText(name: string, value: unknown): string {
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT && isStorable(value)) return value;
  throw unexpected(name, `a text of 1 to ${LONGEST_TEXT} characters`);
}

/**
 * Reads the body of `POST …/claim/renew`: the fencing token.
 *
 * @throws {RequestError} `body-invalid`
 */
export function readFence(body: unknown): number {
  const { fence } = fieldsOf(body);
  if (Number.isInteger(fence)) return fence as number;
  throw unexpected('fence', 'a whole number');
}

/**
 * Reads the body of `POST /reviews/next`.
 *
 * @throws {RequestError} `body-invalid`
 */
export function readNextRequest(body: unknown): { query: NextQuery; holder?: string } {
  const { order, risk, kind, holder } = fieldsOf(body);
  const query: NextQuery = {};
  if (order !== undefined) {
    if (!REVIEW_ORDERS.includes(order as ReviewOrder)) throw unexpected('order', `one of ${REVIEW_ORDERS.join(', ')}`);
    query.order = order as ReviewOrder;
  }
  if (risk !== undefined) {
    const isList = Array.isArray(risk) && risk.length > 0 && risk.every((each) => RISKS.includes(each));
    if (!isList) throw unexpected('risk', `a list of ${RISKS.join(', ')}`);
    query.risk = RISKS.filter((each) => (risk as Risk[]).includes(each));
  }
  if (kind !== undefined) query.kind = readText('kind', kind);
  return { query, ...(holder !== undefined && { holder: readText('holder', holder) }) };
}
