import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberInputText, parseNumber } from '../../src/override/number-text.selectors.js';

const locales = [
  ...['en', 'de', 'fr', 'de-CH', 'hi-IN', 'ar', 'ar-EG', 'fa', 'sv', 'pt-BR', 'pl', 'ja'],
  ...['ru', 'es', 'pt-PT', 'de-AT', 'fr-CH', 'en-ZA', 'he', 'bn', 'nb'],
];

describe('parseNumber', () => {
  it.each<[string, string, number | undefined]>([
    ['en', '1,284.50', 1284.5],
    ['en', '1,284', 1284],
    ['en', '12,50', 12.5],
    ['en', '0,125', 0.125],
    ['en', '1,234,567', 1234567],
    ['en', '1.284,50', undefined],
    ['en', '1,23,456', undefined],
    ['en', '1234,567', undefined],
    ['en', '1 284', undefined],
    ['en', '12 13', undefined],
    ['en', '1’284', undefined],
    ['de', '1.284,50', 1284.5],
    ['de', '1.284', 1284],
    ['de', '1,284', 1.284],
    ['de', '12.50', 12.5],
    ['de', '1,284,567', undefined],
    ['de', '1 284', undefined],
    ['fr', '2.125', 2.125],
    ['sv', '2.125', 2.125],
    ['pl', '2.125', 2.125],
    ['ru', '2.125', 2.125],
    ['fr', '1.234.567', undefined],
    ['sv', '2.125,5', undefined],
    ['fr', '12 34', undefined],
    ['fr', '1\u2009284.5', 1284.5],
    ['de-CH', '1,284', 1.284],
    ['de-CH', "1'284,50", 1284.5],
    ['fr', '1\u202f284,5', 1284.5],
    ['fr', '1 284,5', 1284.5],
    ['de-CH', '1’284.50', 1284.5],
    ['hi-IN', '12,34,567.8', 1234567.8],
    ['hi-IN', '1,234,567', 1234567],
    ['ar-EG', '1,234', 1234],
    ['ar-EG', '2.125', 2.125],
    ['ar', '١٬٢٣٤٫٥', 1234.5],
    ['ar-EG', '\u061c-١٢٫٥', -12.5],
    ['fa', '\u200e−۱۲٫۵', -12.5],
    ['bn', '১২.৫', 12.5],
    ['en', ' +3 ', 3],
    ['en', '.5', 0.5],
    ['en', '5.', 5],
    ['en', '', undefined],
    ['en', '-', undefined],
    ['en', '1e5', undefined],
    ['en', '0x10', undefined],
    ['en', 'Infinity', undefined],
    ['en', '1,23,4', undefined],
    ['en', '1.2.3', undefined],
    ['en', '12,34.5', undefined],
    ['en', 'twelve', undefined],
    ['en', '12 or 13', undefined],
  ])('reads, in %s, %j as %s', (locale, text, expected) => {
    expect(parseNumber(text, locale)).toBe(expected);
  });

  it('takes the unit with the number', () => {
    expect(parseNumber('€24.00', 'en', 'EUR')).toBe(24);
    expect(parseNumber('24,00 EUR', 'de', 'EUR')).toBe(24);
    expect(parseNumber('2.5 mg', 'en', 'mg')).toBe(2.5);
    expect(parseNumber('2.5 ml', 'en', 'mg')).toBeUndefined();
  });

  it('takes a currency only where it is the one of the field', () => {
    expect(parseNumber('$100', 'en', 'USD')).toBe(100);
    expect(parseNumber('-$1,284.50', 'en', 'USD')).toBe(-1284.5);
    expect(parseNumber('$ -100', 'en', 'USD')).toBe(-100);
    expect(parseNumber('100 eur', 'de', 'EUR')).toBe(100);
    // Written "EUR" in Switzerland; no other currency has this sign.
    expect(parseNumber('€100', 'de-CH', 'EUR')).toBe(100);
    expect(parseNumber('$100', 'en', 'EUR')).toBeUndefined();
    expect(parseNumber('100 USD', 'en', 'EUR')).toBeUndefined();
    expect(parseNumber('10$0', 'en', 'USD')).toBeUndefined();
    // A dollar, but which one?
    expect(parseNumber('$100', 'en', 'CAD')).toBeUndefined();
    expect(parseNumber('$100', 'en-CA', 'CAD')).toBe(100);
    expect(parseNumber('$100', 'en-CA', 'USD')).toBeUndefined();
    expect(parseNumber('€100', 'en', 'mg')).toBeUndefined();
  });

  it.each(locales)('reads a point as grouping only where it groups: %s', (locale) => {
    const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
    const groups = parts.some(({ type, value }) => type === 'group' && value === '.');
    expect(parseNumber('2.125', locale)).toBe(groups ? 2125 : 2.125);
    expect(parseNumber('2.125 mg', locale, 'mg')).toBe(groups ? 2125 : 2.125);
  });

  it('reads the money that Intl writes, in any of these locales', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...locales),
        fc.constantFrom('EUR', 'USD', 'CHF', 'BRL'),
        fc.integer({ min: 1, max: 1e12 }),
        fc.boolean(),
        (locale, currency, cents, isDebt) => {
          const value = (isDebt ? -cents : cents) / 100;
          const written = new Intl.NumberFormat(locale, { style: 'currency', currency }).format(value);
          expect(parseNumber(written, locale, currency), written).toBe(value);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('reads what Intl writes, in any of these locales', () => {
    fc.assert(
      fc.property(fc.constantFrom(...locales), fc.integer({ min: -1e12, max: 1e12 }), (locale, cents) => {
        const value = cents / 100;
        const grouped = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(value);
        expect(parseNumber(grouped, locale)).toBe(value === 0 ? parseNumber(grouped, locale) : value);
        expect(parseNumber(numberInputText(value, locale), locale)).toBe(value);
      }),
      { numRuns: 500 },
    );
  });
});
