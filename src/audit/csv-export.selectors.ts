import { sameJson } from '../internal/canonical-json.js';
import type { Grounds, Json } from '../review/review.types.js';
import { isWithheldEntry } from '../review/withheld-entry.selectors.js';
import { csvField, LONGEST_CELL } from './csv-cell.selectors.js';
import { type ExportedEntry, PIECE, placeOf } from './export.selectors.js';
import type { ExportEntries, ExportFilter } from './export.types.js';

type Fields = { readonly [name: string]: unknown };

function listed(list: readonly string[] | undefined): string | undefined {
  // What a server sends need not be what the types say.
  return Array.isArray(list) ? list.map(String).join('; ') : list === undefined ? undefined : String(list);
}
const fieldsOf = (value: Json | undefined) =>
  (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined) as Fields | undefined;

/** Which fields of a record differ, by name. */
function changedFields({ oldValue, newValue }: ExportedEntry): string | undefined {
  const [before, after] = [fieldsOf(oldValue), fieldsOf(newValue)];
  if (!before || !after) return undefined;
  return listed(Object.keys({ ...before, ...after }).filter((name) => !sameJson(before[name], after[name])));
}

/** What somebody wrote: a message, a question, an answer, a note, the words of a reason. */
function wordsIn({ command, reason }: ExportedEntry): string | undefined {
  const said = (command ?? {}) as Fields;
  const words = [said.message, said.question, said.answer, said.note, typeof said.reason === 'string' && said.reason];
  return listed([...words, reason?.text].filter((each): each is string => typeof each === 'string' && each !== ''));
}

/** What stands behind a verdict; an entry of anything else has none of it. */
function groundsOf({ command }: ExportedEntry): Grounds {
  return (command ?? {}) as Grounds;
}

/** What stands in columns of its own, or is only for the machine that carried the command. */
const TOLD_ELSEWHERE = [
  'type',
  'value',
  'message',
  'question',
  'answer',
  'note',
  'reason',
  'evidenceOpened',
  'signature',
  'confidenceShown',
  'activeMs',
  'assumption',
  'dwell',
];

/** What a command has besides: whom it goes to, what it stops, what was looked at, the proposal and its policy. */
function detailsOf({ command }: ExportedEntry): Fields | undefined {
  const rest = Object.entries(command ?? {}).filter(([name]) => !TOLD_ELSEWHERE.includes(name));
  return rest.length > 0 ? Object.fromEntries(rest) : undefined;
}

/**
 * The columns of a CSV export, in their order. The names are stable: a new column comes last. docs/exports.md says what each
 * holds.
 */
const COLUMNS = {
  review: (entry) => entry.reviewId,
  seq: (entry) => entry.seq,
  position: (entry) => placeOf(entry).position,
  at: (entry) => entry.at,
  sentAt: (entry) => entry.sentAt,
  actorKind: (entry) => entry.by?.kind,
  actorId: (entry) => entry.by?.id,
  actorName: (entry) => entry.by?.name,
  actorTitle: (entry) => (entry.by as { title?: string } | undefined)?.title,
  actorRoles: (entry) => listed((entry.by as { roles?: readonly string[] } | undefined)?.roles),
  type: (entry) => entry.type,
  from: (entry) => entry.from,
  to: (entry) => entry.to,
  changedFields,
  oldValue: (entry) => entry.oldValue,
  newValue: (entry) => entry.newValue,
  reasonCodes: (entry) => listed(entry.reason?.codes),
  words: wordsIn,
  checks: (entry) => listed(entry.reason?.checks),
  confidence: (entry) => entry.confidence?.raw,
  confidenceShown: (entry) => entry.confidence?.shownAs,
  answeredFirst: (entry) => entry.exposure?.answerFirst,
  ownAnswer: (entry) => entry.exposure?.judgement?.value,
  ownConfidence: (entry) => entry.exposure?.judgement?.confidence,
  revealedAt: (entry) => entry.exposure?.revealedAt,
  evidenceOpened: (entry) => listed(entry.exposure?.evidenceOpened),
  activeMs: (entry) => entry.exposure?.activeMs,
  safeguards: (entry) => listed(entry.exposure?.safeguards),
  seeded: (entry) => entry.exposure?.seeded,
  signedName: (entry) => entry.signature?.printedName,
  signedMeaning: (entry) => entry.signature?.meaning,
  signedAt: (entry) => entry.signature?.at,
  signedMethod: (entry) => entry.signature?.method,
  signedRecord: (entry) => entry.signature?.recordHash,
  model: (entry) => entry.model?.id,
  modelVersion: (entry) => entry.model?.version,
  policy: (entry) => entry.policy?.id,
  policyVersion: (entry) => entry.policy?.version,
  revision: (entry) => entry.saw?.revision,
  supersedes: (entry) => entry.supersedes,
  retainUntil: (entry) => entry.retainUntil,
  id: (entry) => entry.id,
  prevHash: (entry) => placeOf(entry).prevHash,
  hash: (entry) => placeOf(entry).hash,
  details: detailsOf,
  erased: (entry) => listed(entry.erased),
  withheld: (entry) => isWithheldEntry(entry) || undefined,
  // "blindFirst: true; dwell: 0": each with its value, so that what was off is said as well (L-6).
  switches: ({ exposure }) =>
    listed(Object.entries(exposure?.switches ?? {}).map(([name, is]) => `${name}: ${is}`)) || undefined,
  assumptionAsked: (entry) => groundsOf(entry).assumption?.wording,
  assumption: (entry) =>
    [groundsOf(entry).assumption?.code, groundsOf(entry).assumption?.text].filter(Boolean).join('; '),
  dwellSeconds: (entry) => groundsOf(entry).dwell?.seconds,
  waived: (entry) => groundsOf(entry).dwell?.waived,
  batch: (entry) => entry.exposure?.batch?.id,
  batchSize: (entry) => entry.exposure?.batch?.size,
  batchOpened: (entry) => entry.exposure?.batch?.opened,
} as const satisfies Record<string, (entry: ExportedEntry) => unknown>;

