import { describe, expect, it } from 'vitest';
import { GROUP_SIZE, groupEntries } from '../../src/audit/audit-groups.selectors.js';
import { daysOf, groupDays } from '../../src/audit/day-groups.selectors.js';
import { createDays } from '../../src/audit/days.selectors.js';
import { longRecord } from '../../src/backends/sample-records.js';
import type { AuditEntry } from '../../src/review/review.types.js';

const all = longRecord(107).entries;
const flat = (groups: readonly { entries: readonly AuditEntry[] }[]) => groups.flatMap(({ entries }) => entries);

describe('groupEntries', () => {
  it('has every entry once and in order', () => {
    expect(flat(groupEntries(all))).toEqual(all);
    expect(groupEntries(all).every(({ entries }) => entries.length <= GROUP_SIZE)).toBe(true);
    expect(groupEntries([])).toEqual([]);
  });

  it('leaves the groups of before alone where entries come at either end', () => {
    const before = groupEntries(all.slice(30, 90));
    const after = groupEntries(all, before);
    expect(flat(after)).toEqual(all);
    for (const group of before) expect(after).toContain(group);
  });

  it('begins anew where the list is another one', () => {
    const before = groupEntries(all.slice(30, 90));
    const others = all.filter((_, index) => index % 3 !== 0);
    expect(flat(groupEntries(others, before))).toEqual(others);
    const replaced = all.map((entry, index) => (index === 60 ? { ...entry } : entry));
    expect(flat(groupEntries(replaced, before))).toEqual(replaced);
    expect(flat(groupEntries(all.slice(0, 40), before))).toEqual(all.slice(0, 40));
  });
});

describe('days', () => {
  const at = (entry: AuditEntry, day: number) => ({ ...entry, at: new Date(Date.UTC(2026, 0, day, 12)).toISOString() });
  const quiet = all.map((entry, index) => at(entry, index));

  it('are cut where the day changes, and those that are no day stand by themselves', () => {
    const spans = daysOf([...all.slice(0, 3), { ...all[3], at: 'never' } as AuditEntry], createDays('UTC'));
    expect(spans.map(({ day, entries }) => [day?.date, entries.length])).toEqual(
      [
        ['2026-11-20', 3],
        [undefined, 1],
      ].map(([date, count], index) => (index === 0 ? [all[0]?.at.slice(0, 10), count] : [date, count])),
    );
  });

  it('that have few entries are laid out together, by the calendar', () => {
    const days = createDays('UTC');
    const groups = groupDays(daysOf(quiet, days));
    expect(groups.length).toBeLessThan(quiet.length / 7);
    expect(groups.flatMap(({ spans }) => flat(spans))).toEqual(quiet);
    const later = groupDays(daysOf(quiet.slice(10), days));
    // The groups that both have are the same days.
    expect(later.at(-1)?.key).toBe(groups.at(-1)?.key);
    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
  });

  it('that come twice, as by a clock that went backwards, keep keys of their own', () => {
    const groups = groupDays(daysOf([quiet[1], quiet[90], quiet[1], quiet[90]] as AuditEntry[], createDays('UTC')));
    expect(new Set(groups.map(({ key }) => key)).size).toBe(groups.length);
  });
});
