import { drawIn } from '../internal/draw.js';
import type { Policy, ReasonDemand, VerdictType } from '../review/review.types.js';
import { type Handling, PROFILES, type Profile, type Route, type SafeguardSettings } from './oversight.types.js';

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

/** Below so many decided cases somebody counts as new (B-23). */
export const NEW_REVIEWER_CASES = 100;

/** What a host knows of whoever a case goes to. */
export interface ReviewerExperience {
  /** How many cases they have decided. */
  decided?: number;
  /** Whether they count as new; says more than the number. */
  isNew?: boolean;
}

/** Whether somebody counts as new: where the host says so, or they have decided fewer than `NEW_REVIEWER_CASES` (B-23). */
export function isNewReviewer({ decided, isNew }: ReviewerExperience): boolean {
  return isNew ?? (decided !== undefined && decided < NEW_REVIEWER_CASES);
}

/** The next profile with more safeguards; the last one stays (B-23). */
export function raisedProfile(profile: Profile): Profile {
  return PROFILES[PROFILES.indexOf(profile) + 1] ?? profile;
}

/** The profile of a case for whoever it goes to: one level up for somebody new (B-23). */
export function profileFor(profile: Profile, experience: ReviewerExperience = {}): Profile {
  return isNewReviewer(experience) ? raisedProfile(profile) : profile;
}

/**
 * The switches of a handling: its profile's, and what it changes of them. For somebody new the profile is one level up; what
 * the handling sets by name stays as its author set it. Signing stays that of the handling's own profile: a signature says
 * who answers for a decision, and makes nobody look closer (21 CFR 11.50). A second person is asked as the higher profile
 * asks: those who begin are the ones whom a wrong suggestion sways most (Dratsch et al. 2023).
 */
export function settingsOf(
  { profile, safeguards }: Pick<Handling, 'profile' | 'safeguards'>,
  experience: ReviewerExperience = {},
): SafeguardSettings {
  const { signature } = PROFILE_SETTINGS[profile];
  return { ...PROFILE_SETTINGS[profileFor(profile, experience)], signature, ...safeguards };
}

/**
 * The policy of one review under its route. Shares are drawn by the id of the review, each with a draw of its own, so that one
 * case may be in one sample and not in another.
 *
 * @param base everything that a route says nothing of: reason codes, checks, assumptions, roles. The policy that a review has does
 * as well.
 */
export function reviewPolicyOf(base: Policy, route: Route, reviewId: string): Policy {
  const { blindFirst, reasons, secondReview, ...switches } = route.safeguards;
  const seed = `${route.policy.id}:${route.policy.version}`;
  const { raisedFrom: _raisedFrom, ...own } = base;
  const isTwo = route.mode === 'second' || secondReview;
  return {
    ...own,
    ...switches,
    blindFirst: typeof blindFirst === 'number' ? drawIn(`${seed}:blind-first`, reviewId) < blindFirst : blindFirst,
    reasons: route.raisedFrom && !base.checks?.length ? withoutChecks(reasons) : reasons,
    secondReview: typeof isTwo === 'number' ? { rate: isTwo, seed: `${seed}:second-review` } : isTwo,
    profile: route.profile,
    ...(route.raisedFrom && { raisedFrom: route.raisedFrom }),
    onExpire: route.onExpire,
  };
}

/** A host that offers no checks never meant to ask for one: only a new reviewer would run into it, and never get out. */
function withoutChecks(reasons: SafeguardSettings['reasons']): SafeguardSettings['reasons'] {
  const asked = Object.entries(reasons).map(([verdict, demand]) => [verdict, demand === 'none' ? demand : 'code']);
  return Object.fromEntries(asked) as SafeguardSettings['reasons'];
}
