import {
  type AuditEntry,
  applyCommand,
  asksSecond,
  type CommandResult,
  entryAsSeenBy,
  type PresentPerson,
  presentAsSeenBy,
  type Review,
  type Reviewer,
  type ReviewerExperience,
  type ReviewSummary,
  type Route,
  resultAsSeenBy,
  reviewAsSeenBy,
  reviewPolicyOf,
  route,
  routeFor,
  summaryAsSeenBy,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { isNewHere } from './experience.js';
import type { KnownPolicies, Oversight } from './oversight-policy.js';
import type { Change } from './review-rows.js';
import { reroute, routerOf } from './unrouted.js';

/** What one person is told of stored reviews at a moment. Nothing that is stored reaches anybody but through here. */
export interface Sight {
  reader: Reviewer;
  /** Whether they count as new (B-23). */
  isNew: boolean;
  /** A review with what it asks of them once they take it, and nothing kept from them yet. */
  asTaken(review: Review): Review;
  review(review: Review): Review;
  summary(review: Review): ReviewSummary;
  /** @param reopenedAt `seq` of the newest `reopened` entry of the review; 0 where there is none */
  entry(entry: AuditEntry, review: Review, reopenedAt: number): AuditEntry;
  /** @param review as it stands after the command */
  result(result: CommandResult, review: Review): CommandResult;
  present(people: readonly PresentPerson[], review: Review): readonly PresentPerson[];
  /**
   * The entry by which a case that they claim is sent as its newest proposal asks, where that has to be before it is known what it
   * asks of them.
   */
  sendDue(review: Review, at: string): Change | undefined;
  /** The entry that a case which they claim is sent anew by; nothing where it asks of them what it does already. */
  sendTo(review: Review, at: string): Change | undefined;
}

/** Looks up who somebody is at this moment. */
export type SightOf = (on: Queryable, reader: Reviewer) => Promise<Sight>;

/** Where a case lies that somebody takes as its first signer, or comes back to without having been decided. */
function isUpForFirst({ state, claim, signatures }: Review, { id }: Reviewer): boolean {
  if (signatures.length > 0) return false;
  if (state === 'pending.open' || state === 'pending.awaitingInfo') return true;
  return claim?.from === 'pending.open' && claim.by.id !== id;
}

/** Whether another proposal was sent than the one that there is: it goes where the policy in force says. */
const isToBeSentAnew = ({ proposal, route: last }: Pick<Review, 'proposal' | 'route'>): boolean =>
  last !== undefined && last.revision !== proposal.revision;

/** Whether the profile of a route may be another one for somebody. */
const isOtherwise = ({ raisedFrom }: Route, isNew: boolean): boolean => isNew || raisedFrom !== undefined;

/** The version of the policy that sent a case; nothing where it is not known, or was not yet when somebody asked. */
const senderOf = ({ policy: { id, version } }: Route, versions: KnownPolicies['versions']) =>
  versions.find((each) => each.id === id && each.version === version);

/** Where a case goes whose person is known; nothing where it is there already. */
function routeTo(
  { id, proposal, policy, judgements, route: last }: Review,
  { current, versions }: KnownPolicies,
  isNew: boolean,
  at: string,
): Route | undefined {
  if (!last) return undefined;
  const experience: ReviewerExperience = { isNew };
  if (isToBeSentAnew({ proposal, route: last })) {
    return current && isOtherwise(last, isNew) ? route(proposal, current, at, experience) : undefined;
  }
  // Whoever has answered it may be the first of two: nobody reads that who may then be the second (B-19).
  if (!isNew && judgements?.length && asksSecond(policy, id)) return undefined;
  const sender = senderOf(last, versions);
  return sender && routeFor(last, sender, experience);
}

/**
 * A pool sends a case before anybody knows who takes it. So each person is shown it as it would be once they had: somebody new reads
 * nothing before their claim that is kept from them after it (B-1, B-23), and whoever is not new reads what such a person, who
 * had it before, was not to.
 */
function taken(
  review: Review,
  {
    policies,
    base,
    isNew,
    reader,
  }: { policies: KnownPolicies; base: Oversight['base']; isNew: boolean; reader: Reviewer },
): Review {
  const isTheirs = isUpForFirst(review, reader);
  // Whoever has it goes on under what it asked of them.
  if (!isTheirs || (!isNew && review.status === 'reviewing')) return review;
  const { route: last, policy, updatedAt: at } = review;
  if (!last || !(isToBeSentAnew(review) || senderOf(last, policies.versions))) {
    // It was stopped before it was sent, or it is not known by what: nor is what it will ask of somebody new.
    const isRaisable = isNew && policy.profile !== undefined && policy.raisedFrom === undefined;
    return isRaisable ? { ...review, policy: { ...policy, blindFirst: true } } : review;
  }
  const sent = routeTo(review, policies, isNew, at);
  if (!sent) return review;
  const { revision } = review.proposal;
  return {
    ...review,
    route: { ...sent, at: last.at, revision },
    policy: reviewPolicyOf(isToBeSentAnew(review) ? base(review.proposal) : policy, sent, review.id),
  };
}

/** @param oversight whose policies send cases */
export function createSights(oversight: Oversight): SightOf {
  return async (on, reader) => {
    const isNew = await isNewHere(on, reader);
    const policies = await oversight.known(on);
    const known = new WeakMap<Review, Review>();
    const asTaken = (review: Review): Review => {
      const found = known.get(review) ?? taken(review, { policies, base: oversight.base, isNew, reader });
      known.set(review, found);
      return found;
    };
    return {
      reader,
      isNew,
      asTaken,
      review: (review) => reviewAsSeenBy(asTaken(review), reader),
      summary: (review) => summaryAsSeenBy(asTaken(review), reader),
      entry: (entry, review, reopenedAt) => entryAsSeenBy(entry, asTaken(review), reader, reopenedAt),
      result: (result, review) =>
        resultAsSeenBy(
          'review' in result ? { ...result, review: asTaken(result.review) } : result,
          asTaken(review),
          reader,
        ),
      sendDue(review, at) {
        const { current } = policies;
        const isDue = review.route && isToBeSentAnew(review) && isOtherwise(review.route, isNew);
        return current && isDue ? reroute(review, oversight.base(review.proposal), current, at) : undefined;
      },
      present: (people, review) => presentAsSeenBy(people, asTaken(review), reader),
      sendTo(review, at) {
        const isOpen = review.state === 'pending.open' && !isToBeSentAnew(review);
        const sent = isOpen ? routeTo(review, policies, isNew, at) : undefined;
        if (!sent) return undefined;
        const policy = reviewPolicyOf(review.policy, sent, review.id);
        const result = applyCommand(review, { type: 'route', route: sent, policy }, { by: routerOf(sent.policy), at });
        return result.outcome === 'accepted' ? result : undefined;
      },
    };
  };
}
