import { createHmac, randomBytes } from 'node:crypto';
import {
  applyCommand,
  batchRuleProblem,
  isHandedOn,
  isVerdict,
  type Json,
  type MachineActor,
  type Review,
  type Reviewer,
  type ReviewOrder,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { mayDecide } from './policy.js';
import { orderFor } from './review-orders.js';
import type { Change } from './review-rows.js';
import { VERDICT_ENTRIES } from './verdict-entries.js';

const DAY = 86_400_000;
const WEEK = 7 * DAY;
/** Checks that come to whoever decides enough in seven days, whatever the share says (B-14). */
const LEAST_A_WEEK = 5;
/** Between so many own decisions for each of them one comes: sixty a week are enough for all five. */
const SPREAD = { from: 8, to: 12, chance: 0.25 } as const;
/** Checks that one person may have before them at a time. */
const MOST_WAITING = 2;
/** How long after it was drawn a check comes, in milliseconds: not with the claim that drew it. */
const DELAY = { least: 30_000, most: 300_000 } as const;

/** Of advisory locks: one person's draws follow each other. */
const LOCK_DRAWS = 7_310;

const KEEPER: MachineActor = { kind: 'system', id: 'checks', name: 'Check cases' };
const IS_OVER = 'This was a check case: its answer was known, and nothing follows from what was decided.';
const IS_UNFIT = 'This was a check case that nobody was asked: with what the model proposes now it would be none.';

/** A check as the server keeps it. */
export interface Check {
  reviewId: string;
  personId: string;
  truth: Json;
  isShown: boolean;
  endedAt?: Date;
}

interface CheckRow {
  review_id: string;
  person_id: string;
  truth: Json;
  shown_at: Date | null;
  ended_at: Date | null;
}

/** What a review is a check of; nothing where it is an ordinary case. */
export async function checkOf(on: Queryable, reviewId: string): Promise<Check | undefined> {
  const [row] = await on.query<CheckRow>(
    'select review_id, person_id, truth, shown_at, ended_at from checks where review_id = $1',
    [reviewId],
  );
  return (
    row && {
      reviewId: row.review_id,
      personId: row.person_id,
      truth: row.truth,
      isShown: row.shown_at !== null,
      ...(row.ended_at && { endedAt: row.ended_at }),
    }
  );
}

/**
 * Whether a review is there for a person: an ordinary case, or a check of their own that has come to them.
 *
 * @param reviewId a column of the statement
 * @param personId the place of a parameter
 */
export const isThereFor = (reviewId: string, personId: string): string => `not exists (
  select from checks where checks.review_id = ${reviewId}
    and (checks.person_id <> ${personId} or checks.shown_at is null)
)`;

/** The same of a check that was read. */
export function isOpenTo(check: Check | undefined, { id }: Pick<Reviewer, 'id'>): boolean {
  return !check || (check.personId === id && check.isShown);
}

/** Whether somebody reads the record of checks: the audit role, unless they may be asked one themselves (B-26). */
export function readsChecks({ roles }: Reviewer): boolean {
  return roles.includes('auditor') && !mayDecide(roles);
}

/** Which of some reviews are checks. */
export async function checksAmong(on: Queryable, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await on.query<{ review_id: string }>('select review_id from checks where review_id = any($1::text[])', [
    ids,
  ]);
  return new Set(rows.map(({ review_id }) => review_id));
}

/* The draws ------------------------------------------------------------------------------------------------------- */

/** The secret of this installation: draws are always the same, and nobody reckons them out beforehand. */
export async function checkSecret(tx: Queryable): Promise<string> {
  const read = () => tx.query<{ value: string }>(`select value from settings where name = 'check-secret'`);
  const [known] = await read();
  if (known) return known.value;
  await tx.query(`insert into settings (name, value) values ('check-secret', $1::json) on conflict (name) do nothing`, [
    JSON.stringify(randomBytes(32).toString('hex')),
  ]);
  const [made] = await read();
  return made?.value ?? '';
}

/** A number from 0 to below 1, always the same for the same words. */
export function draw(key: string, ...words: readonly string[]): number {
  return createHmac('sha256', key).update(words.join('\n')).digest().readUInt32BE(0) / 2 ** 32;
}

/** Whether another check is due for somebody who has decided so many cases in a week and was drawn so many checks. */
export function isTopUpDue(decided: number, drawn: number, chance: number): boolean {
  if (drawn >= LEAST_A_WEEK) return false;
  const next = drawn + 1;
  return decided >= SPREAD.to * next || (decided >= SPREAD.from * next && chance < SPREAD.chance);
}

/**
 * Draws, with a claim of an ordinary case, whether a check comes to its person: with the share of the case's own policy, and up to
 * five a week. While two wait, none is drawn; the same case never draws twice.
 *
 * @param options whose claim it is, whether they are new, the order in which they work, and the time in milliseconds since 1970
 */
export async function drawCheck(
  tx: Queryable,
  review: Review,
  { personId, isNew, order, now }: { personId: string; isNew: boolean; order: ReviewOrder; now: number },
): Promise<void> {
  const share = review.policy.seededChecks ?? 0;
  if (share <= 0) return;
  // Two claims of one person at a time would each count what was drawn before the other.
  await tx.query('select pg_advisory_xact_lock($1, hashtext($2))', [LOCK_DRAWS, personId]);
  const since = new Date(now - WEEK).toISOString();
  const [known] = await tx.query<{ week: number; waiting: number; has_drawn: boolean | null }>(
    `select (count(*) filter (where comes_at > $2::timestamptz))::int as week,
       (count(*) filter (where comes_at is not null and ended_at is null))::int as waiting,
       bool_or(drawn_by = $3) as has_drawn
     from checks where person_id = $1`,
    [personId, since, review.id],
  );
  const [given] = await tx.query<{ count: number }>(
    `select count(*)::int as count from audit_entries join real_reviews on real_reviews.id = audit_entries.review_id
     where actor_id = $1 and type = any($2::text[]) and at > $3::timestamptz`,
    [personId, VERDICT_ENTRIES, since],
  );
  const key = await checkSecret(tx);
  const isDrawn = draw(key, 'share', personId, review.id) < share;
  const isDue = isTopUpDue(given?.count ?? 0, known?.week ?? 0, draw(key, 'top-up', personId, review.id));
  if (known?.has_drawn || (known?.waiting ?? 0) >= MOST_WAITING || !(isDrawn || isDue)) return;
  const wait = DELAY.least + draw(key, 'delay', personId, review.id) * (DELAY.most - DELAY.least);
  // The one that stands next in their order, or before it where that is far: a check that its person never gets to is none.
  const { key: column, direction } = orderFor(order, { isNew });
  const isAfter = direction === 'asc' ? '>' : '<';
  await tx.query(
    `with near as (select id, ${column} as place from reviews where id = $2),
     ready as (
       select reviews.id, reviews.${column} as place,
         (reviews.${column} ${isAfter} near.place or (reviews.${column} = near.place and reviews.id > near.id)) as is_after,
         (select count(*) from real_reviews as between_them
          where between_them.state = 'pending.open'
            and (between_them.${column} ${isAfter} near.place
              or (between_them.${column} = near.place and between_them.id > near.id))
            and (reviews.${column} ${isAfter} between_them.${column}
              or (reviews.${column} = between_them.${column} and reviews.id > between_them.id))) as gap
       from near, checks join reviews on reviews.id = checks.review_id
       where checks.person_id = $1 and checks.comes_at is null and checks.ended_at is null
         and reviews.state = 'pending.open'
     )
     update checks set comes_at = $3, drawn_by = $2 where comes_at is null and review_id = (
       select checks.review_id from ready join checks on checks.review_id = ready.id
       where checks.comes_at is null and checks.ended_at is null
       order by case when is_after and gap <= $4 then 0 when is_after then 2 else 1 end, place ${direction}, id
       limit 1 for update of checks skip locked
     )`,
    [personId, review.id, new Date(now + wait).toISOString(), SPREAD.to],
  );
}

/** Lets checks come whose time it is; how many did. */
export async function showChecks(on: Queryable, now: number): Promise<number> {
  const rows = await on.query(
    'update checks set shown_at = $1 where comes_at <= $1::timestamptz and shown_at is null and ended_at is null returning review_id',
    [new Date(now).toISOString()],
  );
  return rows.length;
}

/* Ending ---------------------------------------------------------------------------------------------------------- */

/** The command that takes a check out of the way; nothing where the chart has none for it any more. */
function withdrawn(review: Review, at: string, reason: string): Change | undefined {
  const result = applyCommand(review, { type: 'withdraw', reason }, { by: KEEPER, at });
  return result.outcome === 'accepted' ? result : undefined;
}

export async function endCheck(tx: Queryable, reviewId: string, at: string): Promise<void> {
  await tx.query('update checks set ended_at = $2 where review_id = $1 and ended_at is null', [reviewId, at]);
}

/**
 * What follows from a command of the person whose check it is: a verdict is marked as one on a check, and whatever would bring the
 * case before somebody else ends it instead.
 */
export async function followCheck(tx: Queryable, { review, entry }: Change): Promise<Change[]> {
  const { command } = entry;
  const isDecided = isVerdict(command.type);
  if (!isDecided && !isHandedOn(command, entry.by)) return [{ review, entry }];
  await endCheck(tx, review.id, entry.at);
  const marked = entry.exposure ? { ...entry, exposure: { ...entry.exposure, seeded: true as const } } : entry;
  const end =
    review.status === 'pending' || review.status === 'reviewing' ? withdrawn(review, entry.at, IS_OVER) : undefined;
  return [{ review, entry: marked }, ...(end ? [end] : [])];
}

/** States in which a value takes effect without a person. */
const ALONE: readonly string[] = ['pending.monitored', 'closed.automated'];

/**
 * Where a check goes that is sent anew: to people, as before, or out of the way. Nothing that a model proposes of a check takes
 * effect by itself, and none is approved together with others: each of them would name it.
 *
 * @param before the check as it was
 * @param sent what the policy makes of it
 */
export async function sendCheck(tx: Queryable, before: Review, sent: Change): Promise<Change | undefined> {
  const isBatchable = batchRuleProblem(sent.review) === undefined;
  if (!ALONE.includes(sent.review.state) && !isBatchable) return sent;
  const end = withdrawn(before, sent.entry.at, IS_UNFIT);
  if (!end) return undefined;
  await endCheck(tx, before.id, sent.entry.at);
  // Nobody has had it: it goes from its person’s list as a case does that others see to.
  await tx.query('update checks set shown_at = null where review_id = $1', [before.id]);
  return end;
}
