import type { AuditEntry } from '../review/review.types.js';
import { entryKey } from './audit.selectors.js';

/** Entries that are laid out together. Small enough to be laid out within a frame that scrolls, large enough that there are few. */
export const GROUP_SIZE = 10;

/** A run of entries. */
export interface EntryGroup {
  key: string;
  entries: readonly AuditEntry[];
}

/** Cuts a list from its beginning on. */
export function splitEntries(entries: readonly AuditEntry[]): EntryGroup[] {
  const groups: EntryGroup[] = [];
  for (let at = 0; at < entries.length; at += GROUP_SIZE) {
    const part = entries.slice(at, at + GROUP_SIZE);
    groups.push({ key: entryKey(part[0] as AuditEntry), entries: part });
  }
  return groups;
}

/**
 * Cuts a list into groups. Where the list of before is a part of it, its groups stay the same objects, so that what comes at
 * either end draws nothing again.
 *
 * @param before what this gave for the list of before
 */
export function groupEntries(entries: readonly AuditEntry[], before: readonly EntryGroup[] = []): EntryGroup[] {
  const first = before[0]?.entries[0];
  const start = first ? entries.indexOf(first) : -1;
  if (start < 0) return splitEntries(entries);
  let at = start;
  for (const group of before) {
    for (const entry of group.entries) {
      if (entries[at++] !== entry) return splitEntries(entries);
    }
  }
  return [...splitEntries(entries.slice(0, start)), ...before, ...splitEntries(entries.slice(at))];
}
