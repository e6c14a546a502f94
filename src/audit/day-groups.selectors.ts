import type { AuditEntry } from '../review/review.types.js';
import { GROUP_SIZE } from './audit-groups.selectors.js';
import type { Day, Days } from './days.selectors.js';

/** The entries of one day, or of no day that is known. */
export interface DaySpan {
  day?: Day;
  entries: readonly AuditEntry[];
}

/** Cuts a list where the day changes. */
export function daysOf(entries: readonly AuditEntry[], days: Days): DaySpan[] {
  const spans: { day?: Day; entries: AuditEntry[] }[] = [];
  for (const entry of entries) {
    const day = days.of(entry.at);
    const last = spans.at(-1);
    if (last && last.day?.date === day?.date) last.entries.push(entry);
    else spans.push({ ...(day && { day }), entries: [entry] });
  }
  return spans;
}

/** Days that are laid out together. */
export interface DayGroup {
  key: string;
  spans: readonly DaySpan[];
}

const DAY = 86_400_000;

/**
 * Gathers days that have few entries, so that a record of many quiet days has few groups: by the calendar, and not by what
 * stands before them, so that what comes at either end changes no other group.
 */
export function groupDays(spans: readonly DaySpan[]): DayGroup[] {
  const entries = spans.reduce((sum, span) => sum + span.entries.length, 0);
  const perDay = entries / Math.max(1, spans.length);
  const length = perDay >= GROUP_SIZE / 2 ? 1 : perDay >= GROUP_SIZE / 8 ? 7 : 28;
  const groups: { key: string; spans: DaySpan[] }[] = [];
  const seen = new Map<string, number>();
  for (const span of spans) {
    const key = span.day ? `d${Math.floor(Date.parse(span.day.date) / DAY / length)}` : 'none';
    const last = groups.at(-1);
    if (last && last.key.split(' ')[0] === key) last.spans.push(span);
    else {
      // A clock that went backwards brings a day twice.
      const count = seen.get(key) ?? 0;
      seen.set(key, count + 1);
      groups.push({ key: count === 0 ? key : `${key} ${count}`, spans: [span] });
    }
  }
  return groups;
}
