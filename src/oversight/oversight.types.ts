import type { Json, ReasonDemand, Risk, Sample, VerdictType } from '../review/review.types.js';

/* Modes ----------------------------------------------------------------------------------------------------------- */

export const OVERSIGHT_MODES = ['auto', 'monitor', 'review', 'second'] as const;
/**
 * How much of a person a case gets: nobody · it takes effect after a time in which anybody may step in · a person decides ·
 * two people decide, neither knowing of the other.
 */
export type OversightMode = (typeof OVERSIGHT_MODES)[number];
/** Modes in which a person decides. */
export type PersonMode = Extract<OversightMode, 'review' | 'second'>;

/* Conditions ------------------------------------------------------------------------------------------------------ */

/** A range of numbers with at least one end. */
export interface Bounds {
  /** The least number inside. */
  atLeast?: number;
  /** The least number that is above it. */
  below?: number;
}

/**
 * What a rule asks of a proposal. A condition on something that a proposal does not say is neither met nor unmet, and so is
 * whatever depends on it (Kleene's strong logic of three values): a rule that asks for people then holds, any other does not.
 */
export type Condition =
  | { type: 'and'; of: readonly Condition[] }
  | { type: 'or'; of: readonly Condition[] }
  | { type: 'not'; of: Condition }
  /** The probability of the proposed value; of another value where `value` is given, of one field where `field` is. */
  | ({ type: 'confidence'; value?: Json; field?: string } & Bounds)
  /** How far the likeliest reading is ahead of the next one, 0 to 1 (Settles 2009, "margin sampling"). */
  | ({ type: 'margin' } & Bounds)
  /** Entropy over all readings as a share of the greatest there can be, 0 to 1 (Settles 2009). */
  | ({ type: 'entropy' } & Bounds)
  /** How unlike the case is to what the model was made with, 0 to 1. */
  | ({ type: 'novelty' } & Bounds)
  /**
   * `models`: the share of the other models that propose another value, 0 to 1. `factors`: how evenly what speaks for and
   * against the proposed value is weighed, 0 where all points one way, 1 where both sides weigh the same.
   */
  | ({ type: 'disagreement'; between: 'models' | 'factors' } & Bounds)
  /** The proposed value, or one field of it: a number within bounds, or one of a list. */
  | ({ type: 'value'; field?: string; in?: readonly Json[] } & Bounds)
  | { type: 'risk'; in: readonly Risk[] }
  | { type: 'kind'; in: readonly string[] }
  /** A share of all cases, drawn by the id: the same case never flips. */
  | ({ type: 'sample' } & Sample);
export type ConditionType = Condition['type'];

/* Safeguards ------------------------------------------------------------------------------------------------------ */

export const PROFILES = ['low', 'standard', 'high', 'regulated'] as const;
/** A set of safeguards to begin with; requirements §5.3. */
export type Profile = (typeof PROFILES)[number];

export const BATCH_APPROVALS = ['off', 'limited', 'allowed'] as const;
export type BatchApproval = (typeof BATCH_APPROVALS)[number];

/** Every safeguard on its own switch. */
export interface SafeguardSettings {
  /** Whether the reviewer answers first (B-1), or in which share of the cases, 0 to 1. */
  blindFirst: boolean | number;
  /** Whether required evidence has to be opened (B-13). */
  evidenceGate: boolean;
  /** Whether it is asked what must be true for the AI to be right (B-9). */
  assumptionPrompt: boolean;
  /** What each verdict asks for (B-10). */
  reasons: Readonly<Record<VerdictType, ReasonDemand>>;
  /** Whether every decision is signed (L-28). */
  signature: boolean;
  /** Whether two people decide (B-19), or in which share of the cases, 0 to 1. */
  secondReview: boolean | number;
  /** Share of the cases that are checks whose answer is known, 0 to 1 (B-14). */
  seededChecks: number;
  /** Whether a burst of checks is offered once a week (B-14). */
  weeklyBurst: boolean;
  /** Whether several cases can be approved at once (B-18). */
  batchApprove: BatchApproval;
  /** Seconds of active time before a decision, 3 to 15; 0 asks for none (B-12). */
  dwell: number;
  /** Whether a reviewer hears of agreeing more than the model's own confidence bears out (B-15). */
  agreementNudge: boolean;
  /** Whether a break is suggested when somebody hurries more and more (B-16). */
  paceWatch: boolean;
}

/* The policy ------------------------------------------------------------------------------------------------------ */