/** The columns that say on the face of the file that it is not all there is; absent from one that is. */
const FILTERED = 'filtered';
const PERIOD = 'period';

export const CSV_COLUMNS = /* @__PURE__ */ Object.keys(COLUMNS) as readonly (keyof typeof COLUMNS)[];

export interface CsvExportOptions {
  /** Which entries it is limited to: the last column, `filtered`, says so in every row. */
  filter?: ExportFilter;
  /** The days it is limited to, ISO 8601: from, and before. The last column, `period`, says so in every row. */
  period?: { from?: string; to?: string };
  /** Whether the file begins with a byte order mark, without which Excel reads UTF-8 wrongly. @default true */
  hasMark?: boolean;
  /** Most characters of a cell, in UTF-16 code units; longer ones are cut and say so. @default 32767, the most of Excel */
  longest?: number;
}

const MARK = '\ufeff';
const LINE_END = '\r\n';

/** What every row says of the file. */
function noticesOf({ filter, period }: CsvExportOptions): { name: string; text: string }[] {
  const [from, to] = [period?.from, period?.to];
  const days = [from && `from ${from}`, to && `before ${to}`].filter(Boolean).join(' ');
  return [
    ...(filter ? [{ name: FILTERED, text: filter.description.trim() || FILTERED }] : []),
    ...(days ? [{ name: PERIOD, text: days }] : []),
  ];
}

/**
 * A record as CSV (RFC 4180): one row per entry, CRLF, no cell that a spreadsheet would calculate. Yields pieces of text as the
 * entries come, so that any number of them can be written. Where entries are kept from whoever makes it, one row more says how
 * many at the end.
 */
export async function* csvExport(entries: ExportEntries, options: CsvExportOptions = {}): AsyncGenerator<string> {
  const { filter, hasMark = true, longest = LONGEST_CELL } = options;
  const notices = noticesOf(options);
  const readers = Object.values(COLUMNS) as ((entry: ExportedEntry) => unknown)[];
  const told = notices.map(({ text }) => csvField(text, longest));
  let piece = (hasMark ? MARK : '') + [...CSV_COLUMNS, ...notices.map(({ name }) => name)].join(',') + LINE_END;
  let rows = 0;
  let withheld = 0;
  for await (const entry of entries) {
    if (!entry || (filter && !filter.matches(entry))) continue;
    const cells = readers.map((read) => csvField(read(entry), longest));
    piece += [...cells, ...told].join(',') + LINE_END;
    rows++;
    if (isWithheldEntry(entry)) withheld++;
    if (piece.length >= PIECE) {
      yield piece;
      piece = '';
    }
  }
  // A row with nothing but `withheld` is none of an entry.
  const empty = ','.repeat(CSV_COLUMNS.length - 1);
  const kept = withheld > 0 && `${withheld} of ${rows} rows are withheld from whoever made this table`;
  const remark = CSV_COLUMNS.map((name) => (name === 'withheld' && kept ? csvField(kept, longest) : ''));
  if (kept) piece += [...remark, ...told].join(',') + LINE_END;
  // No row could say that nothing was let through.
  if (told.length > 0 && rows === 0) piece += [empty, ...told].join(',') + LINE_END;
  if (piece !== '') yield piece;
}
