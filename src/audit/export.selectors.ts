import type { TextFormat } from '../internal/format.js';
import type { RecordedEntry } from '../review/backend.types.js';
import type { AuditEntry } from '../review/review.types.js';
import type { ChainedEntry, Digest } from './chain.types.js';
import type { ExportFacts, ExportKind } from './export.types.js';

/** An entry as the record has it, with its place in the log and its digest where they are known. */
export type ExportedEntry = RecordedEntry & Partial<ChainedEntry> & { hash?: Digest };

/** Where an entry stands in the log, and its digest: a line of it has both itself, a server sends them beside the entry. */
export function placeOf({ position, prevHash, hash, proof }: ExportedEntry): Partial<ChainedEntry> & { hash?: Digest } {
  return { position: position ?? proof?.position, prevHash, hash: hash ?? proof?.hash };
}

/** How much text a document hands on at once, in UTF-16 code units: little enough for a page to draw in between. */
export const PIECE = 16_384;

/** What a file of each kind is, to a browser and to whoever opens it. */
export const EXPORT_FILES: Record<ExportKind, { type: string; extension: string }> = {
  log: { type: 'application/jsonl', extension: 'jsonl' },
  csv: { type: 'text/csv', extension: 'csv' },
  html: { type: 'text/html', extension: 'html' },
  person: { type: 'text/html', extension: 'html' },
};

/**
 * What a file is called: `record-LN-20417-2026-11-29-filtered.csv`. Nothing in it that a file system or a header could
 * misread, whatever the case is called.
 */
export function exportFileName(
  kind: ExportKind,
  { name, madeAt, isFiltered = false }: { name: string; madeAt: string; isFiltered?: boolean },
): string {
  const plain = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}_-]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  const parts = [
    kind === 'person' ? 'explanation' : 'record',
    plain,
    /^\d{4}-\d\d-\d\d/.exec(madeAt)?.[0],
    isFiltered && 'filtered',
  ];
  return `${parts.filter(Boolean).join('-')}.${EXPORT_FILES[kind].extension}`;
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A size in the greatest unit of which there is at least one: "4.2 MB". */
export function sizeText(bytes: number, format: TextFormat): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const digits = step > 1 ? 1 : 0;
  return format.number(bytes / 1000 ** step, { style: 'unit', unit: UNITS[step], maximumFractionDigits: digits });
}

/** Minutes that a time zone is ahead of UTC at a moment. */
function offsetOf(timeZone: string, time: number): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, hourCycle: 'h23', year: 'numeric', month: 'numeric', day: 'numeric' },
    ...{ hour: 'numeric', minute: 'numeric', second: 'numeric' },
  }).formatToParts(time);
  const part = (name: string) => Number(parts.find(({ type }) => type === name)?.value);
  const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return Math.round((there - time) / 60_000);
}

/**
 * The moment at which a day begins in a time zone, ISO 8601.
 *
 * @param day `2026-11-29`
 * @param after so many days later
 */
export function startOfDay(day: string, timeZone: string, after = 0): string {
  const midnight = Date.parse(`${day}T00:00:00Z`) + after * 86_400_000;
  // Twice: the first guess may lie on the other side of a change of the clock.
  const guess = midnight - offsetOf(timeZone, midnight) * 60_000;
  return new Date(midnight - offsetOf(timeZone, guess) * 60_000).toISOString();
}

/**
 * How the entries behind a proposal read, as far as it says so; nothing of another command. Of its evidence it is what it is
 * called, and of its policy the codes.
 */
export function factsIn(command: AuditEntry['command'] | undefined): ExportFacts | undefined {
  if (command?.type !== 'propose' && command?.type !== 'revise') return undefined;
  const { schema, explanation } = command.proposal ?? {};
  const { reasonCodes, checks } = (command.type === 'propose' && command.policy) || {};
  const evidence = Array.isArray(explanation?.evidence) ? explanation.evidence : undefined;
  return {
    ...(schema && { schema }),
    ...((reasonCodes || checks) && { policy: { reasonCodes, checks } }),
    ...(evidence && { evidence: evidence.map(({ id, title }) => ({ id, title })) }),
  };
}
