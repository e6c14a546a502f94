import {
  coversModel,
  hasSkipped,
  holdsOf,
  type RenewResult,
  type Review,
  type Reviewer,
  type ReviewQuery,
  whyNot,
} from 'countersign/core';
import { authorityOf } from './authority.js';
import { checkOf, isOpenTo, isThereFor } from './checks.js';
import { type CommandOptions, lapsed, runCommand, writeChanges } from './commands.js';
import type { Database, Queryable } from './database.js';
import { setLeases } from './leases.js';
import { lockReview, told } from './moment.js';
import { orderFor } from './review-orders.js';
import { createParameters, filtersOf } from './review-query.js';
import { heedStops } from './stop-lock.js';
import { currentStops } from './stops.js';

/** What somebody asks the next case by. */
export type NextQuery = Pick<ReviewQuery, 'order' | 'risk' | 'kind'>;

/** How many cases are looked at together, at first and at most. */
const FIRST_LOOK = 8;
const LARGEST_LOOK = 128;

/** Where the next case is looked for: among what is assigned to this person first, and never among what is assigned to others. */
const LOOKS = [
  ['skip locked', 'me'],
  ['skip locked', 'nobody'],
  ['', 'me'],
  ['', 'nobody'],
] as const;

/** Gives up one claim whose time has run out. A review that is being worked on at this moment is left to who does. */
export async function lapseReview(tx: Queryable, id: string, { clock }: CommandOptions): Promise<boolean> {
  const found = await lockReview(tx, id, 'skip locked');
  const change = found && (await lapsed(tx, found.review, found.moment, clock()));
  if (change) await writeChanges(tx, [change]);
  return change !== undefined;
}

/** Gives up every claim whose time has run out; how many there were. */
export async function lapseClaims(database: Database, options: CommandOptions): Promise<number> {
  const due = await database.query<{ review_id: string }>(
    'select review_id from leases where until <= $1 order by until',
    [new Date(options.clock()).toISOString()],
  );
  let count = 0;
  for (const { review_id } of due) {
    if (await database.transaction((tx) => lapseReview(tx, review_id, options))) count++;
  }
  return count;
}

/** Moves the end of a claim's lease, for whoever has the claim and its token. Nothing where there is no such review. */
export async function renewClaim(
  tx: Queryable,
  id: string,
  fence: number,
  sender: Reviewer,
  { canDecide, sightOf, clock, lease }: CommandOptions,
): Promise<{ result: RenewResult; isChanged: boolean } | undefined> {
  const found = await lockReview(tx, id);
  if (!found || !isOpenTo(await checkOf(tx, id), sender)) return undefined;
  const by = await authorityOf(tx, sender);
  const now = clock();
  const over = await lapsed(tx, found.review, found.moment, now);
  if (over) await writeChanges(tx, [over]);
  const review = over?.review ?? found.review;
  const { claim } = review;
  const isMine = claim?.by.id === by.id && claim.fence === fence;
  // Whoever may not decide any more keeps nobody else from it: their lease runs out.
  if (isMine && canDecide({ kind: 'person', ...by }, review) === true) {
    const until = new Date(now + lease).toISOString();
    await setLeases(tx, [{ reviewId: id, until }]);
    return { result: { outcome: 'renewed', until }, isChanged: false };
  }
  const shown = (await sightOf(tx, by)).review(told(review, found.moment, by, now));
  return { result: { outcome: 'claim-lost', review: shown }, isChanged: over !== undefined };
}

/**
 * Claims the first case of an order that this person may have: who may is the chart's to say. Cases that somebody else is
 * claiming at this moment are passed over; only where no other is left are they waited for, so that "nothing" is true.
 */
export async function claimNext(
  tx: Queryable,
  query: NextQuery,
  holder: string | undefined,
  sender: Reviewer,
  options: CommandOptions,
): Promise<Review | undefined> {
  await heedStops(tx);
  const known = await currentStops(tx);
  const stops = known.flatMap(({ stop, end }) => (end ? [] : [stop]));
  const ended = new Set(known.flatMap(({ stop, end }) => (end ? [stop.id] : [])));
  const by = await authorityOf(tx, sender);
  const { isNew } = await options.sightOf(tx, by);
  const context = { by: { kind: 'person', ...by }, at: new Date(options.clock()).toISOString() } as const;
  for (const [others, assigned] of LOOKS) {
    const seen: string[] = [];
    for (let size = FIRST_LOOK; ; size = Math.min(size * 2, LARGEST_LOOK)) {
      const rows = await openCases(tx, { ...query, assigned }, { seen, size, person: by.id, isNew });
      seen.push(...rows.map(({ id }) => id));
      const mine = rows.filter(
        ({ body }) =>
          !hasSkipped(body, by) &&
          !stops.some((stop) => coversModel(stop, body.proposal.model)) &&
          whyNot(afterStops(body, ended), 'claim', { ...context, canDecide: options.canDecide }) === undefined,
      );
      for (const ids = mine.map(({ id }) => id); ids.length > 0; ) {
        // Whoever waits has no case yet, or people who pass over each other's would wait for one another in a circle. So
        // one case is waited for at a time, since one that is passed over inside a statement stays locked; and one that is
        // refused is let go.
        const asked = others === '' ? ids.slice(0, 1) : ids;
        await tx.query('savepoint candidate');
        const [row] = await tx.query<{ id: string }>(
          `select id from reviews where id = any($1::text[]) and status = 'pending'
           order by array_position($1::text[], id) limit 1 for update ${others}`,
          [asked],
        );
        if (row) {
          const command = { type: 'claim', ...(holder !== undefined && { holder }) } as const;
          const answer = await runCommand(tx, row.id, { command }, sender, {
            ...options,
            ...(query.order && { order: query.order }),
          });
          if (answer?.result.outcome === 'accepted') return answer.result.review;
        }
        await tx.query('rollback to savepoint candidate');
        // Where there is a row, it was free, and was stopped or signed between the look and the lock.
        ids.splice(0, row ? ids.indexOf(row.id) + 1 : asked.length);
      }
      if (rows.length < size) break;
    }
  }
  return undefined;
}

/** A case as it is once it has followed the stops that are over, which a claim has it do first. */
function afterStops(review: Review, ended: ReadonlySet<string>): Review {
  const [hold, ...others] = holdsOf(review).filter(({ stop }) => stop === undefined || !ended.has(stop));
  const { hold: _hold, alsoHeld: _alsoHeld, ...free } = review;
  return { ...free, ...(hold && { hold }), ...(others.length > 0 && { alsoHeld: others }) };
}

/** What takes effect by itself is nobody's next case: whoever means to step in opens it. */
const IN_THE_LOOP = `state <> 'pending.monitored'`;

/** Cases that wait for a person, in their order, without a lock. */
function openCases(
  tx: Queryable,
  query: NextQuery & Pick<ReviewQuery, 'assigned'>,
  { seen, size, person, isNew }: { seen: readonly string[]; size: number; person: string; isNew: boolean },
) {
  const { values, place } = createParameters();
  const { key, direction } = orderFor(query.order ?? 'oldest', { isNew });
  const filters = [
    ...filtersOf({ ...query, status: ['pending'] }, place, person),
    `id <> all(${place(seen)}::text[])`,
    isThereFor('reviews.id', place(person)),
    IN_THE_LOOP,
  ];
  return tx.query<{ id: string; body: Review }>(
    `select id, body from reviews where ${filters.join(' and ')} order by ${key} ${direction}, id limit ${place(size)}`,
    values,
  );
}
