import type { Draft, PageSignal, ReviewBackend, Unsubscribe } from './backend.types.js';
import type { DwellState } from './dwell.types.js';
import type {
  Assignee,
  AuditEntry,
  CanDecide,
  Command,
  CommandResult,
  CommandType,
  Decision,
  Forbidden,
  Grounds,
  Hold,
  HoldScope,
  Issue,
  Json,
  Proposal,
  Reason,
  Refusal,
  Review,
  Reviewer,
  Saw,
  SignatureMeaning,
  Verdict,
} from './review.types.js';

export const SESSION_STATUSES = [
  'loading',
  'viewing',
  'claiming',
  'deciding',
  'signing',
  'sending',
  'settled',
  'conflict',
  'lost',
  'failed',
] as const;
/** Where one reviewer's sitting with one review stands. */
export type SessionStatus = (typeof SESSION_STATUSES)[number];

export const DRAFT_STATUSES = ['idle', 'saving', 'saved', 'failed', 'offline'] as const;
/**
 * How saving what was typed stands: nothing to save, or nowhere · not saved yet, about to be · saved · could not be ·
 * could not be while offline, tried again when online.
 */
export type DraftStatus = (typeof DRAFT_STATUSES)[number];

export const CLAIM_STATUSES = ['none', 'held', 'expiring', 'lost', 'elsewhere'] as const;
/** `elsewhere`: this person holds it in another window. `expiring`: it ends within two minutes, by the server's clock. */
export type ClaimStatus = (typeof CLAIM_STATUSES)[number];

export const LOST_REASONS = ['ended', 'elsewhere', 'somebody-else'] as const;
/** Where a claim went: it ended · the same person took it over in another window · somebody else has the case now. */
export type LostReason = (typeof LOST_REASONS)[number];

/** What a decision of this sitting ran into, to compare field by field. */
export interface SessionConflict {
  /** The proposal that was on screen here. */
  base: Proposal;
  /** What is true now: decided by somebody, or revised. */
  theirs: Review;
  /** What was typed here. */
  mine: Draft;
}

/** Something that stands in the way, with what the reviewer can do about it. */
export type SessionProblem =
  /**
   * The backend could not be reached or broke; `retry()` sends the same command with the same key. `code` is that of the
   * error it rejected with, where it has one: `review-unknown` means that there is no such review.
   */
  | { kind: 'unreachable'; during: 'loading' | 'claiming' | 'sending'; message: string; code?: string }
  /** Somebody else was first; `review` says who has it now, or what was decided. */
  | { kind: 'claim-refused'; outcome: 'conflict' | 'claim-lost' | 'already-decided' }
  | { kind: 'forbidden'; why: Forbidden }
  | { kind: 'invalid'; issues: readonly Issue[] }
  /**
   * The signature was not confirmed, so nothing was sent: there is no connection, or the host's `reauthenticate` failed.
   * Deciding again asks again.
   */
  | { kind: 'signing'; why: 'offline' | 'failed'; message?: string }
  | { kind: 'held'; hold: Hold };

/** What a session is at one moment. A new object for every change, the same one in between. */
export interface SessionSnapshot {
  status: SessionStatus;
  reviewer: Reviewer;
  /** The review as last heard from the backend; absent while loading. */
  review?: Review;
  /**
   * The proposal to show, on which a verdict is given. It stays what it was when `review.proposal` is revised under a
   * claim, until `look()`: compare the revisions to know.
   */
  seen?: Proposal;
  draft: Draft;
  draftStatus: DraftStatus;
  /**
   * The revision that the draft was typed on. Another one than that of `review.proposal` keeps verdicts off until
   * `look()`.
   */
  draftRevision?: number;
  claimStatus: ClaimStatus;
  /** Where the claim went; present while the status is `lost`. */
  lostReason?: LostReason;
  /** Present while the status is `conflict`. */
  conflict?: SessionConflict;
  /** Until when this person may take the last verdict back, ISO 8601 by the server's clock; absent where they may not. */
  undo?: { until: string };
  /** The wait before a decision; present while this person decides on a case whose policy asks for one (B-12). */
  dwell?: DwellState;
  /** Evidence items opened so far, by id, with the ISO 8601 time of the first opening; kept with the draft. */
  opened: { readonly [evidenceId: string]: string };
  problem?: SessionProblem;
  /** The command on its way, or waiting to be tried again. */
  pending?: Command;
  /** Whether the browser, or the outbox, says that it is offline. */
  isOffline: boolean;
  /** Whether the pending command is kept on this device until the server can be reached. */
  isWaiting: boolean;
  /** Whether something would be lost with this page; the browser asks before it leaves then. */
  hasUnsaved: boolean;
  /** What `canDecide` says of the reviewer: `true`, or why not in words. Without a rule, or a review, `true`. */
  mayDecide: true | string;
  /** The decision this sitting made, once it is on the record. */
  settled?: { review: Review; decision?: Decision; entry: AuditEntry };
}

/** Called with the outcome of every command the session sent. */
export interface SettleDetails {
  command: Command;
  result: CommandResult;
}

/** What a signer confirms, for the host to ask them who they are. */
export interface ReauthenticationRequest {
  /** The review as it is known here. */
  review: Review;
  verdict: Verdict;
  /** What was on screen, as it is sent with the verdict: a server that ties its proof to a decision asks for both. */
  saw: Saw;
  /** What the signature means (21 CFR 11.50). */
  meaning: SignatureMeaning;
  /** Under which name. */
  printedName: string;
  /**
   * Whether nobody has signed since this page was loaded and they signed in: all components are asked for then, name and
   * password, later at least one of them (21 CFR 11.200). The server knows better, and may ask for all of them again.
   */
  isFirst: boolean;
  /** Aborted when it is no longer asked for: the person turned back, or the case went elsewhere meanwhile. */
  signal: PageSignal;
}