/** What becomes of the cases of a rule. */
export interface Handling {
  mode: OversightMode;
  profile: Profile;
  /** Switches that differ from the profile. */
  safeguards?: Partial<SafeguardSettings>;
  /** Who decides, one of the policy's `roles`. Whoever the host lets decide, where it is absent. */
  role?: string;
  /** Hours to decide in, counted from the proposal; the proposal's own deadline holds where it is sooner. */
  hours?: number;
  /** What becomes of a case that nobody decided in time. Never an approval. @default 'close' */
  onExpire?: 'close' | 'escalate';
  /** Of `monitor`: minutes in which anybody may step in. */
  vetoMinutes?: number;
}

export interface OversightRule {
  id: string;
  when: Condition;
  handling: Handling;
  /** Why, in the words of whoever wrote the rule; reviewers read it. */
  why?: string;
}

/**
 * Who looks at what: data, versioned, the same on server and client. The first rule that holds decides; a case that no rule
 * is about goes to people.
 */
export interface OversightPolicy {
  id: string;
  version: string;
  /** From when on it holds, ISO 8601 with offset. */
  effectiveFrom?: string;
  rules: readonly OversightRule[];
  otherwise: Handling & { mode: PersonMode };
  /** Roles that the host knows. */
  roles: readonly string[];
  /** To which role the cases of a role go when its time is over. */
  escalations?: { readonly [role: string]: string };
}

/* The route ------------------------------------------------------------------------------------------------------- */

/** Which side of a bound a number is on. */
export type BoundSide = 'below' | 'at-least' | 'between';

export const MEASURES = [
  'confidence',
  'margin',
  'entropy',
  'novelty',
  'model-disagreement',
  'factor-disagreement',
  'value',
] as const;
export type Measure = (typeof MEASURES)[number];

/** Something true of a case that a rule asked for. */
export type RouteFact =
  | {
      type: Measure;
      is: number;
      side: BoundSide;
      /** One bound, or of `between` both. */
      limits: readonly number[];
      /** Of a confidence: whose it is, where not the proposed value's. Of a margin: the two readings. */
      of?: readonly Json[];
      field?: string;
    }
  | { type: 'value-in'; is: Json; isListed: boolean; field?: string }
  | { type: 'risk'; is: Risk }
  | { type: 'kind'; is: string }
  | { type: 'sample'; rate: number; isDrawn: boolean }
  /** The proposal does not say it, or says what cannot be reckoned with. */
  | { type: 'unknown'; measure: Measure; why: UnknownReason; field?: string };

export const UNKNOWN_REASONS = ['absent', 'not-a-number', 'lone-score', 'not-a-distribution'] as const;
/**
 * Nothing was given · what was given is no number in range · one score alone says nothing of the others · the scores do not
 * sum to one.
 */
export type UnknownReason = (typeof UNKNOWN_REASONS)[number];

/** Where a case goes, and why. Plain data: it is recorded with the case. */
export interface Route {
  policy: { id: string; version: string };
  /** The rule that decided; absent where none was about the case. */
  rule?: string;
  mode: OversightMode;
  profile: Profile;
  safeguards: SafeguardSettings;
  role?: string;
  /** ISO 8601. */
  dueAt?: string;
  onExpire: 'close' | 'escalate';
  /** Of `monitor`: until when anybody may step in, ISO 8601. */
  vetoUntil?: string;
  /** Facts that made the rule hold. They tell of the AI's answer: nobody reads them before giving their own (B-1). */
  because: readonly RouteFact[];
  /** The rule's own words. */
  why?: string;
}

/* What is wrong with a policy ------------------------------------------------------------------------------------- */

export const POLICY_PROBLEMS = [
  'field-missing',
  'field-unknown',
  'wrong-type',
  'not-one-of',
  'out-of-range',
  'bounds-missing',
  'bounds-empty',
  'list-empty',
  'id-repeated',
  'role-unknown',
  'escalation-cycle',
  'escalation-missing',
  'veto-missing',
  'people-bypassed',
  'date-invalid',
  'never-holds',
  'never-reached',
  'too-complex',
] as const;
export type PolicyProblemCode = (typeof POLICY_PROBLEMS)[number];

/** One thing that is wrong with a policy, for whoever wrote it. */
export interface PolicyProblem {
  code: PolicyProblemCode;
  /** Where: `rules.2.when.of.0.below`. */
  path: string;
  /** Facts for the sentence. */
  detail?: { readonly [key: string]: Json };
}
