import type { RecordedEntry } from '../review/backend.types.js';
import type { AuditEntry } from '../review/review.types.js';
import type { AuditVerification, EntryMark } from './audit.types.js';
import type { ChainedEntry } from './chain.types.js';
import { isBeside } from './log-fault.selectors.js';
import type { LogFault } from './log-fault.types.js';

/** Place in the log, as a line of it or an answer of a backend says. */
function placeOf(entry: AuditEntry): number | undefined {
  const { position, proof } = entry as Partial<ChainedEntry> & RecordedEntry;
  return position ?? proof?.position;
}

/** Of what a fault makes known: which entry it is, or which ones it may be. */
function isMeant(entry: AuditEntry, fault: LogFault): boolean {
  const { id, position, to = position } = fault;
  if (isBeside(fault)) return false;
  if (id !== undefined) return id === entry.id;
  const place = placeOf(entry);
  return place !== undefined && position !== undefined && place >= position && place <= (to as number);
}

/**
 * Whether an entry stands behind a fault, in the log or in the review: what it is tied to is not what was written. A fault that is
 * about no entry takes nothing from those that a signature stands for.
 */
function isBehind(entry: AuditEntry, fault: LogFault, signed: number): boolean {
  const { id, position } = fault;
  const place = placeOf(entry);
  if (isBeside(fault)) return place === undefined || place > signed;
  if (place !== undefined && position !== undefined) return place > position;
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
  { status, at, faults, signed = 0 }: Pick<AuditVerification, 'status' | 'at' | 'faults' | 'signed'>,
): EntryMark {
  if (faultOf(entry, { faults })) return 'broken';
  if (status !== 'whole' && status !== 'broken') return 'unchecked';
  if (at !== undefined && Date.parse(entry.at) > Date.parse(at)) return 'unchecked';
  return faults.some((fault) => isBehind(entry, fault, signed)) ? 'unsure' : 'verified';
}

/** The loaded entry that a fault names. */
export function entryOf(entries: readonly AuditEntry[], fault: LogFault): AuditEntry | undefined {
  return entries.find((entry) => isMeant(entry, fault));
}
