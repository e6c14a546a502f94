import { isDeepStrictEqual } from 'node:util';
import type { CheckOutcome, Decision, Json, Review, Reviewer } from 'countersign/core';
import { Hono } from 'hono';
import { becauseOf, fitsTruth } from '../model/check.js';
import { CHECKED_KIND } from './check-source.js';
import { type Check, checkOf, isOpenTo } from './checks.js';
import type { Database } from './database.js';
import { readReview } from './moment.js';
import { unknownReview } from './request-error.js';
import type { Env } from './sign-in.js';

/** What somebody is told of a check of theirs, with the case that it was. */
export interface OwnCheck {
  reviewId: string;
  title: string;
  reference?: string;
  /** How its values read. */
  schema?: Review['proposal']['schema'];
  /** ISO 8601. */
  decidedAt: string;
  outcome: CheckOutcome;
}

/** The decision of one person on a case; nothing where they have given none. */
export function decisionBy({ signatures, decision }: Review, personId: string): Decision | undefined {
  return signatures.findLast(({ by }) => by.id === personId) ?? (decision?.by.id === personId ? decision : undefined);
}

/** What a decision said of the case; nothing where it put no value into effect. */
export function valueDecided({ verdict, value }: Decision): Json | undefined {
  return verdict.type === 'approve' || verdict.type === 'override' ? value : undefined;
}

/** Whether a value turned out right. */
export function turnedOut({ kind }: Pick<Review['proposal'], 'kind'>, truth: Json, value: Json): boolean {
  return kind === CHECKED_KIND ? fitsTruth(truth, value) : isDeepStrictEqual(truth, value);
}

function outcomeOf(review: Review, { truth, personId }: Pick<Check, 'truth' | 'personId'>): CheckOutcome | undefined {
  const decision = decisionBy(review, personId);
  if (!decision) return undefined;
  const decided = valueDecided(decision);
  const isRight = decided !== undefined && turnedOut(review.proposal, truth, decided);
  return {
    // Of several right values, such as a credit with conditions or without, theirs is the one that is told.
    truth: isRight ? decided : truth,
    proposed: review.proposal.value,
    ...(decided !== undefined && { decided }),
    isRight,
    ...(review.proposal.kind === CHECKED_KIND && { because: becauseOf(review.proposal, truth) }),
  };
}

/** What a check of a person was, once they have decided it; nothing of any other case. */
export async function checkOutcome(
  database: Database,
  reviewId: string,
  reader: Reviewer,
): Promise<CheckOutcome | undefined> {
  const check = await checkOf(database, reviewId);
  if (!check?.endedAt || check.personId !== reader.id) return undefined;
  const found = await readReview(database, reviewId);
  return found && outcomeOf(found.review, check);
}

/** Everything that was said to a person of their checks, newest first. */
export async function ownChecks(database: Database, reader: Reviewer): Promise<OwnCheck[]> {
  const rows = await database.query<{ body: Review; truth: Json }>(
    `select reviews.body, checks.truth from checks join reviews on reviews.id = checks.review_id
     where checks.person_id = $1 and checks.ended_at is not null order by checks.ended_at desc, checks.review_id`,
    [reader.id],
  );
  return rows.flatMap(({ body, truth }) => {
    const outcome = outcomeOf(body, { truth, personId: reader.id });
    const decision = decisionBy(body, reader.id);
    const { subject, schema } = body.proposal;
    const { title, reference } = subject;
    if (!outcome || !decision) return [];
    return [
      {
        reviewId: body.id,
        title,
        ...(reference !== undefined && { reference }),
        ...(schema && { schema }),
        decidedAt: decision.at,
        outcome,
      },
    ];
  });
}

/**
 * The routes of a person's own checks below `/api`, as docs/protocol.md describes them. An ordinary case, and a check that is not
 * decided yet, are answered alike.
 */
export function checkRoutes(database: Database): Hono<Env> {
  const routes = new Hono<Env>();

  routes.get('/reviews/:id/check', async (context) => {
    const id = context.req.param('id');
    const person = context.get('person');
    const found = await readReview(database, id);
    if (!found || !isOpenTo(await checkOf(database, id), person)) throw unknownReview(id);
    return context.json({ outcome: (await checkOutcome(database, id, person)) ?? null });
  });

  routes.get('/checks/own', async (context) =>
    context.json({ checks: await ownChecks(database, context.get('person')) }),
  );

  return routes;
}
