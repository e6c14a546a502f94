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
import { type CommandOptions, nextTime, writeChanges } from './commands.js';
import type { Database, Queryable } from './database.js';
import { lockReview } from './moment.js';

const VETO_CLOCK: MachineActor = { kind: 'system', id: 'veto-clock', name: 'Veto window' };

/**
 * The review of a proposal, sent where the policy says.
 *
 * @param base the policy of the review in everything that the route says nothing of
 * @param at server time, ISO 8601
 */
export function routedReview(
  proposal: Proposal,
  base: Policy,
  oversight: OversightPolicy,
  at: string,
): { review: Review; entries: AuditEntry[] } {
  const sent = route(proposal, oversight, at);
  const opened = initialReview(proposal, reviewPolicyOf(base, sent, proposal.id), at);
  const by: MachineActor = { kind: 'rule', id: oversight.id, name: `${oversight.id} ${oversight.version}` };
  const result = applyCommand(opened, { type: 'route', route: sent }, { by, at });
  if (result.outcome !== 'accepted') throw new Error(`The case ${proposal.id} was not routed: ${result.outcome}.`);
  return { review: result.review, entries: [proposedEntry(opened), result.entry] };
}

async function proceedReview(tx: Queryable, id: string, { clock }: CommandOptions): Promise<boolean> {
  // Who steps in at this moment comes first.
  const found = await lockReview(tx, id, 'skip locked');
  if (!found) return false;
  const at = await nextTime(tx, found.review, clock());
  const result = applyCommand(found.review, { type: 'proceed' }, { by: VETO_CLOCK, at });
  if (result.outcome !== 'accepted') return false;
  await writeChanges(tx, [result]);
  return true;
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
