import { isBeside } from '../audit/log-fault.selectors.js';
import { sameJson } from '../internal/canonical-json.js';
import type { AuditEntry } from '../review/review.types.js';
import type { LogFault, LogReport } from './verify.types.js';

/**
 * What a report says of one entry: it is what was signed · nothing is wrong with it, and no signature covers it · something is
 * wrong with it · what is on screen is not what the log holds · the log does not hold it.
 */
export type EntryMark = 'signed' | 'intact' | 'broken' | 'differs' | 'not-in-log';

/** Of entries that are not there. */
const GONE: readonly LogFault['kind'][] = ['removed', 'cut-off'];

function isAbout(fault: LogFault, shown: AuditEntry, place: number): boolean {
  const { id, position = 0, to = position, kind } = fault;
  if (kind === 'proof-wrong') return true;
  if (isBeside(fault)) return false;
  return id === undefined ? position <= place && place <= to && !GONE.includes(kind) : id === shown.id;
}

/**
 * Marks for the entries on screen: each is compared with the one of the same id that was verified.
 *
 * @param report of a run with `keepEntries`
 */
export function createEntryMarks(report: LogReport): (shown: AuditEntry) => EntryMark {
  const kept = new Map(report.kept?.map((each) => [each.entry.id, each]));
  return (shown) => {
    const found = kept.get(shown.id);
    const place = found?.position ?? 0;
    if (report.faults.some((fault) => isAbout(fault, shown, place))) return 'broken';
    if (!found) return 'not-in-log';
    if (!sameJson(found.entry, shown)) return 'differs';
    return place <= report.signed && report.since?.outcome !== 'lost' ? 'signed' : 'intact';
  };
}
