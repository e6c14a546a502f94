import type { Json } from './json.types.js';

/** What a case turned out to be, after it was decided (B-27). */
export interface KnownOutcome {
  /** The right value, as it is known now. */
  value: Json;
  /** ISO 8601. */
  knownAt: string;
  /** Where it is known from, in the host's words: "Loan ledger". */
  source: string;
}

/** One of a person's own decisions, whose outcome is known (B-27). Nobody else reads it (B-26). */
export interface OwnOutcome {
  reviewId: string;
  /** ISO 8601. */
  decidedAt: string;
  /** How likely the person said their own answer was, 0 to 1; absent where they did not say (B-1). */
  confidence?: number;
  isRight: boolean;
  /** Whether the case was a check, whose outcome was known beforehand (B-14). */
  isCheck?: true;
}

/** What became known of decided cases (B-27). */
export interface OutcomeService {
  /** What this case turned out to be; nothing as long as that is not known, or this person has still to answer. */
  of(reviewId: string): Promise<KnownOutcome | undefined>;
  /** The decisions of the person who asks. */
  own(): Promise<readonly OwnOutcome[]>;
}
