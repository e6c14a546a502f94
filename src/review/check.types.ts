import type { Json } from './json.types.js';

/** What a case whose answer was known beforehand tells whoever has decided it (B-14, B-22). */
export interface CheckOutcome {
  /** The known answer. */
  truth: Json;
  /** What the AI proposed. */
  proposed: Json;
  /** The person's answer; absent where they left the case open. */
  decided?: Json;
  /** Whether the person's answer counts as the known one; false where they left it open. */
  isRight: boolean;
  /** What in the case tells it, in words. */
  because?: string;
}

/** Checks among the cases of a queue (B-14). */
export interface CheckService {
  /** What was known of a case that this person has decided; nothing where it was no check. */
  outcome(reviewId: string): Promise<CheckOutcome | undefined>;
}
