import { errorFor } from '../internal/errors.js';
import { laterBy } from '../internal/later-time.js';
import type { Proposal, Routing } from '../review/review.types.js';
import { findingOf } from './condition.selectors.js';
import { isPersonMode } from './mode.selectors.js';
import type { Handling, OversightPolicy, Route, RouteFact } from './oversight.types.js';
import { unusableParts } from './oversight-policy.selectors.js';
import { profileFor, type ReviewerExperience, settingsOf } from './profile.selectors.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;

function sooner(a: string | undefined, b: string | undefined): string | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Date.parse(a) <= Date.parse(b) ? a : b;
}

function routeBy(
  policy: OversightPolicy,
  proposal: Proposal,
  handling: Handling,
  because: readonly RouteFact[],
  at: string,
  experience: ReviewerExperience | undefined,
  rule?: { id: string; why?: string },
): Route {
  const { mode, profile, role, hours, onExpire = 'close', vetoMinutes } = handling;
  const raised = profileFor(profile, experience);
  const dueAt = sooner(proposal.dueAt, hours === undefined ? undefined : laterBy(proposal.createdAt, hours * HOUR));
  return {
    policy: { id: policy.id, version: policy.version },
    ...(rule && { rule: rule.id }),
    mode,
    profile: raised,
    ...(raised !== profile && { raisedFrom: profile }),
    safeguards: settingsOf(handling, experience),
    ...(role !== undefined && { role }),
    ...(isPersonMode(mode) && dueAt !== undefined && { dueAt }),
    onExpire,
    ...(mode === 'monitor' && { vetoUntil: laterBy(at, (vetoMinutes ?? 0) * MINUTE) }),
    because,
    ...(rule?.why !== undefined && { why: rule.why }),
  };
}

/** Policies that were found to be usable: each is looked at once, however many cases it sends. */
const usable = new WeakSet<OversightPolicy>();

function checkUsable(policy: OversightPolicy): void {
  if (usable.has(policy)) return;
  const problems = unusableParts(policy);
  if (problems.length > 0) {
    const told = problems.map(({ code, path, detail }) => {
      const facts = detail ? ` ${JSON.stringify(detail)}` : '';
      return `${path || 'the whole'} is ${code}${facts}`;
    });
    throw errorFor('oversight-policy-invalid', told.join('; '));
  }
  usable.add(policy);
}

/**
 * Where a case goes, and why: by the first rule that holds, to people where none does. A rule that cannot be told to hold or
 * not, because the proposal does not say enough, holds where it asks for people and does not where it would spare them.
 * Total and deterministic: the same proposal and policy give the same route, everywhere.
 *
 * @param policy looked at once for each object, so one that is changed in place is not looked at again
 * @param at when it is routed, ISO 8601: the time to step in counts from then, however long the proposal was on its way.
 * @default `proposal.createdAt`
 * @param experience of whoever the case goes to, where that is known: somebody new has more asked of them (B-23)
 * @throws {CountersignError} `oversight-policy-invalid` with any of the `oversightPolicyProblems` by which a policy cannot be
 * applied. Rules that never hold or are never reached send no case astray.
 */
export function route(
  proposal: Proposal,
  policy: OversightPolicy,
  at: string = proposal.createdAt,
  experience?: ReviewerExperience,
): Route {
  checkUsable(policy);
  for (const rule of policy.rules) {
    const { holds, because } = findingOf(rule.when, proposal);
    if (holds ?? isPersonMode(rule.handling.mode))
      return routeBy(policy, proposal, rule.handling, because, at, experience, rule);
  }
  return routeBy(policy, proposal, policy.otherwise, [], at, experience);
}

/**
 * Where a case goes that was sent before anybody knew who takes it, now that it is known: as it was sent, with what is asked of
 * this person (B-23). A host sends it in the transaction of their claim, and shows nobody more of the case before than it would
 * after (B-1).
 *
 * @param sent the route of the review
 * @param policy the version that sent it
 * @returns nothing where the case asks this person for what it does already, and where another policy sent it
 */
export function routeFor(
  sent: Route | Routing,
  policy: OversightPolicy,
  experience: ReviewerExperience,
): Route | undefined {
  const { at: _at, revision: _revision, raisedFrom, ...last } = sent as Routing;
  const rule = policy.rules.find(({ id }) => id === last.rule);
  const handling = last.rule === undefined ? policy.otherwise : rule?.handling;
  const isBySame = policy.id === last.policy.id && policy.version === last.policy.version;
  if (!isBySame || handling?.profile !== (raisedFrom ?? last.profile)) return undefined;
  const profile = profileFor(handling.profile, experience);
  if (profile === last.profile) return undefined;
  return {
    ...last,
    profile,
    ...(profile !== handling.profile && { raisedFrom: handling.profile }),
    safeguards: settingsOf(handling, experience),
  };
}
