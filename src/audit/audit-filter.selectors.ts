import { canonicalJson, sameJson } from '../internal/canonical-json.js';
import type { AuditEntry, Json } from '../review/review.types.js';
import { isRecord, wordsOf } from './audit.selectors.js';
import type { AuditFilter } from './audit.types.js';

/** Whether a filter leaves anything out: an export of what it shows has to say so (T-8). */
export function isFiltering({ text, actors, types, fields }: AuditFilter): boolean {
  return Boolean(text?.trim() || actors?.length || types?.length || fields?.length);
}

/** Text in the form in which two spellings of one word are the same: without case and without accents. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Names of the fields of a record that an entry changes, or sets where there was no record before. */
export function fieldsOf({ oldValue, newValue }: AuditEntry): string[] {
  const [before, after] = [isRecord(oldValue) ? oldValue : {}, isRecord(newValue) ? newValue : {}];
  if (newValue === undefined || newValue === null) return Object.keys(before);
  return Object.keys({ ...before, ...after }).filter((name) => !sameJson(before[name], after[name]));
}

const plain = (value: Json | undefined) => (typeof value === 'string' ? value : value ? canonicalJson(value) : value);

/** What there is to read in an entry without knowing how a page words it: names, words, codes and values. */
export function plainTextOf(entry: AuditEntry): string {
  const { by, type, reviewId, reason, oldValue, newValue, model } = entry;
  const title = by?.kind === 'person' ? by.title : undefined;
  const codes = [reason?.codes, reason?.checks].flat();
  return [by?.name, title, type, reviewId, wordsOf(entry), ...codes, plain(oldValue), plain(newValue), model?.id]
    .filter((each) => each !== undefined && each !== null)
    .join('\n');
}

/**
 * The entries that a filter leaves, in their order.
 *
 * @param textOf what is searched for words: what a page shows of an entry
 */
export function filterEntries(
  entries: readonly AuditEntry[],
  filter: AuditFilter,
  textOf: (entry: AuditEntry) => string = plainTextOf,
): AuditEntry[] {
  const { text = '', actors = [], types = [], fields = [] } = filter;
  const words = foldText(text).split(/\s+/).filter(Boolean);
  return entries.filter((entry) => {
    if (actors.length > 0 && !actors.includes(entry.by?.id)) return false;
    if (types.length > 0 && !types.includes(entry.type)) return false;
    if (fields.length > 0 && !fieldsOf(entry).some((name) => fields.includes(name))) return false;
    if (words.length === 0) return true;
    const found = foldText(textOf(entry));
    return words.every((word) => found.includes(word));
  });
}

/**
 * The entry to begin reading at for a day: in reading order the first of that day, or the nearest one in time.
 *
 * @param day first millisecond of the day, and the first one after it
 */
export function entryNear(
  entries: readonly AuditEntry[],
  { from, to }: { from: number; to: number },
): AuditEntry | undefined {
  let nearest: AuditEntry | undefined;
  let distance = Infinity;
  for (const entry of entries) {
    const time = Date.parse(entry.at);
    const away = time < from ? from - time : time >= to ? time - to + 1 : 0;
    if (Number.isNaN(time) || away >= distance) continue;
    [nearest, distance] = [entry, away];
    if (away === 0) break;
  }
  return nearest;
}