/** A proof for the server, used for this one decision; or the person turned back. */
export type Reauthenticated = { proof: string } | { cancelled: true };

/** Asks the signer who they are. What it rejects with is said to them, and they can try again. */
export type Reauthenticate = (request: ReauthenticationRequest) => Promise<Reauthenticated>;

export interface ReviewSessionOptions {
  backend: ReviewBackend;
  /** Id of the review. */
  id: string;
  /** Who is sitting here. The backend decides by its own login; this is what the interface shows. */
  reviewer: Reviewer;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
  /** What is known of the review already, so that nothing has to be loaded first. */
  review?: Review;
  /**
   * Names the window that sits here; a second one of the same person takes the claim over instead of sharing it.
   * @default an id of this tab, which a reload keeps and a duplicated tab does not get
   */
  holder?: string;
  /** Makes idempotency keys. @default crypto.randomUUID */
  createId?: () => string;
  /** Whether this person may decide; the backend is asked again with every command. */
  canDecide?: CanDecide;
  /**
   * Asked before a decision is sent whose policy asks for a signature, once the form holds all that it must. No time runs
   * out while it is answered; what was typed is kept throughout. Without it decisions are sent without proof.
   */
  reauthenticate?: Reauthenticate;
  /** Whether `reauthenticate` is asked before every decision, whatever the policy says. @default false */
  reauthenticateAlways?: boolean;
  /**
   * The median of this person's own active times, in milliseconds, where it is known: a wait before decisions is a quarter of
   * it then (B-12).
   */
  medianActiveMs?: () => number | undefined;
  /** How long after the last keystroke a draft is saved, in milliseconds. @default 400 */
  draftDelay?: number;
  /**
   * After so many milliseconds without an answer the backend counts as unreachable, so that nothing hangs for ever. An
   * outbox waits for the answers to commands itself. @default 30000
   */
  patience?: number;
  /** Called once for each answer of the backend to a command of this session. */
  onCommandSettle?: (details: SettleDetails) => void;
}

/**
 * One reviewer's sitting with one review, outside React: unmounting a panel never cancels a submission, and what was
 * typed stays.
 */
export interface ReviewSession {
  readonly id: string;
  readonly reviewer: Reviewer;
  readonly backend: ReviewBackend;
  /** As the session was given it. */
  readonly reauthenticate?: Reauthenticate;
  getSnapshot(): SessionSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /** The server's clock in milliseconds since 1970, as far as it is known here: what `until` is counted by. */
  now(): number;

  /** Why a control for this command is off; nothing when it is on. */
  whyNot(type: CommandType): Refusal | undefined;
  /** Whether a control for this command is on. */
  can(type: CommandType): boolean;
  /**
   * Puts another rule in the place of `canDecide`. Give the same one again when what it rests on has changed: controls
   * on screen follow at once.
   */
  setCanDecide(canDecide: CanDecide | undefined): void;

  claim(): void;
  /** Claims here what this person holds in another window, which keeps its draft and is told. */
  takeOver(): void;
  /** Moves the end of the claim at once. */
  extend(): void;
  release(): void;
  /** Records the reviewer's own answer before the AI's is shown. */
  judge(answer: { value: Json; confidence?: number }): void;
  /** Sends a verdict on what is on screen; what was opened goes with it. */
  decide(verdict: Verdict, grounds?: Grounds): void;
  /** Gives the case back with a reason, as `Policy.skips` offers it. */
  skip(details: { reason: Reason }): void;
  /** Keeps the case for one person; nobody has it, or it is refused. */
  assign(details: { to: Assignee; note?: string }): void;
  /** Gives it to everybody again. */
  unassign(): void;
  escalate(details: { to: string; note?: string }): void;
  ask(details: { question: string; to: string }): void;
  answer(details: { answer: string }): void;
  /** Takes back one's own last verdict while `undo` says so: deciding goes on with what was decided as the draft. */
  undo(): void;
  reopen(details: { reason: string }): void;
  hold(details: { reason: string; scope: HoldScope }): void;
  resume(details?: { reason?: string }): void;

  /** Changes some fields of the draft and saves it soon. */
  editDraft(change: Partial<Draft>): void;
  /** Puts a draft in place of the present one; an earlier draft comes back exactly, empty fields included. */
  restoreDraft(draft: Draft): void;
  discardDraft(): void;
  /**
   * Says that the case is on screen, until the returned function is called: the time that counts as active does so only
   * then, and a policy that records viewing learns of it.
   */
  show(): Unsubscribe;
  /** Notes that the explanation was opened. */
  openExplanation(): void;
  /** Notes that an evidence item was opened. */
  openEvidence(evidenceId: string): void;
  /** Confirms that the revised proposal on screen was looked at; the draft counts for it from here on. */
  look(): void;

  /** Tries again what failed or waits: loading, or the same command with the same idempotency key. */
  retry(): void;
  /** Turns back while the signature is asked for, with the draft kept. */
  cancelSigning(): void;
  /** Leaves a conflict or a lost claim with the draft kept, back to viewing what is now true. */
  acknowledge(): void;
  /** Leaves a conflict or a lost claim and throws the draft away. */
  discardMine(): void;
  /** Takes the claim again after a conflict or a lost claim, with the draft kept: on a newer revision it needs `look()`. */
  reclaim(): void;
  /** Puts away the notice of a refusal. */
  dismissProblem(): void;
  /** Loads the review again. */
  refresh(): void;
  /** Ends the sitting: no more timers, no more listening. What was sent stays sent. */
  stop(): void;
}
