import type { AuditEntry } from '../review/review.types.js';
import type { AuditVerification, EntryMark } from './audit.types.js';
import type { ChainedEntry, ChainFault } from './chain.types.js';

const placeOf = (entry: AuditEntry) => (entry as Partial<ChainedEntry>).position;

/** Of what a fault makes known: which entry it is, or which ones it may be. */
function isMeant(entry: AuditEntry, { id, position, to = position }: ChainFault): boolean {
  if (id !== undefined) return id === entry.id;
  const place = placeOf(entry);
  return place !== undefined && place >= position && place <= to;
}

/** Whether an entry stands behind a fault, in the log or in the review: what it is tied to is not what was written. */
function isBehind(entry: AuditEntry, { id, position }: ChainFault): boolean {
  const place = placeOf(entry);
  if (place !== undefined) return place > position;
  const [, reviewId, seq] = id?.match(/^(.*):(\d+)$/) ?? [];
  return reviewId !== entry.reviewId || !(entry.seq < Number(seq));
}

/** The fault that names an entry. */
export function faultOf(entry: AuditEntry, { faults }: Pick<AuditVerification, 'faults'>) {
  return faults.find((fault) => isMeant(entry, fault));
}

/**
 * What a check says of one entry. Behind the first fault nothing is sure any more; where it is not known which comes first,
 * nothing is.
 */
export function markOf(
  entry: AuditEntry,
  { status, at, faults }: Pick<AuditVerification, 'status' | 'at' | 'faults'>,
): EntryMark {
  if (faultOf(entry, { faults })) return 'broken';
  if (status !== 'whole' && status !== 'broken') return 'unchecked';
  if (at !== undefined && Date.parse(entry.at) > Date.parse(at)) return 'unchecked';
  return faults.some((fault) => isBehind(entry, fault)) ? 'unsure' : 'verified';
}

/** The loaded entry that a fault names. */
export function entryOf(entries: readonly AuditEntry[], fault: ChainFault): AuditEntry | undefined {
  return entries.find((entry) => isMeant(entry, fault));
}
