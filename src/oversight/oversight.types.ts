import type {
  Json,
  OversightMode,
  PersonMode,
  Profile,
  Risk,
  SafeguardSettings,
  Sample,
} from '../review/review.types.js';

export * from '../review/route.types.js';

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
  /**
   * The probability that the proposal states: of its value, or of what `confidence.of` names. Of another value where `value` is
   * given, of one field where `field` is.
   */
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
