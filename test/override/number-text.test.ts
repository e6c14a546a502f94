import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { numberInputText, parseNumber } from '../../src/override/number-text.selectors.js';

describe('parseNumber', () => {
  it.each<[string, string, number | undefined]>([
    ['en', '1,284.50', 1284.5],
    ['en', '1,284', 1284],
    ['en', '12,50', 12.5],
    ['en', '0,125', 0.125],
    ['en', '1,234,567', 1234567],
    ['en', '1.284,50', 1284.5],
    ['de', '1.284,50', 1284.5],
    ['de', '1.284', 1284],
    ['de', '1,284', 1.284],
    ['de', '12.50', 12.5],
    ['fr', '1\u202f284,5', 1284.5],
    ['fr', '1 284,5', 1284.5],
    ['de-CH', '1’284.50', 1284.5],
    ['hi-IN', '12,34,567.8', 1234567.8],
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

  it('reads what Intl writes, in any of these locales', () => {
    const locales = ['en', 'de', 'fr', 'de-CH', 'hi-IN', 'ar', 'ar-EG', 'fa', 'sv', 'pt-BR', 'pl', 'ja'];
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
