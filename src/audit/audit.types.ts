import type { ActorKind, AuditEntry, EntryType, Json, Policy, ValueSchema } from '../review/review.types.js';
import type { Checkpoint, Digest } from './chain.types.js';
import type { DisclosureCheck, LogFault } from './log-fault.types.js';

export const TIMELINE_ORDERS = ['newest-first', 'oldest-first'] as const;
export type TimelineOrder = (typeof TIMELINE_ORDERS)[number];

export const AUDIT_ORIGINS = ['human', 'ai', 'system'] as const;
/** Who stands behind an entry: it decides the line of the node, solid, dashed or none. */
export type AuditOrigin = (typeof AUDIT_ORIGINS)[number];

/** Which phrase says what happened: one per type, more where one type means several things. */
export type ActionPhrase =
  | EntryType
  | 'claimed-over'
  | 'expired-escalated'
  | 'skipped-escalated'
  | 'assigned-withheld'
  | 'routed-auto'
  | 'routed-monitor'
  | 'held-model'
  | 'held-all'
  | 'viewed-explanation'
  | 'viewed-evidence'
  | 'decided'
  | 'withheld'
  | 'unknown';

/** Kinds of actor that are named beside the name. */
export type NamedActorKind = Exclude<ActorKind, 'person' | 'system'>;

export const SIGNATURE_STATES = ['matches', 'changed', 'earlier-revision', 'unchecked'] as const;
/**
 * How a signature stands to what was signed: it still covers it · it no longer does · it covers it, and the proposal was
 * revised since · what was signed is not here to be looked at.
 */
export type SignatureState = (typeof SIGNATURE_STATES)[number];

/** What failed. What is shown stays. */
export interface AuditProblem {
  /** The first page, an older one, or the look for newer entries. */
  during: 'loading' | 'older' | 'newer';
  /** What the backend said, shown below the kit's own sentence. */
  message?: string;
}

/** The codes that a reason refers to. */
export type ReasonWords = Pick<Policy, 'reasonCodes' | 'checks' | 'assumptions' | 'skips'>;

/** What the rest of the record says about one entry. */
export interface EntryFacts {
  /** How its values read: the schema of the proposal in force at that time. */
  schema?: ValueSchema;
  policy?: ReasonWords;
  /** What its evidence is called. */
  evidence?: readonly { readonly id: string; readonly title: string }[];
  /** The later entry that takes this one back; of a decision that was made anew after that, the new one. */
  supersededBy?: AuditEntry;
  /** How its signature stands, where the host looked. */
  signature?: SignatureState;
  /** The earlier entry that this one takes back, or decides anew, where it is loaded. */
  supersedes?: AuditEntry;
  /** The later entry that erased its words, or its subject, where it is loaded. */
  erasedBy?: AuditEntry;
}

/** One value before and after, with who gave it. */
export interface ValueChange {
  /** The field of a record; absent where the whole value is meant. */
  field?: string;
  schema?: ValueSchema;
  from?: { origin: 'ai' | 'human'; value: Json };
  to?: { origin: 'ai' | 'human'; value: Json };
}

/** Which entries are shown. What is absent or empty leaves out nothing. */
export interface AuditFilter {
  /** Words that all have to be there, in any order. */
  text?: string;
  /** Ids of who did it. */
  actors?: readonly string[];
  /** As the server sent them. */
  types?: readonly string[];
  /** Names of record fields that changed. */
  fields?: readonly string[];
}

export const VERIFICATION_STATUSES = ['checking', 'whole', 'broken', 'unknown'] as const;
/** What is known of a record: it is being checked · it is as it was written · it is not · nobody has checked it. */
export type VerificationStatus = (typeof VERIFICATION_STATUSES)[number];

/** What a check of the chain came to, for the timeline to show. */
export interface AuditVerification {
  status: VerificationStatus;
  /** How many entries were checked so far. */
  checked: number;
  /** How many there are to check. */
  total: number;
  /** When it ended, ISO 8601: entries written later are not checked yet. */
  at?: string;
  /** The key of the last checkpoint whose signature was good. */
  keyId?: string;
  /**
   * In the order of their positions; one that is about no entry that is known has none. `text` stands in place of the kit's own
   * sentence.
   */
  faults: readonly (LogFault & { text?: string })[];
  /**
   * Up to which position a signature stands for the entries: what is wrong elsewhere takes nothing from those. @default 0
   */
  signed?: number;
  /** Whether the words that may be erased were looked at as well. @default 'checked' */
  disclosures?: DisclosureCheck;
  /** The last checkpoint whose signature was good. */
  checkpoint?: Checkpoint;
  /** Digests by the id of their entry, shown beside the mark. */
  hashes?: ReadonlyMap<string, Digest>;
}

export const ENTRY_MARKS = ['verified', 'broken', 'unsure', 'unchecked'] as const;
/** What a check says of one entry: it is as it was written · it is not · it stands behind one that is not · not checked yet. */
export type EntryMark = (typeof ENTRY_MARKS)[number];
