import type { ReviewBackend } from '../../review/backend.types.js';
import type { Json, Review, Reviewer } from '../../review/review.types.js';

export const CONFORMANCE_CAPABILITIES = [
  'subscribe',
  'drafts',
  'claims.renew',
  'claims.next',
  'lease',
  'undo',
  'batches',
  'stops',
  'checks',
  'presence',
  'people',
  'advance',
  'add',
  'addCheck',
] as const;
/**
 * What a backend, or the host that tests it, may leave out: pushed changes · drafts · a heartbeat · the next case · claims
 * that end by themselves · verdicts that can be taken back · cases that are approved together · stops of a model or of everything ·
 * what was known of checks · who has a case open · whom cases can be assigned to · a clock that can be moved · reviews that arrive later · checks that do.
 */
export type ConformanceCapability = (typeof CONFORMANCE_CAPABILITIES)[number];

/** A store under test, holding what the case asked for and nothing else. */
export interface ConformanceHost {
  /**
   * What one person sees and may do: the backend that this person's browser would have. Each call makes a new one, as
   * a second window or a reload does. Everybody in `conformanceReviewers` is asked for.
   */
  backendFor(reviewer: Reviewer): ReviewBackend | Promise<ReviewBackend>;
  /** Moves the clock of the store forward, in milliseconds. Without it, nothing that takes minutes is tried. */
  advance?(ms: number): void | Promise<void>;
  /** Adds a new review, with its first entry, while the others are worked on. */
  add?(review: Review): void | Promise<void>;
  /** Adds a new review as a check of one person, whose answer is known. */
  addCheck?(review: Review, check: { personId: string; truth: Json }): void | Promise<void>;
  /** Called when the case is over, whatever came of it. */
  close?(): void | Promise<void>;
}

export interface ConformanceOptions {
  /** Makes a store that holds exactly these reviews, each new and with its first entry. */
  open(reviews: readonly Review[]): ConformanceHost | Promise<ConformanceHost>;
  /** How long a pushed change may take, in milliseconds. @default 5000 */
  patience?: number;
  /** What the backend is known to have: a case that needs it and does not find it fails instead of being skipped. */
  mustOffer?: readonly ConformanceCapability[];
}

/** What a test runner gives to a test, as far as it is used: the contexts of Vitest and `node:test` fit. */
export interface ConformanceRun {
  /** Marks the test as skipped, with the reason. */
  skip?(note?: string): unknown;
}

/** What came of a case that did not fail. */
export interface ConformanceOutcome {
  /** What the backend or its host lacks, so that the case could not be tried. */
  skipped?: ConformanceCapability;
}

/** One promise of the port. */
export interface ConformanceCase {
  /** What a backend does, as the title of a test. */
  name: string;
  /** Why somebody would suffer if it did not. */
  why: string;
  /** What the case needs and a backend may lack. */
  needs: readonly ConformanceCapability[];
  /**
   * Resolves when the backend keeps the promise, or lacks what it is about. Rejects with a `ConformanceError` that says
   * what was expected, what came, and why it matters.
   */
  run(this: void, ...context: readonly [ConformanceRun?, ...unknown[]]): Promise<ConformanceOutcome>;
}

/** What every case gets: backends of three people on one store. */
export interface Stage {
  /** Another window of that person, or the same one after a reload. */
  of(reviewer: Reviewer): Promise<ReviewBackend>;
  /** Amara's. */
  first: ReviewBackend;
  /** Mateo's. */
  second: ReviewBackend;
  /** How long a pushed change may take, in milliseconds. */
  patience: number;
  advance(ms: number): Promise<void>;
  add(review: Review): Promise<void>;
  addCheck(review: Review, check: { personId: string; truth: Json }): Promise<void>;
  /** Ends the case: what it is about is not offered. */
  lacks(capability: ConformanceCapability): never;
}

/** A case as it is written down; its name is its key. */
export interface CaseDefinition {
  why: string;
  needs?: readonly ConformanceCapability[];
  /** What the store holds. The sample loan where nothing is said. */
  reviews?: () => readonly Review[];
  run(stage: Stage): Promise<void>;
}

export type Cases = { readonly [name: string]: CaseDefinition };
