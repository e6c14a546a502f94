import {
  type Actor,
  applyCommand,
  type Command,
  commandsIn,
  coversModel,
  holdCommandOf,
  holdsOf,
  isUnderWay,
  type Review,
  rolesFor,
  type Stop,
  type StopEnd,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { UNDELIVERED } from './effects.js';
import type { Change } from './review-rows.js';
import { routeWaiting } from './unrouted.js';

/** A stop, with its end where it has one. */
export interface KnownStop {
  stop: Stop;
  end?: StopEnd;
}

interface StopRow {
  body: Stop;
  end_body: StopEnd | null;
}

const knownFrom = ({ body, end_body }: StopRow): KnownStop => ({ stop: body, ...(end_body && { end: end_body }) });

/** Stops that some review may not have followed yet: in force, or ended while some of their holds are left. Oldest first. */
export async function currentStops(on: Queryable): Promise<KnownStop[]> {
  const rows = await on.query<StopRow>('select body, end_body from stops where not is_lifted order by at, id');
  return rows.map(knownFrom);
}

/** One stop, locked to the end of the transaction. */
export async function lockStop(tx: Queryable, id: string): Promise<KnownStop | undefined> {
  const [row] = await tx.query<StopRow>('select body, end_body from stops where id = $1 for update', [id]);
  return row && knownFrom(row);
}

/** Those in force, with how many reviews have each on record. */
export async function stopsInForce(on: Queryable): Promise<Stop[]> {
  const rows = await on.query<{ body: Stop; held: number }>(
    `select body, (select count(*) from stop_holds join real_reviews on real_reviews.id = stop_holds.review_id
       where stop_id = stops.id)::int as held
     from stops where end_body is null order by at, id`,
  );
  return rows.map(({ body, held }) => ({ ...body, held }));
}

/** Whether a review has something that a stop holds back: work of people, or an effect that has not arrived. */
export const IS_COMING = `(reviews.status in ('pending', 'reviewing') or exists (
  select from effects where effects.review_id = reviews.id and effects.status in ${UNDELIVERED}
))`;

async function isComing(tx: Queryable, review: Review): Promise<boolean> {
  // What is closed for good takes no hold: its effects are held back by the stop itself.
  if (!commandsIn(review.state).includes('hold')) return false;
  if (isUnderWay(review)) return true;
  const [row] = await tx.query(`select id from effects where review_id = $1 and status in ${UNDELIVERED} limit 1`, [
    review.id,
  ]);
  return row !== undefined;
}

/** What of the stops a review has not followed: holds that are missing, then those that are over. */
async function due(tx: Queryable, review: Review, stops: readonly KnownStop[]) {
  const held = new Set(holdsOf(review).flatMap(({ stop }) => (stop === undefined ? [] : [stop])));
  const missing = stops.filter(
    ({ stop, end }) => !end && !held.has(stop.id) && coversModel(stop, review.proposal.model),
  );
  const over = stops.filter(({ stop, end }) => end && held.has(stop.id));
  const isHeldBack = missing.length > 0 && (await isComing(tx, review));
  return [
    ...(isHeldBack ? missing : []).map(({ stop }) => ({
      command: holdCommandOf(stop, review) as Command,
      by: stop.by,
    })),
    ...over.map(({ stop, end }) => ({
      command: { type: 'resume', reason: end?.reason, stop: stop.id } as Command,
      by: end?.by as Actor,
    })),
  ];
}

/** Whether a review that was read says something else than the stops do. */
export async function isBehind(on: Queryable, review: Review): Promise<boolean> {
  return (await due(on, review, await currentStops(on))).length > 0;
}

/**
 * What brings a locked review in line with the stops: a stop holds from the moment it is in the table, and each review
 * gets the entry that says so before anything else happens to it.
 *
 * @param at the time of the entries, ISO 8601
 * @param options the stops, where they have been read already; whether the review is known not to wait for its route
 */
export async function followStops(
  tx: Queryable,
  given: Review,
  at: string,
  { stops, isRouted = false }: { stops?: readonly KnownStop[]; isRouted?: boolean } = {},
): Promise<Change[]> {
  const changes: Change[] = [];
  let review = given;
  for (const { command, by } of await due(tx, review, stops ?? (await currentStops(tx)))) {
    const result = applyCommand(review, command, { by, at });
    // Who may end a stop was asked of every review that it holds.
    if (result.outcome !== 'accepted') throw new Error(`${review.id} did not follow a stop: ${result.outcome}.`);
    changes.push(result);
    review = result.review;
  }
  const routed = changes.length > 0 && !isRouted ? await routeWaiting(tx, review, at) : undefined;
  return routed ? [...changes, routed] : changes;
}

/** Keeps which reviews each stop holds, so that nobody has to read them all to lift them. */
export async function noteStopHolds(tx: Queryable, changes: readonly Change[]): Promise<void> {
  const newest = new Map(changes.map(({ review }) => [review.id, review]));
  const touched = changes.filter(({ entry: { command } }) => {
    const isStops = (command.type === 'hold' || command.type === 'resume') && command.stop !== undefined;
    return isStops || command.type === 'withdraw';
  });
  const ids = [...new Set(touched.map(({ review }) => review.id))];
  if (ids.length === 0) return;
  await tx.query('delete from stop_holds where review_id = any($1::text[])', [ids]);
  const rows = ids.flatMap((id) => {
    const review = newest.get(id) as Review;
    const roles = rolesFor(review.policy, 'resume');
    return holdsOf(review).flatMap(({ stop }) => (stop === undefined ? [] : [[stop, id, roles]]));
  });
  await tx.query(
    `insert into stop_holds (stop_id, review_id, resume_roles)
     select item ->> 0, item ->> 1, item -> 2 from json_array_elements($1::json) as item on conflict do nothing`,
    [JSON.stringify(rows)],
  );
}
