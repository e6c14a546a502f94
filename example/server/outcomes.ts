import { isDeepStrictEqual } from 'node:util';
import {
  type Json,
  type KnownOutcome,
  type OwnOutcome,
  type Review,
  type Reviewer,
  valueIssues,
} from 'countersign/core';
import { Hono } from 'hono';
import { demandAuthority } from './authority.js';
import { decisionBy, turnedOut, valueDecided } from './check-results.js';
import { checkOf, isOpenTo } from './checks.js';
import { type Database, isStorable } from './database.js';
import { isRecord } from './json-input.js';
import { isUndoable, lockReview, type Moment, readReview } from './moment.js';
import { mayKeepRecords } from './policy.js';
import { RequestError, unknownReview } from './request-error.js';
import { isTime, readJson } from './request-input.js';
import type { Env } from './sign-in.js';

const LONGEST_SOURCE = 200;

/** The newest outcome of each case, as a part of a statement. */
export const NEWEST_OUTCOMES = `(select distinct on (review_id) review_id, value, known_at, source
  from outcomes order by review_id, position desc)`;

/** @throws {RequestError} for what is no outcome of a case */
function readOutcome(body: unknown, { schema }: Review['proposal'], now: number): KnownOutcome {
  const refuse = (message: string): never => {
    throw new RequestError(400, 'outcome-invalid', message);
  };
  if (!isRecord(body)) return refuse('An outcome is a record with "value", "knownAt" and "source".');
  const { value, knownAt, source } = body;
  const [issue] = valueIssues(value, schema);
  if (issue?.code === 'field-missing') refuse('"value" is missing: what turned out right, as the case itself says it.');
  if (issue)
    refuse(`"value" is none that this case can have (${issue.code}): give one that a person could have decided.`);
  if (typeof knownAt !== 'string' || !isTime(knownAt))
    return refuse('"knownAt" is a time in ISO 8601 with its offset.');
  if (Date.parse(knownAt) > now) refuse('"knownAt" lies ahead: give the time since when it is known.');
  const isSource = typeof source === 'string' && source.trim() !== '' && source.length <= LONGEST_SOURCE;
  if (!isSource || !isStorable(source)) {
    return refuse(`"source" says in 1 to ${LONGEST_SOURCE} characters where it is known from.`);
  }
  return { value: value as Json, knownAt: new Date(knownAt).toISOString(), source };
}

interface OutcomeRow {
  value: Json;
  known_at: Date;
  source: string;
}

const outcomeFrom = ({ value, known_at, source }: OutcomeRow): KnownOutcome => ({
  value,
  knownAt: known_at.toISOString(),
  source,
});

const isDecided = ({ status }: Review) => status === 'approved' || status === 'overridden' || status === 'closed';

/**
 * Whether somebody may hear how a case turned out: once it is over, and they cannot take their own decision back any more. Who
 * knows the end beforehand decides nothing on their own.
 */
function mayHear(review: Review, moment: Moment, { id }: Reviewer, now: number): boolean {
  return isDecided(review) && !(moment.undo?.by === id && isUndoable(moment, now));
}

export interface OutcomeDesk {
  /**
   * Adds what became known of a case; the same once more adds nothing.
   *
   * @throws {RequestError}
   */
  record(reviewId: string, body: unknown, by: Reviewer): Promise<KnownOutcome>;
  /** Nothing as long as it is not known, or not this reader's to hear. @throws {RequestError} where there is no such case */
  of(reviewId: string, reader: Reviewer): Promise<KnownOutcome | undefined>;
  /** The decisions of one person whose outcome is known, newest first. */
  own(reader: Reviewer): Promise<OwnOutcome[]>;
}

export function createOutcomes(database: Database, clock: () => number): OutcomeDesk {
  return {
    record: (reviewId, body, asking) =>
      database.transaction(async (tx) => {
        const by = await demandAuthority(
          tx,
          asking,
          mayKeepRecords,
          'What became of a case is for the records office to say.',
        );
        const found = await lockReview(tx, reviewId);
        if (!found || !isOpenTo(await checkOf(tx, reviewId), by)) throw unknownReview(reviewId);
        const outcome = readOutcome(body, found.review.proposal, clock());
        const [last] = await tx.query<OutcomeRow>(
          'select value, known_at, source from outcomes where review_id = $1 order by position desc limit 1',
          [reviewId],
        );
        if (last && isDeepStrictEqual(outcomeFrom(last), outcome)) return outcome;
        await tx.query(
          `insert into outcomes (review_id, value, known_at, source, recorded_by, recorded_at)
           values ($1, $2::json, $3, $4, $5, $6)`,
          [
            reviewId,
            JSON.stringify(outcome.value),
            outcome.knownAt,
            outcome.source,
            by.id,
            new Date(clock()).toISOString(),
          ],
        );
        return outcome;
      }),

    async of(reviewId, reader) {
      const found = await readReview(database, reviewId);
      if (!found || !isOpenTo(await checkOf(database, reviewId), reader)) throw unknownReview(reviewId);
      if (!mayHear(found.review, found.moment, reader, clock())) return undefined;
      const [row] = await database.query<OutcomeRow>(
        'select value, known_at, source from outcomes where review_id = $1 order by position desc limit 1',
        [reviewId],
      );
      return row && outcomeFrom(row);
    },

    async own(reader) {
      const rows = await database.query<{ body: Review; value: Json; is_check: boolean }>(
        `select reviews.body, coalesce(checks.truth, known.value) as value, checks.review_id is not null as is_check
         from reviews left join checks on checks.review_id = reviews.id
         left join ${NEWEST_OUTCOMES} as known on known.review_id = reviews.id
         where (checks.person_id = $1 and checks.ended_at is not null)
           or (checks.review_id is null and known.review_id is not null
             and reviews.status in ('approved', 'overridden', 'closed')
             and not exists (
               select from undo_windows where undo_windows.review_id = reviews.id
                 and undo_windows.person_id = $1 and undo_windows.until > $2::timestamptz
             ))`,
        [reader.id, new Date(clock()).toISOString()],
      );
      const own = rows.flatMap(({ body, value, is_check }): OwnOutcome[] => {
        const decision = decisionBy(body, reader.id);
        const decided = decision && valueDecided(decision);
        if (!decision || decided === undefined) return [];
        const confidence = decision.judgement?.confidence;
        return [
          {
            reviewId: body.id,
            decidedAt: decision.at,
            ...(confidence !== undefined && { confidence }),
            isRight: turnedOut(
              body.proposal,
              value,
              confidence === undefined ? decided : (decision.judgement?.value ?? decided),
            ),
            ...(is_check && { isCheck: true as const }),
          },
        ];
      });
      return own.sort((a, b) => Date.parse(b.decidedAt) - Date.parse(a.decidedAt));
    },
  };
}

/** The routes of outcomes below `/api`, as docs/protocol.md describes them. */
export function outcomeRoutes(outcomes: OutcomeDesk): Hono<Env> {
  const routes = new Hono<Env>();

  routes.put('/reviews/:id/outcome', async (context) => {
    const body = await readJson(context);
    return context.json({ outcome: await outcomes.record(context.req.param('id'), body, context.get('person')) });
  });

  routes.get('/reviews/:id/outcome', async (context) =>
    context.json({ outcome: (await outcomes.of(context.req.param('id'), context.get('person'))) ?? null }),
  );

  routes.get('/outcomes/own', async (context) => context.json({ outcomes: await outcomes.own(context.get('person')) }));

  return routes;
}
