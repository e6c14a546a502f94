import type { PersonActor } from './actor.types.js';
import type { BatchShare } from './batch.types.js';
import type { Json } from './json.types.js';

export const VERDICTS = ['approve', 'override', 'reject', 'respond', 'abstain'] as const;
export type VerdictType = (typeof VERDICTS)[number];

export type Verdict =
  /** The AI's value takes effect. */
  | { type: 'approve' }
  /** The person's value takes effect. */
  | { type: 'override'; value: Json }
  /** Nothing takes effect. */
  | { type: 'reject' }
  /** An answer goes back to the agent. */
  | { type: 'respond'; message: string }
  /** The AI is not used for this case. */
  | { type: 'abstain' };

/** Why a person decided so, and how they checked (B-10). */
export interface Reason {
  /** Codes of `Policy.reasonCodes`, or `other`. */
  codes: readonly string[];
  text?: string;
  /** Codes of `Policy.checks`. */
  checks?: readonly string[];
}

export const ASSUMPTION_WORDINGS = ['holds', 'rests-on', 'otherwise'] as const;
/**
 * The same question in three wordings, so that nobody learns to answer without reading: what must be true · what it rests
 * on · what would have to be different (B-9).
 */
export type AssumptionWording = (typeof ASSUMPTION_WORDINGS)[number];

/** What must be true for a decision to be right, as the person said who made it (B-9). */
export interface Assumption {
  /** How it was asked. */
  wording: AssumptionWording;
  /** Of `Policy.assumptions`. */
  code?: string;
  text?: string;
}

/** The wait that a decision was asked for (B-12). */
export interface Dwell {
  /** Seconds of active time that were asked for, 3 to 15: the policy's, or what fits this person's own pace. */
  seconds: number;
  /** Why the person did not wait, in their words. */
  waived?: string;
}

export const SIGNATURE_MEANINGS = [
  'review',
  'approval',
  'responsibility',
  'authorship',
  'override',
  'abstain',
] as const;
export type SignatureMeaning = (typeof SIGNATURE_MEANINGS)[number];

/** A person's name under a decision (21 CFR 11.50). */
export interface Signature {
  printedName: string;
  meaning: SignatureMeaning;
}

/** What exactly was on screen: a mismatch with what is stored is a conflict, never a silent acceptance. */
export interface Saw {
  revision: number;
  /** `sawOf(proposal).fingerprint`. */
  fingerprint: string;
}

/** What stands behind a verdict. */
export interface Grounds {
  reason?: Reason;
  assumption?: Assumption;
  dwell?: Dwell;
  /** Ids of the evidence items the person opened. */
  evidenceOpened?: readonly string[];
  signature?: Signature;
  /** How the AI's confidence read on screen: "Likely (55–80%)"; absent where none was shown. */
  confidenceShown?: string;
  /** Milliseconds in which the case was visible and the page had focus. A fact, never a score of the person (L-34). */
  activeMs?: number;
}

/** A person's own answer before the AI's was shown (B-1). Never changed afterwards. */
export interface Judgement {
  value: Json;
  /** The person's own probability, 0 to 1. */
  confidence?: number;
  at: string;
}

/** A judgement with whose it is. */
export interface GivenJudgement extends Judgement {
  by: PersonActor;
}

export const SEATS = ['first', 'second', 'adjudicator'] as const;
/** In which seat somebody decides: the first signer, the second, or the one who settles a difference. */
export type Seat = (typeof SEATS)[number];

/** A verdict with who, when, why and what they had seen. */
export interface Decision extends Grounds {
  verdict: Verdict;
  by: PersonActor;
  at: string;
  seat: Seat;
  /** `seq` of its audit entry. */
  seq: number;
  /** The value this decision puts into effect; `null` for reject, respond and abstain. */
  value: Json;
  saw: Saw;
  judgement?: Judgement;
  /** Present where the case was approved together with others (B-18). */
  batch?: BatchShare;
}
