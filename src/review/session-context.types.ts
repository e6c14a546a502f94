import type { Draft, SendOptions } from './backend.types.js';
import type { AuditEntry, Command, Decision, Proposal, Refusal, Review, Reviewer } from './review.types.js';
import type { SessionProblem } from './session.types.js';

/** A command on its way. The key stays the same for every try. */
export interface PendingCommand {
  command: Command;
  options: SendOptions;
  /** Set for a claim that another window of this person held when it was asked for. */
  takesOver?: true;
  /** The decision that an `undo` takes back: the answer knows nothing of it any more. */
  taken?: Decision;
  /** Set for one that waited in the outbox already: its answer is asked for, it is not sent anew. */
  isResumed?: true;
  /** The answer to a command that waited, where it came before anybody was here to hear it. */
  refusal?: Refusal;
}

export interface Failures {
  feed: number;
  draft: number;
}

export interface SessionContext {
  reviewer: Reviewer;
  /** The server's clock in milliseconds since 1970, as far as it is known here. */
  now: () => number;
  /** This device's clock in milliseconds since 1970. */
  device: () => number;
  /** The window that sits here; a claim counts wherever it is until the window is known. */
  holder?: string;
  review?: Review;
  seen?: Proposal;
  /** Whether `seen` stays although a newer revision is known: it is compared with, until somebody looks. */
  keepsSeen: boolean;
  draft: Draft;
  /** The revision that the draft was typed on. */
  draftRevision?: number | undefined;
  /** When the draft was last changed, ISO 8601 by the server's clock. */
  typedAt?: string | undefined;
  /** When the last command was given, by the same clock. */
  givenAt?: string;
  /** What was opened in an earlier sitting, and on which revision: until the review is known. */
  found?: { opened: { readonly [evidenceId: string]: string }; revision?: number } | undefined;
  opened: { readonly [evidenceId: string]: string };
  problem?: SessionProblem;
  pending?: PendingCommand;
  isOffline: boolean;
  /** How often in a row the backend gave nothing when it was asked for what changed, or for or with the draft. */
  failures: Failures;
  /** How long the claim was renewed for when it last was, in milliseconds. */
  renewed?: { fence: number; length: number };
  /** Whether the person did something here since the last heartbeat. */
  isActive: boolean;
  settled?: { review: Review; decision?: Decision; entry: AuditEntry };
}

export interface SessionInput {
  reviewer: Reviewer;
  now: () => number;
  device: () => number;
  isOffline: boolean;
  review?: Review;
}

export type SessionEvent =
  /** Says which window this is. */
  | { type: 'seat'; holder: string }
  | { type: 'send'; command: Command; key: string }
  /** A command was found in the outbox that this sitting did not give. */
  | { type: 'resume'; pending: PendingCommand }
  | { type: 'edit'; change: Partial<Draft> }
  | { type: 'restore'; draft: Draft; revision?: number }
  | { type: 'discard' }
  | { type: 'open'; evidenceId: string; at: string }
  | { type: 'look' }
  | { type: 'retry' }
  /** The person turns back from signing. */
  | { type: 'unsign' }
  | { type: 'acknowledge' }
  | { type: 'forsake' }
  | { type: 'reclaim'; key: string }
  | { type: 'dismiss' }
  | { type: 'refresh' }
  | { type: 'extend' }
  | { type: 'online' }
  | { type: 'offline' }
  /** The person does something on the page. */
  | { type: 'active' }
  /** The page is seen again, maybe after a long sleep in which no timer ran. */
  | { type: 'wake' }
  /** The page goes out of sight, maybe for good. */
  | { type: 'leave' }
  /** Raised inside: the review arrived while the sitting went on. */
  | { type: 'received' }
  /** Raised inside: what was decided is a draft again, over what was typed where it was sent, else only where nothing is. */
  | { type: 'keep'; draft: Draft; revision?: number; wasSent?: true }
  /** Raised inside: the lease has another end. */
  | { type: 'renewed' }
  /** Raised inside: the claim came from another window, which may have saved more of the draft. */
  | { type: 'tookOver' }
  /** Raised inside: a verdict is on the record, so its draft is done with. */
  | { type: 'recorded' };

/** What a heartbeat is sent with. */
export interface Heartbeat {
  fence: number;
}
