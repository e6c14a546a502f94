import { drawIn } from '../internal/draw.js';
import type { Policy, ReasonDemand, VerdictType } from '../review/review.types.js';
import type { Handling, Profile, Route, SafeguardSettings } from './oversight.types.js';

function reasonsFor(overruling: ReasonDemand, approving: ReasonDemand): Record<VerdictType, ReasonDemand> {
  return { approve: approving, override: overruling, reject: overruling, respond: 'none', abstain: overruling };
}

/** What each profile begins with (requirements §5.3). Rates that rest on judgement, not evidence, are a host's to change. */
export const PROFILE_SETTINGS: Readonly<Record<Profile, SafeguardSettings>> = {
  low: {
    blindFirst: false,
    evidenceGate: false,
    assumptionPrompt: false,
    reasons: reasonsFor('code', 'none'),
    signature: false,
    secondReview: false,
    seededChecks: 0,
    weeklyBurst: false,
    batchApprove: 'allowed',
    dwell: 0,
    agreementNudge: true,
    paceWatch: true,
  },
  standard: {
    blindFirst: 0.1,
    evidenceGate: false,
    assumptionPrompt: false,
    reasons: reasonsFor('code', 'none'),
    signature: false,
    secondReview: 0.05,
    seededChecks: 0.01,
    weeklyBurst: false,
    batchApprove: 'limited',
    dwell: 0,
    agreementNudge: true,
    paceWatch: true,
  },
  high: {
    blindFirst: true,
    evidenceGate: true,
    assumptionPrompt: true,
    reasons: reasonsFor('code-and-check', 'code-and-check'),
    signature: false,
    secondReview: 0.1,
    seededChecks: 0.02,
    weeklyBurst: false,
    batchApprove: 'off',
    dwell: 0,
    agreementNudge: true,
    paceWatch: true,
  },
  regulated: {
    blindFirst: true,
    evidenceGate: true,
    assumptionPrompt: true,
    reasons: reasonsFor('code-and-check', 'code-and-check'),
    signature: true,
    secondReview: true,
    seededChecks: 0.02,
    weeklyBurst: true,
    batchApprove: 'off',
    dwell: 0,
    agreementNudge: true,
    paceWatch: true,
  },
};

/** The switches of a handling: its profile's, and what it changes of them. */
export function settingsOf({ profile, safeguards }: Pick<Handling, 'profile' | 'safeguards'>): SafeguardSettings {
  return { ...PROFILE_SETTINGS[profile], ...safeguards };
}

/**
 * The policy of one review under its route. Shares are drawn by the id of the review, each with a draw of its own, so that one
 * case may be in one sample and not in another.
 *
 * @param base everything that a route says nothing of: reason codes, checks, roles
 */
export function reviewPolicyOf(base: Policy, route: Route, reviewId: string): Policy {
  const { blindFirst, evidenceGate, reasons, signature, secondReview } = route.safeguards;
  const seed = `${route.policy.id}:${route.policy.version}`;
  const isTwo = route.mode === 'second' || secondReview;
  return {
    ...base,
    blindFirst: typeof blindFirst === 'number' ? drawIn(`${seed}:blind-first`, reviewId) < blindFirst : blindFirst,
    evidenceGate,
    reasons,
    signature,
    secondReview: typeof isTwo === 'number' ? { rate: isTwo, seed: `${seed}:second-review` } : isTwo,
    onExpire: route.onExpire,
  };
}
