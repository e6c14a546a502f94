import { type Json, type KnownOutcome, type OwnOutcome, type Review, type Reviewer, sameJson } from 'countersign/core';
import { Hono } from 'hono';
import { fitsTruth } from '../model/check.js';
import { authorityOf, demandAuthority } from './authority.js';
import { decisionBy, valueOf } from './check-results.js';
import { CHECKED_KIND } from './check-source.js';
import { checkOf, isOpenTo } from './checks.js';
import { type Database, isStorable, type Queryable } from './database.js';
import { isRecord } from './json-input.js';
import { isUndoable, type Moment, readReview } from './moment.js';
import { mayKeepRecords } from './policy.js';
import { RequestError, unknownReview } from './request-error.js';
import { isTime, readJson } from './request-input.js';
import type { Env } from './sign-in.js';

const LONGEST_SOURCE = 200;

/** The newest outcome of each case, as a part of a statement. */
export const NEWEST_OUTCOMES = `(select distinct on (review_id) review_id, value, known_at, source
  from outcomes order by review_id, position desc)`;

/** Whether a value turned out right. */
export function turnedOut({ kind }: Pick<Review['proposal'], 'kind'>, outcome: Json, value: Json): boolean {
  return kind === CHECKED_KIND ? fitsTruth(outcome, value) : sameJson(outcome, value);
}

/** @throws {RequestError} for what is no outcome */
function readOutcome(body: unknown, proposal: Review['proposal'], now: number): KnownOutcome {
  const refuse = (message: string): never => {
    throw new RequestError(400, 'outcome-invalid', message);
  };
  if (!isRecord(body)) return refuse('An outcome is a record with "value", "knownAt" and "source".');
  const { value, knownAt, source } = body;
  if (value === undefined) refuse('"value" is missing: what would have been right, as a proposal of this case says it.');
  const issues = proposal.schema ? valueIssuesOf(proposal, value as Json) : [];
  if (issues.length > 0) refuse(`"value" is none that this case can have: ${issues.join(', ')}.`);
  if (!isTime(knownAt)) refuse('"knownAt" is a time in ISO 8601 with its offset.');
  if (Date.parse(knownAt as string) > now) refuse('"knownAt" lies ahead: nobody knows yet what will be.');
  const isSource = typeof source === 'string' && source.trim() !== '' && source.length <= LONGEST_SOURCE;
  if (!isSource || !isStorable(source)) {
    refuse(`"source" says in up to ${LONGEST_SOURCE} characters where the outcome comes from.`);
  }
  return { value: value as Json, knownAt: new Date(knownAt as string).toISOString(), source: source as string };
}
