import {
  type AuditEntry,
  applyCommand,
  initialReview,
  type MachineActor,
  type OversightPolicy,
  type Policy,
  type Proposal,
  proposedEntry,
  type Review,
  reviewPolicyOf,
  route,
} from 'countersign/core';
import { checksAmong, sendCheck } from './checks.js';
import { type CommandOptions, nextTime, writeChanges } from './commands.js';
import type { Database, Queryable } from './database.js';
import { lockReview } from './moment.js';
import type { Oversight } from './oversight-policy.js';
import { heedStops } from './stop-lock.js';
import { followStops } from './stops.js';
import { reroute, routerOf } from './unrouted.js';

const VETO_CLOCK: MachineActor = { kind: 'system', id: 'veto-clock', name: 'Veto window' };

/** A review that is not stored yet, with its first entries. */
export interface Opened {
  review: Review;
  entries: readonly AuditEntry[];
}

/**
 * The review of a proposal, sent where the policy says.
 *
 * @param base the policy of the review in everything that the route says nothing of
 * @param at server time, ISO 8601
 * @param isStopped whether a stop covers it: it is opened, and routed when it is let go on
 */
export function routedReview(
  proposal: Proposal,
  base: Policy,
  oversight: OversightPolicy,
  at: string,
  isStopped = false,
): Opened {
  const sent = route(proposal, oversight, at);
  const opened = initialReview(proposal, reviewPolicyOf(base, sent, proposal.id), at);
  const proposed = proposedEntry(opened);
  if (isStopped) return { review: opened, entries: [proposed] };
  const result = applyCommand(opened, { type: 'route', route: sent }, { by: routerOf(oversight), at });
  if (result.outcome !== 'accepted') throw new Error(`The case ${proposal.id} was not routed: ${result.outcome}.`);
  return { review: result.review, entries: [proposed, result.entry] };
}

/**
 * Sends anew what was claimed while its proposal was revised and has been given back since; how many cases there were. A case
 * that was never sent anywhere stays where it is.
 */
export async function rerouteRest(database: Database, oversight: Oversight, options: CommandOptions): Promise<number> {
  const waiting = await database.query<{ id: string }>(
    `select id from reviews where state = 'pending.open' and body -> 'hold' is null
     and (body #>> '{route,revision}')::int <> (body #>> '{proposal,revision}')::int order by id`,
  );
  let count = 0;
  for (const { id } of waiting) {
    const isSent = await database.transaction(async (tx) => {
      await heedStops(tx);
      const policy = await oversight.current(tx);
      const found = policy && (await lockReview(tx, id, 'skip locked'));
      if (!found) return false;
      const at = await nextTime(tx, found.review, options.clock());
      const followed = await followStops(tx, found.review, at);
      const review = followed.at(-1)?.review ?? found.review;
      const sent = reroute(review, oversight.base(review.proposal), policy, at);
      const isCheck = (await checksAmong(tx, [id])).has(id);
      const change = sent && isCheck ? await sendCheck(tx, review, sent) : sent;
      const changes = [...followed, ...(change ? [change] : [])];
      if (changes.length > 0) await writeChanges(tx, changes);
      return changes.length > 0;
    });
    if (isSent) count += 1;
  }
  return count;
}

async function proceedReview(tx: Queryable, id: string, { clock }: CommandOptions): Promise<boolean> {
  // Who steps in at this moment comes first.
  await heedStops(tx);
  const found = await lockReview(tx, id, 'skip locked');
  if (!found) return false;
  const at = await nextTime(tx, found.review, clock());
  const followed = await followStops(tx, found.review, at);
  const review = followed.at(-1)?.review ?? found.review;
  const result = applyCommand(review, { type: 'proceed' }, { by: VETO_CLOCK, at });
  const changes = [...followed, ...(result.outcome === 'accepted' ? [result] : [])];
  if (changes.length > 0) await writeChanges(tx, changes);
  return changes.length > 0;
}

/** Lets take effect what nobody has stepped in on; how many cases there were. */
export async function proceedDue(database: Database, options: CommandOptions): Promise<number> {
  const waiting = await database.query<{ id: string; until: string }>(
    `select id, body #>> '{route,vetoUntil}' as until from reviews
     where state = 'pending.monitored' and body -> 'hold' is null order by id`,
  );
  let count = 0;
  for (const { id, until } of waiting) {
    if (Date.parse(until) > options.clock()) continue;
    try {
      if (await database.transaction((tx) => proceedReview(tx, id, options))) count += 1;
    } catch (error) {
      // One case does not keep the others waiting: the next look comes back to it.
      console.error(`What ${id} is about could not take effect: ${(error as Error).message}`);
    }
  }
  return count;
}
