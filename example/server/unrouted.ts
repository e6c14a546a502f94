import {
  applyCommand,
  type MachineActor,
  type OversightPolicy,
  type Policy,
  type Review,
  reviewPolicyOf,
  route,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { policyFor } from './policy.js';
import type { Change } from './review-rows.js';

/** Who sends a case somewhere. */
export const routerOf = ({ id, version }: Pick<OversightPolicy, 'id' | 'version'>): MachineActor => ({
  kind: 'rule',
  id,
  name: `${id} ${version}`,
});

/** Keeps by which policy cases are to be routed that were opened under a stop: a hold stops the route as well. */
export async function noteUnrouted(tx: Queryable, ids: readonly string[], oversight: OversightPolicy): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(`insert into unrouted (review_id, policy) select unnest($1::text[]), $2::json`, [
    ids,
    JSON.stringify(oversight),
  ]);
}

/**
 * Sends a case where it was to go when it was opened, once nothing holds it any more. It has been held by people: whatever
 * the policy says, it goes to people (docs/oversight.md).
 */
export async function routeWaiting(tx: Queryable, review: Review, at: string): Promise<Change | undefined> {
  if (review.hold || review.route || review.status !== 'pending') return undefined;
  const [row] = await tx.query<{ policy: OversightPolicy }>(
    'delete from unrouted where review_id = $1 returning policy',
    [review.id],
  );
  if (!row) return undefined;
  const sent = route(review.proposal, row.policy, at);
  // It may have been revised while it was held: the safeguards are those of what it is now.
  const policy = reviewPolicyOf(policyFor(review.proposal.risk), sent, review.id);
  const result = applyCommand(review, { type: 'route', route: sent, policy }, { by: routerOf(row.policy), at });
  return result.outcome === 'accepted' ? result : undefined;
}

/** Sends a case anew whose proposal is another one than was routed; nothing where it has not to be, or somebody has it. */
export function reroute(review: Review, base: Policy, oversight: OversightPolicy, at: string): Change | undefined {
  const { proposal, state, route: last } = review;
  if (state !== 'pending.open' || last?.revision === proposal.revision) return undefined;
  const sent = route(proposal, oversight, at);
  const policy = reviewPolicyOf(base, sent, proposal.id);
  const result = applyCommand(review, { type: 'route', route: sent, policy }, { by: routerOf(oversight), at });
  return result.outcome === 'accepted' ? result : undefined;
}
