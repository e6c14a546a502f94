import type { ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import type { CheckOutcome } from '../review/check.types.js';
import type { Json } from '../review/json.types.js';
import type { Policy } from '../review/policy.types.js';
import type { Proposal, ValueSchema } from '../review/proposal.types.js';
import type { Reviewer } from '../review/review.types.js';

/** A case to practise on: what the AI proposes, and what is known to be right. */
export interface PracticeCase {
  proposal: Proposal;
  /** The known answer; `null` where nothing should take effect. */
  truth: Json;
  /** What in the case tells it, in words. */
  because?: string;
  /** Governs this case; the set's policy unless given. */
  policy?: Policy;
}

/** How many cases a set has at least, and in how many of them the AI is wrong. */
export interface PracticeDemand {
  cases: number;
  aiWrong: number;
}

/** The set that somebody begins with (B-22). */
export const ONBOARDING_SET = { cases: 20, aiWrong: 5 } as const;
/** Ten cases before the work begins, in half of which the AI is wrong (B-14; Wolfe 2013). */
export const CHECK_BURST = { cases: 10, aiWrong: 5 } as const;

/** What somebody answered to one case, with what was known of it. */
export interface PracticeResult extends CheckOutcome {
  reviewId: string;
  /** The host's own number for the case. */
  reference?: string;
  /** Whether the AI proposed the known answer. */
  isAiRight: boolean;
  /** ISO 8601. */
  decidedAt: string;
}

/** What came of a set, in counts. A host decides what it asks for (B-22). */
export interface PracticeSummary {
  n: number;
  right: number;
  /** Cases left open: neither right nor wrong. */
  open: number;
  /** Cases in which the AI was wrong, and in how many of them the person had the known answer. */
  aiWrong: number;
  aiWrongFound: number;
  /** Cases in which the AI was right, and in how many of them the person had the known answer. */
  aiRight: number;
  aiRightKept: number;
}

/** What a practice is at one moment. A new object for every change, the same one in between. */
export interface PracticeSnapshot {
  /** How many cases there are. */
  count: number;
  /** The case at hand; absent once all are decided and the last one was looked at. */
  currentId?: string;
  /** What was known of the case at hand, once it is decided. */
  result?: PracticeResult;
  /** In the order in which they were decided. */
  results: readonly PracticeResult[];
  /** Whether what was answered outlives this page; false where the browser keeps nothing. */
  isKept: boolean;
}

/** A set of cases to practise on, apart from the work: what is decided here reaches nobody (B-14, B-22). */
export interface Practice {
  /** Who practises. */
  readonly reviewer: Reviewer;
  /** Where the cases are: nothing else is in it, and nothing leaves it. Another one once the practice begins anew. */
  readonly backend: ReviewBackend;
  /** How the values of one of its cases read. */
  schemaOf(reviewId: string): ValueSchema | undefined;
  getSnapshot(): PracticeSnapshot;
  /** As it begins: what a server renders, which knows nothing of what a browser has kept. */
  getServerSnapshot(): PracticeSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /** Goes on to the next case; nothing happens before the one at hand is decided. */
  next(): void;
  /** Begins anew, in the same order. What was answered is forgotten. */
  restart(): void;
}
