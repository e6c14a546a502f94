import type { Confidence } from '../confidence/confidence.types.js';
import type { Actor, PersonActor } from './actor.types.js';
import type { Assignee, HoldScope } from './command.types.js';
import type { Decision, GivenJudgement, Judgement, Reason, Seat, VerdictType } from './decision.types.js';
import type { Policy } from './policy.types.js';
import type { Proposal, Risk } from './proposal.types.js';
import type { Automation, Routing } from './route.types.js';

export * from './actor.types.js';
export * from './answer.types.js';
export * from './batch.types.js';
export * from './command.types.js';
export * from './decision.types.js';
export * from './entry.types.js';
export * from './json.types.js';
export * from './policy.types.js';
export * from './proposal.types.js';
export * from './route.types.js';

export const REVIEW_STATUSES = ['pending', 'reviewing', 'approved', 'overridden', 'closed'] as const;
export type ReviewStatus = (typeof REVIEW_STATUSES)[number];

export const REVIEW_STATES = [
  'pending.open',
  'pending.monitored',
  'pending.escalated',
  'pending.awaitingInfo',
  'pending.awaitingSecond',
  'pending.adjudicating',
  'reviewing.blind',
  'reviewing.revealed',
  'approved',
  'overridden',
  'closed.withdrawn',
  'closed.expired',
  'closed.automated',
] as const;
/** Status and nested state in one word, as stored and sent. */
export type ReviewState = (typeof REVIEW_STATES)[number];
export type PendingState = Extract<ReviewState, `pending.${string}`>;
/** The pending states a person can claim from. */
export type ClaimableState = Exclude<PendingState, 'pending.awaitingInfo' | 'pending.monitored'>;

export interface Claim {
  by: PersonActor;
  at: string;
  /** The sitting that holds it: one window of one person. */
  holder?: string;
  /**
   * Fencing token: `seq` of the entry that gave the claim, so a later claim of the same review has a greater one. Every
   * command under the claim carries it.
   */
  fence: number;
  /** End of the lease, ISO 8601. A server that renews leases answers with the present end; the record has the first. */
  until?: string;
  seat: Seat;
  /** Where the review goes back to on `release` and `lapse`. */
  from: ClaimableState;
  /** Set when the proposal was revised under the claim: it must be looked at again. */
  stale?: true;
  judgement?: Judgement;
}

export interface Hold {
  reason: string;
  scope: HoldScope;
  by: Actor;
  at: string;
  /** Id of the stop of a model, or of everything, that it follows from. */
  stop?: string;
  /**
   * Since when the review has been held without a break, where that is before `at`: its stop came on record later, or an
   * earlier hold was lifted before this one. ISO 8601.
   */
  since?: string;
}

/** Why the record of a review is kept beyond its time. */
export interface LegalHold {
  reason: string;
  by: Actor;
  at: string;
}

export interface Question {
  question: string;
  to: string;
  by: PersonActor;
  at: string;
  answer?: string;
  answeredBy?: Actor;
  answeredAt?: string;
}

export interface Escalation {
  to: string;
  note?: string;
  /** Of one that the policy made after so many had skipped the case: the policy. */
  by: Actor;
  at: string;
}

/** That somebody gave the case back undecided, and why. */
export interface Skip {
  by: PersonActor;
  at: string;
  reason: Reason;
}

/** Who is to have the case, and who said so. */
export interface Assignment {
  to: Assignee;
  note?: string;
  by: Actor;
  at: string;
}

/** Time in which a verdict has no effect yet and its signer may take it back (B-24). */
export interface UndoWindow {
  /** Id of the signer. */
  by: string;
  /** When it closes at the latest, ISO 8601; it may close sooner, with the signer's next verdict. */
  until: string;
}

