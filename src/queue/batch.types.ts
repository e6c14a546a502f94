import type { Unsubscribe } from '../review/backend.types.js';
import type { BatchObstacle } from '../review/batch-plan.selectors.js';
import type { BatchProblem, Review } from '../review/review.types.js';

export const BATCH_PHASES = ['checking', 'ready', 'running', 'stopping', 'done', 'undoing'] as const;
/**
 * Where a batch stands: the cases are being looked at · it can be approved, once one is opened · being approved, one after another ·
 * the same, and ends after the present case · over · being taken back.
 */
export type BatchPhase = (typeof BATCH_PHASES)[number];

export const BATCH_CASE_STATUSES = [
  'checking',
  'left',
  'ready',
  'sending',
  'approved',
  'failed',
  'untried',
  'undoing',
  'undone',
  'kept',
] as const;
/**
 * Where a case of a batch stands: being looked at · no part of it · part of it, and not approved yet · being approved · approved ·
 * not approved, for a reason · not begun when the batch ended · being taken back · taken back · approved, and not to be taken back.
 */
export type BatchCaseStatus = (typeof BATCH_CASE_STATUSES)[number];

export const BATCH_FAILURES = [
  'taken',
  'decided',
  'changed',
  'lost',
  'held',
  'forbidden',
  'refused',
  'gone',
  'signed-out',
  'unreachable',
  'undo-over',
] as const;
/**
 * Why a case was not approved, or not taken back: somebody else has it · it is decided, or no longer · it is not what was listed any
 * more · the claim went elsewhere · it is stopped · this person may not · the server does not take it so · there is no such case ·
 * somebody else is signed in, or nobody · no answer, so that it may have happened all the same · it has taken effect.
 */
export type BatchFailureReason = (typeof BATCH_FAILURES)[number];

export interface BatchFailure {
  why: BatchFailureReason;
  /** Of `refused`, where the batch is the reason. */
  problem?: BatchProblem;
  /** The host's own words, or why the case is stopped. */
  text?: string;
}

/** What somebody can do about a failure: nothing · try again · open the case and decide on it · sign in, and try again. */
export type BatchRemedy = 'none' | 'retry' | 'open' | 'sign-in';

/** One of the chosen cases. */
export interface BatchCase {
  id: string;
  /** As last heard. Absent while it is not known, and where it cannot be had. */
  review?: Review;
  status: BatchCaseStatus;
  /** Present while the status is `left`. */
  obstacle?: BatchObstacle;
  /** Present while the status is `failed` or `kept`. */
  failure?: BatchFailure;
}

/** What a batch is at one moment. A new object for every change, the same one in between. */
export interface BatchSnapshot {
  phase: BatchPhase;
  /** The chosen cases, in the order in which they were chosen. */
  cases: readonly BatchCase[];
  /** How many of these could be approved together at most. */
  most: number;
  /** The case to open before the others, and whether its opening is on record; absent where nothing can be approved together. */
  first?: { id: string; isOpened: boolean };
  /** Whether `approve()` does something. */
  canApprove: boolean;
  /** How many cases this run is about, and with how many of them it is done. */
  progress: { total: number; done: number };
  /** Whether there is no connection, and what was given waits for one. */
  isWaiting: boolean;
  /** Until when something of it can be taken back at the latest, ISO 8601 by the server's clock. */
  undoUntil?: string;
}

/** Several cases, approved together (B-18), outside React. */
export interface BatchSession {
  getSnapshot(): BatchSnapshot;
  /** The cases are looked at with the first subscription, and followed while there is one. */
  subscribe(listener: () => void): Unsubscribe;
  /** Looks at the cases again: one may have been opened, or taken. */
  refresh(): void;
  /** Approves what can be approved together, one case after another. */
  approve(): void;
  /** Ends after the present case: what is done is done, the rest is left as it was. */
  stop(): void;
  /** Goes on with what has failed and can be tried again, and with what was not begun. */
  retry(): void;
  /** Takes back each one that still can be, and leaves it open to everybody. */
  undo(): void;
  /** The server's clock in milliseconds since 1970, as far as it is known here. */
  now(): number;
  /** Ends it: nothing is claimed any more that was not approved. */
  end(): void;
}
