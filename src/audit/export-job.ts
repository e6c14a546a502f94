import type { Page, RecordScope, RecordService, ReviewBackend } from '../review/backend.types.js';
import type { AuditEntry, Review } from '../review/review.types.js';
import type { TimelineOrder } from './audit.types.js';
import { csvExport } from './csv-export.selectors.js';
import { factsIn } from './export.selectors.js';
import { type ExportProgress, ExportRefused } from './export.session.js';
import type { ExportEntries, ExportFacts, ExportKind, ExportScope, PersonExportOptions } from './export.types.js';
import { type HtmlExportOptions, htmlExport } from './html-export.document.js';
import { personHtml } from './person-export.document.js';
import { explainToPerson } from './person-export.selectors.js';

/** Entries per request of the record of all reviews. */
const LARGEST_PAGE = 200;
/** A review of up to so many entries is gathered, so that its oldest can come first. */
const GATHERED = 2_000;

export interface ExportOrigin {
  backend?: Pick<ReviewBackend, 'history' | 'load' | 'record'>;
  /** In place of what a backend has. */
  entries?: () => ExportEntries;
  entriesTotal?: number;
  reviewId?: string;
}

export interface ExportRequest extends ExportOrigin {
  kind: ExportKind;
  scope: ExportScope;
  period?: { from: string; to: string };
  document: HtmlExportOptions;
  person?: PersonExportOptions;
}

interface Source {
  order: TimelineOrder;
  entries: ExportEntries;
}

/** Counts what passes. */
async function* counted(entries: ExportEntries, progress: ExportProgress): AsyncGenerator<AuditEntry> {
  for await (const entry of entries) {
    progress.written++;
    yield entry;
  }
}

/** Every entry from one page to the last, asking for a page once the one before is used up. */
async function* fromPages(
  first: Page<AuditEntry>,
  load: (cursor: string) => Promise<Page<AuditEntry>>,
  signal: AbortSignal,
): AsyncGenerator<AuditEntry> {
  let page = first;
  for (;;) {
    yield* page.items;
    if (page.next === undefined || signal.aborted) return;
    page = await load(page.next);
  }
}

/** The whole record of one review, oldest first. */
async function wholeRecord(backend: Pick<ReviewBackend, 'history'>, id: string, signal: AbortSignal) {
  const entries: AuditEntry[] = [];
  const load = (cursor?: string) => backend.history(id, cursor);
  for await (const entry of fromPages(await load(), load, signal)) entries.push(entry);
  return entries.sort((a, b) => a.seq - b.seq);
}

async function sourceOf(request: ExportRequest, progress: ExportProgress, signal: AbortSignal): Promise<Source> {
  const { backend, entries, entriesTotal, reviewId, scope, period, document } = request;
  if (entries) {
    progress.total = entriesTotal;
    return { order: document.order ?? 'oldest-first', entries: entries() };
  }
  if (scope === 'review' && backend && reviewId !== undefined) {
    const load = (cursor?: string) => backend.history(reviewId, cursor);
    const first = await load();
    progress.total = first.total;
    if (first.next === undefined || (first.total ?? Number.POSITIVE_INFINITY) <= GATHERED) {
      return { order: 'oldest-first', entries: await wholeRecord(backend, reviewId, signal) };
    }
    return { order: 'newest-first', entries: fromPages(first, load, signal) };
  }
  const record = backend?.record;
  if (!record) throw new Error('There is no record to export.');
  const load = (cursor?: string) =>
    record.log({ ...period, limit: LARGEST_PAGE, ...(cursor !== undefined && { cursor }) });
  const first = await load();
  progress.total = first.total;
  return { order: 'newest-first', entries: fromPages(first, load, signal) };
}

/**
 * How entries read that come before what was proposed in their case: what was proposed in all of them is read first, and what is
 * the same in many is kept once.
 */
async function readAhead(
  { log }: Pick<RecordService, 'log'>,
  { to }: { to?: string } = {},
  signal: AbortSignal,
): Promise<NonNullable<HtmlExportOptions['factsOf']>> {
  const known = new Map<string, unknown>();
  const once = <T>(value: T): T => {
    const name = JSON.stringify(value) ?? '';
    if (!known.has(name)) known.set(name, value);
    return known.get(name) as T;
  };
  const load = (cursor?: string) =>
    log({
      types: ['proposed', 'revised'],
      limit: LARGEST_PAGE,
      ...(to && { to }),
      ...(cursor !== undefined && { cursor }),
    });
  const byReview = new Map<string, { seq: number; own: ExportFacts }[]>();
  // Newest first: what a revision leaves as it was is said by an earlier one.
  for await (const entry of fromPages(await load(), load, signal)) {
    const { reviewId, seq, command } = entry ?? {};
    const said = factsIn(command);
    if (!said) continue;
    const own = Object.fromEntries(Object.entries(said).map(([name, value]) => [name, once(value)])) as ExportFacts;
    byReview.set(reviewId, [{ seq, own }, ...(byReview.get(reviewId) ?? [])]);
  }
  return ({ reviewId, seq }) => {
    const before = byReview.get(reviewId)?.filter((each) => each.seq <= seq) ?? [];
    return Object.assign({}, ...before.map(({ own }) => own));
  };
}

