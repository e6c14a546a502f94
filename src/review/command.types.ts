import type { Actor, PersonActor } from './actor.types.js';
import type { Batch } from './batch.types.js';
import type { Grounds, Reason, Saw } from './decision.types.js';
import type { Json } from './json.types.js';
import type { Policy } from './policy.types.js';
import type { Proposal } from './proposal.types.js';
import type { ReviewFacts, ReviewState } from './review.types.js';
import type { Route } from './route.types.js';

export const HOLD_SCOPES = ['review', 'model', 'all'] as const;
export type HoldScope = (typeof HOLD_SCOPES)[number];

export const VIEWED_PARTS = ['case', 'explanation', 'evidence'] as const;
/** What can be looked at; an evidence item by its id. */
export type ViewedPart = (typeof VIEWED_PARTS)[number];

/** Whom a case can be assigned to. */
export interface Assignee {
  id: string;
  name: string;
}

/** An imperative sent to a review. */
export type Command =
  /**
   * `holder` names the sitting that claims: a second window of the same person is another holder and takes the claim
   * over. `until` is the end of the lease, ISO 8601; a server sets it, whatever the client sent.
   */
  | { type: 'claim'; holder?: string; until?: string }
  | { type: 'judge'; value: Json; confidence?: number }
  /** With `batch` as one of several that are approved together (B-18). */
  | ({ type: 'approve'; batch?: Batch } & Grounds)
  | ({ type: 'override'; value: Json } & Grounds)
  | ({ type: 'reject' } & Grounds)
  | ({ type: 'respond'; message: string } & Grounds)
  | ({ type: 'abstain' } & Grounds)
  | { type: 'release' }
  /**
   * Gives the case back undecided and says why, in a code of `Policy.skips`: to whoever else may decide it, and after as many
   * people as the policy says to a role.
   */
  | { type: 'skip'; reason: Reason }
  /**
   * Says who is to have the case: nobody else can claim it until they have decided, skipped or escalated it, or it is assigned anew.
   * By roles of `PolicyRoles.assign`, and by whoever may decide it to themselves, to take it up later.
   */
  | { type: 'assign'; to: Assignee; note?: string }
  /** Gives it to everybody again: by those roles, and by whom it is assigned to. */
  | { type: 'unassign' }
  | { type: 'escalate'; to: string; note?: string }
  | { type: 'ask'; question: string; to: string }
  | { type: 'answer'; answer: string }
  /** Sent by the server when a lease ran out. */
  | { type: 'lapse' }
  /**
   * Takes back one's own last verdict before it took effect, and claims the case again (B-24). Not the second of two: it has
   * shown the first one.
   */
  | { type: 'undo'; holder?: string; until?: string }
  | { type: 'reopen'; reason: string }
  | { type: 'revise'; proposal: Proposal }
  | { type: 'withdraw'; reason?: string }
  /** Sent by the server when the time ran out. Never approves anything. */
  | { type: 'expire' }
  /**
   * Sent by the server for a proposal that nobody has looked at yet: who has to look at it (B-17). `auto` lets the AI's value
   * take effect, `monitor` waits until `vetoUntil` for somebody to step in. `policy` governs the review from here on: a new
   * revision may be sent elsewhere, with other safeguards.
   */
  | { type: 'route'; route: Route; policy?: Policy }
  /** Sent by the server when the time to step in is over: the AI's value takes effect, and nobody has approved it. */
  | { type: 'proceed' }
  /**
   * `stop` names the stop of a model, or of everything, that it follows from. A server sets it, whatever the client sent: it
   * has asked who may stop so much, and no policy of one review is asked again. `since` is its word as well: when that stop
   * began to hold the review, where it comes on record later, ISO 8601.
   */
  | { type: 'hold'; reason: string; scope: HoldScope; stop?: string; since?: string }
  /** Lifts the hold of the stop it names; without one, the hold of this review alone. */
  | { type: 'resume'; reason?: string; stop?: string }
  /** Notes that something was looked at (L-31). Changes nothing, and stands in nobody's way. */
  | { type: 'view'; of: ViewedPart; id?: string }
  /** Keeps the record beyond its time: a legal hold. Nothing of it is erased until somebody lifts it. */
  | { type: 'preserve'; reason: string }
  | { type: 'lift'; reason: string }
  /**
   * Erases what the law asks to erase: who and what the case is about, why the AI said what it said, and what people wrote in
   * their own words. Which values were proposed and decided stays, by whom and when, and that something else stood there.
   */
  | { type: 'erase'; reason: string };
export type CommandType = Command['type'];
export type CommandOf<T extends CommandType> = Extract<Command, { type: T }>;

export const COMMANDS = [
  'claim',
  'judge',
  'approve',
  'override',
  'reject',
  'respond',
  'abstain',
  'release',
  'skip',
  'assign',
  'unassign',
  'escalate',
  'ask',
  'answer',
  'lapse',
  'undo',
  'reopen',
  'revise',
  'withdraw',
  'expire',
  'route',
  'proceed',
  'hold',
  'resume',
  'view',
  'preserve',
  'lift',
  'erase',
] as const satisfies readonly CommandType[];

/** Asks the host whether this person is competent, trained and authorised (L-12): `true`, or why not in words. */
export type CanDecide = (actor: PersonActor, review: ReviewFacts) => true | string;

/** Everything a command needs besides itself. Given by the caller: the chart has no clock and knows nobody. */
export interface CommandContext {
  by: Actor;
  /** ISO 8601 with offset. */
  at: string;
  saw?: Saw;
  /** Time on the sender's device, ISO 8601. */
  sentAt?: string;
  /** The version the sender had; a different one is a conflict. */
  expectedVersion?: number;
  /**
   * The sender's fencing token, `claim.fence`; another one than the claim in force means that the claim is lost, however
   * legal the command. Not asked where it is absent: a server passes `NO_FENCE` for a sender that gave none.
   */
  fence?: number;
  /** Whether the last verdict has no effect yet, so that `undo` may take it back. @default true */
  isUndoable?: boolean;
  /** Whether it was accepted before, and is only told again: what was on screen may have been erased since. @default false */
  isReplayed?: boolean;
  /** Of what is told again: where it led. It says whether two people agreed whose words were erased since. */
  ledTo?: ReviewState;
  canDecide?: CanDecide;
}

/** The fencing token of a sender who has none: it fits no claim. */
export const NO_FENCE = 0 as const;
