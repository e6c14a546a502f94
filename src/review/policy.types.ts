import type { VerdictType } from './decision.types.js';
import type { BatchSetting, Profile } from './route.types.js';

export interface ReasonCode {
  code: string;
  label: string;
  /** Verdicts it may be given for; all when absent. */
  verdicts?: readonly VerdictType[];
}

export interface CheckCode {
  code: string;
  label: string;
}

/** What a decision may rest on, to pick instead of writing it (B-9). */
export interface AssumptionCode {
  code: string;
  label: string;
}

/** Most characters in which somebody says what their decision rests on: a sentence or two, no essay (B-9). */
export const ASSUMPTION_MAX_LENGTH = 280 as const;

/** A wait is this long at least and at most, in seconds: a shorter one is none, a longer one a punishment (B-12). */
export const DWELL_LEAST = 3 as const;
export const DWELL_MOST = 15 as const;

/** The reason code that every policy has; it asks for words (B-10). */
export const OTHER_REASON = 'other' as const;
/** Least length of the words after `other`, in characters, white space at the ends not counted (B-10). */
export const OTHER_REASON_MIN_LENGTH = 15 as const;

export const REASON_DEMANDS = ['none', 'code', 'code-and-check'] as const;
export type ReasonDemand = (typeof REASON_DEMANDS)[number];

/** Why somebody gives a case back undecided, to pick from; `other` with words of their own is always there. */
export interface SkipReason {
  code: string;
  label: string;
}

/** Giving a case back with a reason, and what follows where several people do. */
export interface SkipRules {
  reasons: readonly SkipReason[];
  /** After how many people the case goes to `to` by itself, from 1. Default: it stays where it was claimed from. */
  escalateAfter?: number;
  /** The role it goes to then. Default the first of `escalateTo`, or else who lifts holds. */
  to?: string;
}

/** Who may do what besides deciding, by role. A missing list leaves the default named beside it. */
export interface PolicyRoles {
  /** Who settles a difference of two signers. Default `['adjudicator']`. */
  adjudicate?: readonly string[];
  /** Who lifts a hold. Default `['supervisor']`. */
  resume?: readonly string[];
  /** Who reopens a decided review. Default: everybody who may decide it. */
  reopen?: readonly string[];
  /** Which persons may withdraw or revise a proposal. Default none: the host's system does. */
  propose?: readonly string[];
  /** Which persons may stop a case. Default everybody: whoever sees harm may stop it. */
  hold?: readonly string[];
  /** Which persons may answer a question that was asked. Default everybody. */
  answer?: readonly string[];
  /** Which persons may put a record under legal hold, and lift it. Default `['supervisor']`. */
  preserve?: readonly string[];
  /** Who assigns cases to others. Default `['supervisor']`; whoever may decide a case assigns it to themselves. */
  assign?: readonly string[];
  /** Which persons may erase what the law asks to erase. Default none: the host's system does. */
  erase?: readonly string[];
}

/** A share of the cases, drawn by the id of the review: the same case never flips. */
export interface Sample {
  /** Share of the cases, 0 to 1. */
  rate: number;
  /** Another one draws other cases. */
  seed: string;
}

/** Who must look at a case, and with which safeguards. Data: versioned, and stored with the review it governs. */
export interface Policy {
  id: string;
  version: string;
  /** Verdicts a person may give. Default all five. */
  verdicts?: readonly VerdictType[];
  /** Whether the reviewer answers before the AI's answer is shown (B-1). Default false. */
  blindFirst?: boolean;
  /** Whether every required evidence item must have been opened (B-13). Default false. */
  evidenceGate?: boolean;
  /** Whether it is asked what must be true for the decision to be right, whichever it is (B-9). Default false. */
  assumptionPrompt?: boolean;
  /** Answers to pick from then; words of one's own always do. Default none. */
  assumptions?: readonly AssumptionCode[];
  /** What each verdict asks for (B-10). Default `code` for override, reject and abstain, else `none`. */
  reasons?: Partial<Record<VerdictType, ReasonDemand>>;
  reasonCodes?: readonly ReasonCode[];
  checks?: readonly CheckCode[];
  /** Whether every decision is signed (21 CFR 11.50). Default false. */
  signature?: boolean;
  /** Whether a second person decides independently, in every case or in a sample (L-10, B-19). Default false. */
  secondReview?: boolean | Sample;
  /** Seconds of active time before a decision, 3 to 15; 0 asks for none (B-12). Default 0. */
  dwell?: number;
  /** Share of the cases that are checks whose answer is known, 0 to 1 (B-14). Default 0. */
  seededChecks?: number;
  /** Whether a burst of checks is offered once a week (B-14). Default false. */
  weeklyBurst?: boolean;
  /** Whether the case may be approved together with others (B-18). Default `off`. */
  batchApprove?: BatchSetting;
  /** Whether the reviewer hears of agreeing more than the model's own confidence bears out (B-15). Default false. */
  agreementNudge?: boolean;
  /** Whether a break is suggested when the reviewer hurries more and more (B-16). Default false. */
  paceWatch?: boolean;
  /** The set of safeguards it began with, for the record; what holds is what the fields above say. */
  profile?: Profile;
  /** The profile it would have had but for a new reviewer (B-23). */
  raisedFrom?: Profile;
  /** Whether a reopened case goes to somebody who has not decided on it before (L-17). Default false. */
  freshReviewer?: boolean;
  /** Whether looking at a case, its explanation and its evidence is an entry too (L-31). Default false. */
  recordViews?: boolean;
  /** How long an entry is kept at least, in months; 6 is the least (L-11). Default 6. */
  retentionMonths?: number;
  /** What running out of time does; no value ever approves. Default `close`. */
  onExpire?: 'close' | 'escalate';
  /** Roles or persons a case can be escalated to or asked about. */
  escalateTo?: readonly string[];
  /** How a case may be given back with a reason. Default: it may only be released. */
  skips?: SkipRules;
  roles?: PolicyRoles;
}
