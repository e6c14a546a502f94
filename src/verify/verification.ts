import type { AuditVerification } from '../audit/audit.types.js';
import type { RecordedEntry } from '../review/backend.types.js';
import { createEntryMarks } from './entry-mark.js';
import type { LogFault, LogReport } from './verify.types.js';

type Shown = AuditVerification['faults'][number];

export interface VerificationOptions {
  /** When it ended, ISO 8601. */
  at: string;
  /** Entries on screen, to be compared with those that were verified: for a report that kept its entries. */
  entries?: readonly RecordedEntry[];
  /** A sentence for a fault in place of the timeline's own. */
  describe?: (fault: LogFault) => string;
}

/** Entries on screen that are not what was verified. Those that were written since are in no file yet. */
function differing(report: LogReport, entries: readonly RecordedEntry[]): Shown[] {
  const { kept } = report;
  if (!kept) return [];
  const markOf = createEntryMarks(report);
  const last = new Map<string, number>();
  for (const { entry } of kept) last.set(entry.reviewId, Math.max(last.get(entry.reviewId) ?? 0, entry.seq));
  return entries.flatMap((entry): Shown[] => {
    const { proof, ...shown } = entry;
    const mark = markOf(shown);
    const position = proof?.position ?? 0;
    if (mark === 'differs') return [{ kind: 'changed', position, id: entry.id }];
    const isLater = entry.seq > (last.get(entry.reviewId) ?? Number.POSITIVE_INFINITY);
    return mark === 'not-in-log' && last.has(entry.reviewId) && !isLater
      ? [{ kind: 'inserted', position, id: entry.id }]
      : [];
  });
}

/** A report as an `AuditTimeline` or an `AuditLogView` shows it. Whole is only what a signature stands for. */
export function verificationOf(
  report: LogReport,
  { at, entries = [], describe }: VerificationOptions,
): AuditVerification {
  const { isIntact, signatures, disclosures, since } = report;
  const others = differing(report, entries);
  const faults = [
    ...report.faults.map((fault): Shown => (describe ? { ...fault, text: describe(fault) } : fault)),
    // Of a file that is not whole, what is another one on screen may be what is missing there.
    ...(isIntact ? others : []),
  ];
  const isSure = since?.outcome !== 'lost' && (isIntact || others.length === 0);
  const good = report.checkpoints.filter(({ isGenuine }) => isGenuine);
  const checkpoint = good.at(-1);
  const status = faults.length > 0 ? 'broken' : signatures === 'checked' ? 'whole' : 'unknown';
  return {
    status,
    checked: report.entries,
    total: report.header?.entries ?? report.entries,
    at,
    faults,
    signed: isSure ? report.signed : 0,
    disclosures,
    ...(checkpoint && { keyId: checkpoint.keyId, checkpoint }),
  };
}