/** The aggregate a person works on. Plain data: what a server stores and a wire carries. */
export interface Review {
  id: string;
  proposal: Proposal;
  policy: Policy;
  state: ReviewState;
  status: ReviewStatus;
  claim?: Claim;
  /** Decisions of the current round, first signer first; cleared by `reopen`. */
  signatures: readonly Decision[];
  /** The decision in effect; present exactly when the status is `approved` or `overridden`. */
  decision?: Decision;
  /** `seq` of the entry that holds `decision`. */
  decidedSeq?: number;
  /** What each person answered before the AI's answer was shown; kept through release, lapse and reopen (B-1). */
  judgements?: readonly GivenJudgement[];
  /** Ids of those whose decisions were reopened, where the policy wants somebody else then. */
  formerSigners?: readonly string[];
  /**
   * Ids of those who know the first signer: they lifted a stop of theirs and read why, or assigned the case to them. They sign
   * second no more in this round (B-19).
   */
  informed?: readonly string[];
  /** Where the policy sent the case, and why (B-17). */
  route?: Routing;
  /** Whether a person has had a case that a policy sent somewhere: it stays with people from then on. */
  byPeople?: true;
  /** Present exactly in `closed.automated`. */
  automated?: Automation;
  /** What holds it: the earliest of the holds in force. */
  hold?: Hold;
  /** The later ones, oldest first: it is held until all of them are gone. Absent where there are none. */
  alsoHeld?: readonly Hold[];
  legalHold?: LegalHold;
  question?: Question;
  escalation?: Escalation;
  /** Who gave this revision of the proposal back undecided, each once, oldest first. */
  skips?: readonly Skip[];
  /** Whom the case is kept for, until they have decided, skipped or escalated it. */
  assignment?: Assignment;
  /** How many of the newest entries only tell of viewing: a command sent before them is no conflict. */
  views?: number;
  /** Whether the last verdict can be taken back. The server's word of the moment, no part of the record. */
  undo?: UndoWindow;
  /** How many entries the review has; the next entry's `seq` is one more. */
  version: number;
  /** ISO 8601 time of the last entry that tells of more than viewing. */
  updatedAt: string;
}

/** How unsure the model is of a case, by the measures that its scores allow. */
export interface RowUncertainty {
  /** 1 less the probability of the likeliest reading, 0 to 1. */
  leastConfidence?: number;
  /** How far the likeliest reading is ahead of the next one, 0 to 1. */
  margin?: number;
  /** Over all readings, in nats. */
  entropy?: number;
  /** What it costs on average to let the proposed value take effect, in the host's unit. */
  expectedCost?: number;
}

/** What a queue row needs, and nothing that a blind reviewer may not see. */
export interface ReviewSummary {
  id: string;
  title: string;
  reference?: string;
  area?: string;
  kind: string;
  status: ReviewStatus;
  state: ReviewState;
  risk: Risk;
  why: readonly string[];
  /** Absent while the policy asks for the reviewer's own answer first. */
  confidence?: Confidence;
  /** Absent like `confidence`. */
  uncertainty?: RowUncertainty;
  /** Whether the AI's answer is hidden until the reviewer gave theirs. */
  answerFirst?: boolean;
  verdict?: VerdictType;
  claimedBy?: { id: string; name: string };
  /** Whom it is kept for, and whether that is whose queue it is; withheld like `claimedBy`. */
  assignedTo?: Assignee & { isYou?: true };
  held?: boolean;
  /** How many people have given it back undecided, as it stands; absent where nobody has. */
  skippedBy?: number;
  /** Whether the reader is one of them: it is nobody's next case who has given it back. */
  skippedByYou?: boolean;
  createdAt: string;
  updatedAt: string;
  dueAt?: string;
  version: number;
  /** How many of the newest entries only tell of viewing: no news to anybody. */
  views?: number;
}

/** What is true of a review apart from where it stands: the context of its chart. */
export type ReviewFacts = Omit<Review, 'state' | 'status' | 'version' | 'updatedAt' | 'decidedSeq' | 'undo' | 'views'>;
