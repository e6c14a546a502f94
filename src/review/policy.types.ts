import type { VerdictType } from './decision.types.js';

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

/** The reason code that every policy has; it asks for words (B-10). */
export const OTHER_REASON = 'other' as const;
/** Least length of the words after `other`, in characters, white space at the ends not counted (B-10). */
export const OTHER_REASON_MIN_LENGTH = 15 as const;

export const REASON_DEMANDS = ['none', 'code', 'code-and-check'] as const;
export type ReasonDemand = (typeof REASON_DEMANDS)[number];

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
  /** What each verdict asks for (B-10). Default `code` for override, reject and abstain, else `none`. */
  reasons?: Partial<Record<VerdictType, ReasonDemand>>;
  reasonCodes?: readonly ReasonCode[];
  checks?: readonly CheckCode[];
  /** Whether every decision is signed (21 CFR 11.50). Default false. */
  signature?: boolean;
  /** Whether a second person decides independently, in every case or in a sample (L-10, B-19). Default false. */
  secondReview?: boolean | Sample;
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
  roles?: PolicyRoles;
}
