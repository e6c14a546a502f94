/** A case that is approved as one of several (B-18). */
export interface Batch {
  /** The same for every case of a batch, of one person. */
  id: string;
  /** Ids of all cases that are approved together, this one included. */
  cases: readonly string[];
  /**
   * Whether this person has opened this case, by the entries that tell of viewing (`hasOpened`). A server sets it, whatever the client
   * sent.
   */
  opened?: boolean;
}

/** What a decision says of the batch that it was given in. */
export interface BatchShare {
  id: string;
  /** How many cases were approved together. */
  size: number;
  /** Whether its signer had opened this one. */
  opened: boolean;
}

export const BATCH_PROBLEMS = [
  // Of a case under its policy.
  'answer-first',
  'off',
  'risk',
  'second-review',
  'signature',
  'evidence',
  'assumption',
  'reason',
  'dwell',
  'not-offered',
  'views-unrecorded',
  'uncalibrated',
  'unlikely',
  // Of where a case stands.
  'decided',
  'held',
  'claimed',
  'own-claim',
  'escalated',
  'waiting',
  'undecidable',
  'unreadable',
  // Of a batch as a whole.
  'too-few',
  'too-many',
  'not-among',
  'unopened',
  'not-begun',
  'unknown-case',
  'not-together',
  'other-batch',
] as const;
/**
 * Why a case may not be approved together with others (B-18). Of the policy: it is answered first, and nothing else is said of
 * such a case · batches are off · risk above low · two people decide · signed · evidence to open · an assumption · a reason · a
 * wait · approving is not offered · looks are not recorded, so that nothing could show that one was opened · no calibrated
 * probability that the value is right · that is below “very likely”. Of where it stands: decided · stopped · with somebody else ·
 * with this person, who is at work on it · escalated, or between two signers · waits for an answer · not this person's to
 * decide · not to be had. Of the batch: fewer than two cases · more than the limit · the case is not among those it names · the
 * one to open first is not opened · nor approved, with which a batch begins · it names a case that does not exist · it names one that may
 * not be approved together with others, or that this person has decided elsewhere · the id is of another batch.
 */
export type BatchProblem = (typeof BATCH_PROBLEMS)[number];
