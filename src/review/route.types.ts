import type { VerdictType } from './decision.types.js';
import type { Json } from './json.types.js';
import type { ReasonDemand } from './policy.types.js';
import type { Risk } from './proposal.types.js';

/* Modes ----------------------------------------------------------------------------------------------------------- */

export const OVERSIGHT_MODES = ['auto', 'monitor', 'review', 'second'] as const;
/**
 * How much of a person a case gets: nobody · it takes effect after a time in which anybody may step in · a person decides ·
 * two people decide, neither knowing of the other.
 */
export type OversightMode = (typeof OVERSIGHT_MODES)[number];
/** Modes in which a person decides. */
export type PersonMode = Extract<OversightMode, 'review' | 'second'>;

/* Safeguards ------------------------------------------------------------------------------------------------------ */

export const PROFILES = ['low', 'standard', 'high', 'regulated'] as const;
/** A set of safeguards to begin with; requirements §5.3. */
export type Profile = (typeof PROFILES)[number];

export const BATCH_APPROVALS = ['off', 'limited', 'allowed'] as const;
export type BatchSetting = (typeof BATCH_APPROVALS)[number];

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
  batchApprove: BatchSetting;
  /** Seconds of active time before a decision, 3 to 15; 0 asks for none (B-12). */
  dwell: number;
  /** Whether a reviewer hears of agreeing more than the model's own confidence bears out (B-15). */
  agreementNudge: boolean;
  /** Whether a break is suggested when somebody hurries more and more (B-16). */
  paceWatch: boolean;
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
  /** The profile of the rule, where a new reviewer has more asked of them (B-23). */
  raisedFrom?: Profile;
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

/** Where a case was sent, as its review holds it. */
export interface Routing extends Route {
  /** Server time, ISO 8601. */
  at: string;
  /** Revision of the proposal that was routed: a newer one is routed again. */
  revision: number;
}

/** That the AI's value takes effect without a person having decided. */
export interface Automation {
  /** Server time, ISO 8601. */
  at: string;
  /** `seq` of the entry by which it does. */
  seq: number;
}
