import type { Actor } from './actor.types.js';
import type { BatchShare } from './batch.types.js';
import type { Command } from './command.types.js';
import type { Judgement, Reason, Saw, Signature } from './decision.types.js';
import type { Json } from './json.types.js';
import type { Policy, ReasonDemand } from './policy.types.js';
import type { ModelRef, Proposal } from './proposal.types.js';
import type { ReviewState } from './review.types.js';
import type { Profile, SafeguardSettings } from './route.types.js';

export const ENTRY_TYPES = [
  'proposed',
  'claimed',
  'judged',
  'approved',
  'overridden',
  'rejected',
  'responded',
  'abstained',
  'released',
  'skipped',
  'assigned',
  'unassigned',
  'escalated',
  'asked',
  'answered',
  'lapsed',
  'undone',
  'reopened',
  'revised',
  'withdrawn',
  'expired',
  'routed',
  'proceeded',
  'held',
  'resumed',
  'viewed',
  'preserved',
  'lifted',
  'erased',
] as const;
export type EntryType = (typeof ENTRY_TYPES)[number];

/** The command behind an entry; the first entry of a review carries the proposal and its policy. */
export type RecordedCommand = Command | { type: 'propose'; proposal: Proposal; policy: Policy };

export const SAFEGUARDS = [
  'answer-first',
  'evidence-gate',
  'reason',
  'check',
  'signature',
  'second-review',
  'assumption',
  'dwell',
] as const;
/** What the chart asked of a person so that their judgement was their own when they decided (L-6). */
export type Safeguard = (typeof SAFEGUARDS)[number];

// Written out: a bundler keeps what is spread, wherever it goes.
export const SWITCHES = [
  'answer-first',
  'evidence-gate',
  'reason',
  'check',
  'signature',
  'second-review',
  'assumption',
  'dwell',
  'seeded-checks',
  'weekly-burst',
  'batch-limit',
  'agreement-nudge',
  'pace-watch',
] as const;
/** Everything that can be switched on or off to keep a person's judgement their own. `batch-limit`: not all at once. */
export type SwitchName = (typeof SWITCHES)[number];

/** How every switch stood when somebody decided, those that were off included; shares as they were drawn for the case (L-6). */
export interface SafeguardSwitches extends Omit<SafeguardSettings, 'blindFirst' | 'reasons' | 'secondReview'> {
  /** The profile that the switches began with, where the case was routed. */
  profile?: Profile;
  /** The profile that it would have been but for a new reviewer (B-23). */
  raisedFrom?: Profile;
  blindFirst: boolean;
  /** What the verdict had to give as its reason. */
  reason: ReasonDemand;
  secondReview: boolean;
}

/** What a person had before them when they decided (L-16). */
export interface Exposure {
  /** Whether the AI's answer was hidden until they gave theirs (B-1). */
  answerFirst: boolean;
  /** When the AI's answer was shown to them, ISO 8601. */
  revealedAt: string;
  /** Their own answer before that. */
  judgement?: Judgement;
  /** Ids of the evidence items they opened. */
  evidenceOpened: readonly string[];
  /** Milliseconds in which the case was visible and the page had focus (L-34). */
  activeMs?: number;
  /** The safeguards that were in force. */
  safeguards: readonly Safeguard[];
  /** Every switch with its value; absent from entries of earlier versions. */
  switches?: SafeguardSwitches;
  /** Of a case that was approved together with others (B-18): how many there were, and whether this one had been opened. */
  batch?: BatchShare;
  /** Whether the case was a seeded check that nothing follows from (B-14). A server sets it. */
  seeded?: true;
}

/** A signature as the server took it down (L-28 to L-30). */
export interface EntrySignature extends Signature {
  /** Server time, ISO 8601. */
  at: string;
  /** How the signer was recognised: `password`, `passkey`, in the host's words. */
  method?: string;
  /** How many components they gave: 2 for name and password, 1 where the session vouched for the name. */
  components?: number;
  /** SHA-256 of what was signed: the decision, and the proposal it is about. */
  recordHash: string;
}

/** The past-tense fact that an accepted command leaves behind. */
export interface AuditEntry {
  /** `<reviewId>:<seq>`. */
  id: string;
  reviewId: string;
  /** Gapless per review, from 1. */
  seq: number;
  /** Server time, ISO 8601 with offset. */
  at: string;
  /** Time on the sender's device, ISO 8601. To read, never to reckon with. */
  sentAt?: string;
  by: Actor;
  type: EntryType;
  command: RecordedCommand;
  from: ReviewState | null;
  to: ReviewState;
  /** The AI's value, for `proposed`, `revised` and every verdict. */
  oldValue?: Json;
  /** The person's value, for `judged`, `approved` and `overridden`; the new one for `revised`. */
  newValue?: Json;
  reason?: Reason;
  model?: ModelRef;
  policy: { id: string; version: string };
  saw?: Saw;
  /** `seq` of the verdict that a `reopened` or `undone` entry takes back. */
  supersedes?: number;
  /** Of a verdict: the AI's confidence from 0 to 1, and how it read on screen. */
  confidence?: { raw?: number; shownAs?: string };
  /** Of a verdict. */
  exposure?: Exposure;
  signature?: EntrySignature;
  /** Until when the entry has to be kept, ISO 8601; longer under a legal hold (L-11). */
  retainUntil?: string;
  /**
   * What was erased of it since, as JSON Pointers (RFC 6901). A server says so when it reads the entry: it is no part of the
   * record, and whatever stands in those places is nobody's word.
   */
  erased?: readonly string[];
}

/**
 * Stands where something was erased, and is taken as nobody's own words. As long as the shortest words a reason may be, so
 * that a record replays without them.
 */
export const ERASED = '[erased by law]' as const;
