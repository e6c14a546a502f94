import { describe, expect, it, vi } from 'vitest';
import { createFormat } from '../../src/internal/format.js';
import { isIsoDate, isIsoTime } from '../../src/internal/iso-date.js';
import { knownLocale, knownTimeZone } from '../../src/internal/locale.js';

const en = createFormat('en', 'UTC');
const plain = (text: string | undefined) => text?.replace(/[\u00a0\u202f]/g, ' ');

describe('what is a date', () => {
  it.each([
    '2026-11-21',
    '2024-02-29',
    '2026-11-21T09:48Z',
    '2026-11-21T09:48:00Z',
    '2026-11-21T09:48:00.123456Z',
    '2026-11-21T10:48:00+01:00',
  ])('%s', (text) => {
    expect(isIsoDate(text)).toBe(true);
    expect(isIsoTime(text)).toBe(text.includes('T'));
  });

  it.each([
    '2026-02-31',
    '2026-02-29',
    '2026-13-01',
    '0012-13-01',
    '2026-11-21T25:00:00Z',
    '2026-11-21T09:48:00',
    '2026-11-21 09:48:00Z',
    '2026-11-21 (noon)',
    '21.11.2026',
    'Score 12',
    '',
    ' 2026-11-21',
    undefined,
    null,
    20261121,
    new Date(0),
  ])('and what is none: %s', (text) => {
    expect(isIsoDate(text)).toBe(false);
    expect(en.date(text as string)).toBeUndefined();
    expect(en.dateTime(text as string)).toBeUndefined();
    expect(en.time(text as string)).toBeUndefined();
    expect(en.dayTime(text as string, 0)).toBeUndefined();
    expect(en.relative(text as string, 0)).toBeUndefined();
  });
});

describe('times', () => {
  it('are said in the zone asked for', () => {
    const berlin = createFormat('en', 'Europe/Berlin');
    expect(plain(berlin.dateTime('2026-11-21T23:30:00Z'))).toMatch(/Nov 22, 2026, 00:30/);
    expect(berlin.time('2026-11-21T09:48:00-05:00')).toBe('15:48');
  });

  it('keep a date without a time on its day, west of Greenwich too', () => {
    expect(createFormat('en', 'America/Los_Angeles').date('2026-11-21')).toBe('Nov 21, 2026');
  });

  it('are said from now, either way', () => {
    const now = Date.parse('2026-11-21T09:48:00Z');
    expect(en.relative('2026-11-21T13:00:00Z', now)).toBe('in 3 hours');
    expect(en.relative('2026-11-19T09:00:00Z', now)).toBe('2 days ago');
    expect(en.relative('2026-11-21T09:48:00Z', now)).toBe('now');
    expect(en.relative('2026-11-21T09:48:00Z', Number.NaN)).toBeUndefined();
  });
});

describe('quantities', () => {
  it.each([
    [1200, 'EUR', '€1,200'],
    [1200.5, 'EUR', '€1,200.50'],
    [0.5, 'JPY', '¥0.5'],
    [240, 'mg', '240 mg'],
    [1200, 'RPM', '1,200 RPM'],
    [3, 'items', '3 items'],
    [-4.5, undefined, '-4.5'],
  ])('%s %s', (value, unit, text) => {
    expect(plain(en.quantity(value, unit))).toBe(text);
  });

  it('follow the locale', () => {
    expect(plain(createFormat('de', 'UTC').quantity(1284.5, 'EUR'))).toBe('1.284,50 €');
    expect(createFormat('ar-EG', 'UTC').number(12)).toBe('١٢');
  });

  it('take the plural form of the language, and `other` where a form is missing', () => {
    const forms = { one: '# case', other: '# cases' };
    expect([0, 1, 2].map((count) => en.plural(count, forms))).toEqual(['0 cases', '1 case', '2 cases']);
    expect(createFormat('ar', 'UTC').plural(2, { other: '#' })).toMatch(/2|٢/);
  });
});

describe('a locale or a zone that nobody knows', () => {
  it('takes what other systems write', () => {
    expect(knownLocale('pt_BR')).toBe('pt-BR');
    expect(knownLocale(undefined)).toBeUndefined();
    expect(knownTimeZone('Europe/Berlin')).toBe('Europe/Berlin');
    expect(knownTimeZone(undefined)).toBeUndefined();
  });

  it('is said once and left out', () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    expect(knownLocale('not a locale')).toBeUndefined();
    expect(knownLocale('')).toBeUndefined();
    expect(knownTimeZone('Mars/Olympus')).toBeUndefined();
    expect(knownTimeZone('Mars/Olympus')).toBeUndefined();
    expect(warn).toHaveBeenCalledTimes(3);
  });
});
