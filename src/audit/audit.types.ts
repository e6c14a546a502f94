import type { ActorKind, AuditEntry, EntryType, Json, Policy, ValueSchema } from '../review/review.types.js';

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
  | 'held-model'
  | 'held-all'
  | 'viewed-explanation'
  | 'viewed-evidence'
  | 'decided'
  | 'unknown';

/** Kinds of actor that are named beside the name. */
export type NamedActorKind = Exclude<ActorKind, 'person' | 'system'>;

/** What failed. What is shown stays. */
export interface AuditProblem {
  /** The first page, an older one, or the look for newer entries. */
  during: 'loading' | 'older' | 'newer';
  /** What the backend said, shown below the kit's own sentence. */
  message?: string;
}

/** The codes that a reason refers to. */
export type ReasonWords = Pick<Policy, 'reasonCodes' | 'checks'>;

/** What the rest of the record says about one entry. */
export interface EntryFacts {
  /** How its values read: the schema of the proposal in force at that time. */
  schema?: ValueSchema;
  policy?: ReasonWords;
  /** The later entry that takes this one back. */
  supersededBy?: AuditEntry;
  /** The earlier entry that this one takes back, where it is loaded. */
  supersedes?: AuditEntry;
}

/** One value before and after, with who gave it. */
export interface ValueChange {
  /** The field of a record; absent where the whole value is meant. */
  field?: string;
  schema?: ValueSchema;
  from?: { origin: 'ai' | 'human'; value: Json };
  to?: { origin: 'ai' | 'human'; value: Json };
}
