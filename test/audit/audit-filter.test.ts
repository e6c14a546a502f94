import { describe, expect, it } from 'vitest';
import { entryNear, fieldsOf, filterEntries, foldText, isFiltering } from '../../src/audit/audit-filter.selectors.js';
import { createDays } from '../../src/audit/days.selectors.js';
import { loanRecord, windingRecord } from '../../src/backends/sample-records.js';
import type { AuditEntry } from '../../src/review/review.types.js';

const winding = windingRecord().entries;
const loan = loanRecord().entries;
const typesOf = (entries: readonly AuditEntry[]) => entries.map(({ type }) => type);

describe('filterEntries', () => {
  it('leaves out nothing where nothing is asked for', () => {
    for (const filter of [{}, { text: ' ' }, { actors: [], types: [], fields: [] }]) {
      expect(isFiltering(filter)).toBe(false);
      expect(filterEntries(winding, filter)).toEqual(winding);
    }
  });

  it('finds by person and by type, both together', () => {
    expect(isFiltering({ actors: ['mateo'] })).toBe(true);
    expect(typesOf(filterEntries(winding, { actors: ['mateo'] }))).toEqual([
      'claimed',
      'asked',
      'claimed',
      'escalated',
    ]);
    expect(typesOf(filterEntries(winding, { actors: ['mateo'], types: ['asked', 'held'] }))).toEqual(['asked']);
    expect(typesOf(filterEntries(winding, { types: ['countersealed'] }))).toEqual([]);
  });

  it('finds all words in any order, whatever their case and accents', () => {
    expect(typesOf(filterEntries(winding, { text: 'BROKEN mugs' }))).toEqual(['asked']);
    expect(filterEntries(winding, { text: 'mugs aubergine' })).toEqual([]);
    expect(foldText('Éclair ÅRE')).toBe(foldText('eclair are'));
  });

  it('finds the fields of a record that changed', () => {
    const [first] = loan as [AuditEntry];
    const before = { iban: 'DE1', total: 12, note: { of: [1] } };
    const changed = { ...first, oldValue: before, newValue: { ...before, total: 13, note: { of: [1] } } };
    expect(fieldsOf(changed)).toEqual(['total']);
    expect(filterEntries([changed, first], { fields: ['total'] })).toEqual([changed]);
    expect(filterEntries([changed], { fields: ['iban'] })).toEqual([]);
    expect(fieldsOf({ ...first, oldValue: before, newValue: null })).toEqual(['iban', 'total', 'note']);
  });

  it('reads an entry of a broken server without an exception', () => {
    const broken = [
      { id: 'x', seq: 1 },
      { ...loan[3], command: null, by: null, reason: { codes: 7 } },
    ] as unknown[];
    expect(filterEntries(broken as AuditEntry[], { text: 'nothing' })).toEqual([]);
    expect(filterEntries(broken as AuditEntry[], { actors: ['amara'], fields: ['x'] })).toEqual([]);
  });
});

describe('days', () => {
  it('are those of the reader’s time zone', () => {
    const at = '2026-11-21T23:30:00Z';
    expect(createDays('Europe/Berlin').of(at)?.date).toBe('2026-11-22');
    expect(createDays('America/New_York').of(at)?.date).toBe('2026-11-21');
    expect(createDays('Pacific/Kiritimati').of('2026-12-31T11:00:00Z')?.date).toBe('2027-01-01');
    expect(createDays('UTC').of('yesterday')).toBeUndefined();
  });

  it('have 23 and 25 hours where clocks are changed', () => {
    const { named } = createDays('Europe/Berlin');
    const hours = (date: string) => (named(date).to - named(date).from) / 3_600_000;
    expect(hours('2026-03-29')).toBe(23);
    expect(hours('2026-10-25')).toBe(25);
    expect(hours('2026-11-21')).toBe(24);
  });

  it('begin after midnight where a clock leaps over it', () => {
    // Beirut went from 00:00 to 01:00 on 27 March 2022.
    const { named, of } = createDays('Asia/Beirut');
    const day = named('2022-03-27');
    expect(new Date(day.from).toISOString()).toBe('2022-03-26T22:00:00.000Z');
    expect(of(new Date(day.from).toISOString())?.date).toBe('2022-03-27');
    expect(of(new Date(day.from - 1000).toISOString())?.date).toBe('2022-03-26');
  });

  it('begin after midnight west of Greenwich as well', () => {
    // São Paulo went from 00:00 to 01:00 on 4 November 2018.
    const day = createDays('America/Sao_Paulo').named('2018-11-04');
    expect(new Date(day.from).toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect(day.to - day.from).toBe(23 * 3_600_000);
  });

  it('meet without a gap all year round, wherever it is', () => {
    for (const zone of ['Europe/Berlin', 'Asia/Kathmandu', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC']) {
      const { named } = createDays(zone);
      for (let day = Date.UTC(2026, 0, 1); day < Date.UTC(2027, 0, 1); day += 86_400_000) {
        const [today, next] = [day, day + 86_400_000].map((each) => named(new Date(each).toISOString().slice(0, 10)));
        expect(today?.to, `${zone} ${today?.date}`).toBe(next?.from);
      }
    }
  });
});

describe('entryNear', () => {
  const { named } = createDays('UTC');

  it('is the first entry of the day in reading order', () => {
    expect(entryNear(winding, named('2026-11-21'))?.type).toBe(
      winding.find(({ at }) => at.startsWith('2026-11-21'))?.type,
    );
    const newestFirst = [...winding].reverse();
    expect(entryNear(newestFirst, named('2026-11-21'))).toBe(newestFirst[0]);
  });

  it('is the nearest one where the day has none', () => {
    expect(entryNear(winding, named('2027-01-01'))).toBe(winding.at(-1));
    expect(entryNear(winding, named('2020-01-01'))).toBe(winding[0]);
    expect(entryNear([], named('2020-01-01'))).toBeUndefined();
    expect(entryNear([{ ...winding[0], at: 'never' } as AuditEntry], named('2020-01-01'))).toBeUndefined();
  });
});