/** What an explanation is made of: the review as it stands, and every entry of it. */
async function* personPieces({ backend, reviewId, person, document }: ExportRequest, signal: AbortSignal) {
  if (!backend || reviewId === undefined || !person) throw new Error('There is no case to explain.');
  const review: Review = await backend.load(reviewId);
  const made = explainToPerson(review, await wholeRecord(backend, reviewId, signal), person);
  if (made.outcome === 'refused') throw new ExportRefused(made.why);
  yield personHtml(made.explanation, document);
}

const LINE_FEED = 10;
/** How the lines of a log file begin, RFC 8785 putting `at` before every other name of an entry. */
const [ENTRY, END] = ['{"at"', '{"end"'].map((text) => new TextEncoder().encode(text)) as [Uint8Array, Uint8Array];
const LONGEST_START = 6;
/** More than this is no header. */
const LONGEST_HEADER = 4_000_000;

const begins = (line: readonly number[], start: Uint8Array) => start.every((byte, at) => line[at] === byte);

/**
 * Hands the bytes of a log file on as they are, and counts the entries in them.
 *
 * @throws where the file ends before its last line
 */
async function* logPieces(bytes: AsyncIterable<Uint8Array>, progress: ExportProgress): AsyncGenerator<Uint8Array> {
  let line: number[] = [];
  const decoder = new TextDecoder();
  let header: string | undefined = '';
  let isWhole = false;
  for await (const piece of bytes) {
    let from = 0;
    for (;;) {
      const end = piece.indexOf(LINE_FEED, from);
      const until = end < 0 ? piece.length : end;
      for (let at = from; at < until && line.length < LONGEST_START; at++) line.push(piece[at] as number);
      if (header !== undefined) {
        header += decoder.decode(piece.subarray(from, until), { stream: true });
        if (end >= 0 || header.length > LONGEST_HEADER) {
          progress.total = entriesIn(header);
          header = undefined;
        }
      }
      if (end < 0) break;
      if (begins(line, ENTRY)) progress.written++;
      isWhole = begins(line, END);
      line = [];
      from = end + 1;
    }
    yield piece;
  }
  if (!isWhole && !begins(line, END)) throw new Error('The log file ended before its last line.');
}

/** How many entries a header promises; nothing where it is none. */
function entriesIn(header: string): number | undefined {
  try {
    const { entries } = JSON.parse(header);
    return typeof entries === 'number' ? entries : undefined;
  } catch {
    return undefined;
  }
}

const QUOTE = 34;
const COMMA = 44;

/** Hands the bytes of a table on as they are, and counts the rows in them that are of an entry: those that begin with its case. */
async function* tablePieces(bytes: AsyncIterable<Uint8Array>, progress: ExportProgress): AsyncGenerator<Uint8Array> {
  let isQuoted = false;
  let isStart = false;
  for await (const piece of bytes) {
    for (const byte of piece) {
      if (isStart && byte !== COMMA) progress.written++;
      // The first row has the names of the columns.
      isStart = byte === LINE_FEED && !isQuoted;
      if (byte === QUOTE) isQuoted = !isQuoted;
    }
    yield piece;
  }
}

/** What a server keeps from this reader as a file it may still give them entry by entry, with what is withheld left out. */
function unlessWithheld(error: unknown): undefined {
  if ((error as { code?: unknown } | undefined)?.code !== 'record-withheld') throw error;
}

/** The pieces of the file that was asked for. */
export async function* exportPieces(
  request: ExportRequest,
  progress: ExportProgress,
  signal: AbortSignal,
): AsyncGenerator<string | Uint8Array> {
  const { kind, backend, scope, reviewId, period, document } = request;
  if (kind === 'person') return yield* personPieces(request, signal);
  if (kind === 'log') {
    if (!backend?.record) throw new Error('There is no record to export.');
    const asked: RecordScope = scope === 'review' ? { reviewId } : scope === 'period' ? { ...period } : {};
    return yield* logPieces(backend.record.export(asked), progress);
  }
  const { filter } = document;
  const table = backend?.record?.table;
  // A server knows nothing of the filter of a page, nor of what the host hands over.
  if (kind === 'csv' && table && scope !== 'review' && !filter && !request.entries) {
    const pieces = tablePieces(table(scope === 'period' ? { ...period } : {}), progress);
    const first = await pieces.next().catch(unlessWithheld);
    if (first) {
      if (first.done) return;
      yield first.value;
      return yield* pieces;
    }
  }
  const source = await sourceOf(request, progress, signal);
  const entries = counted(source.entries, progress);
  const limits = { filter, ...(scope === 'period' && { period }) };
  if (kind === 'csv') return yield* csvExport(entries, limits);
  const { factsOf } = document;
  const isAhead = !factsOf && source.order === 'newest-first' && scope !== 'review' && backend?.record;
  const ahead = isAhead ? await readAhead(isAhead, period, signal) : factsOf;
  yield* htmlExport(entries, { ...document, ...(ahead && { factsOf: ahead }), order: source.order });
}
