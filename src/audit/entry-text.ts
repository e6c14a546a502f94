import { formatTimestamp } from '../internal/format.js';
import type { AuditEntry } from '../review/review.types.js';
import { actionOf, changesOf, holdsAnswer, wordsOf } from './audit.selectors.js';
import { type EntrySetting, nameOf } from './audit-context.js';
import { foldText } from './audit-filter.selectors.js';

/** How much of a second may be spent on making texts before the page gets its turn, in milliseconds. */
const SLICE = 8;

export interface EntryTexts {
  /** What an entry shows, in the form that `foldText` gives. */
  of: (entry: AuditEntry) => string;
  /** Makes the texts of many entries without holding up the page. Stops where `isWanted` says so. */
  prepare: (entries: readonly AuditEntry[], isWanted: () => boolean) => Promise<void>;
}

/** The words that entries show, for a search: each is made once. What is hidden from a blind reviewer is not found either. */
export function createEntryTexts(setting: EntrySetting): EntryTexts {
  const { messages: m, format, text, factsOf, isBlind } = setting;
  const known = new WeakMap<AuditEntry, string>();
  const make = (entry: AuditEntry) => {
    const { by, at, reviewId } = entry;
    const { schema, policy } = factsOf(entry);
    const { phrase, object = '' } = actionOf(entry, isBlind);
    const words: (string | undefined)[] = [nameOf(by, m), by?.id, m.actions[phrase]?.replace('{}', object), reviewId];
    if (by?.kind === 'person') words.push(by.title);
    words.push(formatTimestamp(format.locale, format.timeZone, at));
    if (!isBlind || !holdsAnswer(entry)) {
      const labels = [...(policy?.reasonCodes ?? []), ...(policy?.checks ?? [])];
      const codes = [entry.reason?.codes, entry.reason?.checks].flat();
      words.push(wordsOf(entry), ...codes.map((code) => labels.find((each) => each.code === code)?.label ?? code));
      for (const { field, schema: own, from, to } of changesOf(entry, schema)) {
        words.push(field, from && text(from.value, own), to && text(to.value, own));
      }
    }
    return foldText(words.filter(Boolean).join('\n'));
  };
  const of = (entry: AuditEntry) => {
    const found = known.get(entry) ?? make(entry);
    known.set(entry, found);
    return found;
  };
  return {
    of,
    async prepare(entries, isWanted) {
      let until = performance.now() + SLICE;
      for (const entry of entries) {
        of(entry);
        if (performance.now() < until) continue;
        await new Promise((resolve) => setTimeout(resolve));
        if (!isWanted()) return;
        until = performance.now() + SLICE;
      }
    },
  };
}
