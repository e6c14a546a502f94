import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bandOf,
  calibrationLimits,
  calibrationVerdict,
  icd203,
  ipcc,
  isBeyondNBest,
  isNBestShown,
  shownInterval,
  shownShare,
} from '../../src/confidence/confidence.selectors.js';
import type { Calibration } from '../../src/confidence/confidence.types.js';
import { quantileLayout } from '../../src/confidence/quantile.selectors.js';
import { defineScale } from '../../src/confidence/scale.selectors.js';

const share = fc.double({ min: 0, max: 1, noNaN: true });

describe('bands', () => {
  it('finds exactly one band for every probability, and it holds the value shown', () => {
    for (const scale of [icd203, ipcc]) {
      fc.assert(
        fc.property(share, (value) => {
          const band = bandOf(value, scale);
          const shown = Math.min(Math.max(value, 0.01), 0.99);
          expect(band).toBeDefined();
          expect(shown).toBeGreaterThanOrEqual(band?.low ?? 1);
          expect(shown).toBeLessThanOrEqual(band?.high ?? 0);
        }),
      );
    }
  });

  it('never falls to a lower band for a higher probability', () => {
    fc.assert(
      fc.property(share, share, (a, b) => {
        const [low, high] = a < b ? [a, b] : [b, a];
        expect(icd203.bands.indexOf(bandOf(low, icd203) as never)).toBeLessThanOrEqual(
          icd203.bands.indexOf(bandOf(high, icd203) as never),
        );
      }),
    );
  });

  it.each([
    [0, 'almost-no-chance'],
    [0.0499, 'almost-no-chance'],
    [0.05, 'very-unlikely'],
    [0.2, 'unlikely'],
    [0.45, 'roughly-even'],
    [0.55, 'likely'],
    [0.8, 'very-likely'],
    [0.95, 'almost-certain'],
    [1, 'almost-certain'],
  ])('puts %s into "%s"', (value, id) => expect(bandOf(value, icd203)?.id).toBe(id));

  it.each([Number.NaN, -0.01, 1.01, Number.POSITIVE_INFINITY, '0.5', null, undefined, {}])(
    'has no band for %s',
    (value) => {
      expect(bandOf(value, icd203)).toBeUndefined();
      expect(shownShare(value)).toBeUndefined();
    },
  );

  it('shows an interval within 1 to 99%, and none that is upside down', () => {
    expect(shownInterval([0, 1])).toEqual([0.01, 0.99]);
    expect(shownInterval([0.7, 0.6])).toBeUndefined();
    expect(shownInterval([0.7, Number.NaN])).toBeUndefined();
    expect(shownInterval('0.1')).toBeUndefined();
  });
});

describe('a scale of one’s own', () => {
  it('takes bands without gaps', () => {
    const scale = defineScale('triage', [
      { id: 'no', low: 0, high: 0.5, label: 'Probably not' },
      { id: 'yes', low: 0.5, high: 1, label: 'Probably' },
    ]);
    expect(bandOf(0.5, scale)?.id).toBe('yes');
  });

  it.each([
    ['no bands', []],
    [
      'a gap',
      [
        { id: 'a', low: 0, high: 0.4 },
        { id: 'b', low: 0.5, high: 1 },
      ],
    ],
    [
      'an overlap',
      [
        { id: 'a', low: 0, high: 0.6 },
        { id: 'b', low: 0.5, high: 1 },
      ],
    ],
    ['a band upside down', [{ id: 'a', low: 1, high: 0 }]],
    ['a beginning above 1%', [{ id: 'a', low: 0.2, high: 1 }]],
    ['an end below 99%', [{ id: 'a', low: 0, high: 0.9 }]],
    [
      'an id twice',
      [
        { id: 'a', low: 0, high: 0.5 },
        { id: 'a', low: 0.5, high: 1 },
      ],
    ],
    ['a bound that is no number', [{ id: 'a', low: 0, high: Number.NaN }]],
  ])('refuses %s', (_what, bands) => {
    expect(() => defineScale('mine', bands)).toThrow(expect.objectContaining({ code: 'scale-invalid' }));
  });
});

describe('the calibration gate', () => {
  const good: Calibration = { method: 'isotonic', n: 2140, asOf: '2026-09-30', error: 0.03 };
  const now = Date.parse('2026-11-21T09:48:00Z');
  const daysBefore = (days: number) => new Date(now - days * 86_400_000).toISOString();

  it('lets a score through exactly when all three thresholds hold', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 500 }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.integer({ min: 0, max: 200 }),
        (n, error, age) => {
          const verdict = calibrationVerdict({ method: 'platt', n, error, asOf: daysBefore(age) }, now);
          expect(verdict === 'ok').toBe(n >= 200 && error <= 0.1 && age <= 90);
        },
      ),
    );
  });

  it('says which threshold failed', () => {
    expect(calibrationVerdict(undefined, now)).toBe('missing');
    expect(calibrationVerdict({ ...good, error: 0.11 }, now)).toBe('error-too-high');
    expect(calibrationVerdict({ ...good, asOf: daysBefore(91) }, now)).toBe('too-old');
    expect(calibrationVerdict({ ...good, n: 199 }, now)).toBe('too-few-cases');
  });

  it('does not ask for the age while the time is unknown', () => {
    expect(calibrationVerdict({ ...good, asOf: '2020-01-01' })).toBe('ok');
  });

  it('takes a host’s own thresholds, one by one', () => {
    expect(calibrationVerdict({ ...good, n: 50 }, now, { minCases: 50 })).toBe('ok');
    expect(calibrationVerdict({ ...good, error: 0.2 }, now, { minCases: 50 })).toBe('error-too-high');
    expect(calibrationLimits).toEqual({ maxError: 0.1, maxAgeDays: 90, minCases: 200 });
  });

  it.each([
    { n: Number.NaN },
    { n: -1 },
    { n: 1.5 },
    { n: '300' },
    { error: Number.NaN },
    { error: -0.1 },
    { error: 2 },
    { asOf: 'yesterday' },
    { asOf: undefined },
    { asOf: '2027-06-01' },
  ])('calls %o malformed', (change) => {
    expect(calibrationVerdict({ ...good, ...change } as Calibration, now)).toBe('malformed');
  });
});

describe('n-best', () => {
  const of = (...shares: (number | undefined)[]) => shares.map((confidence) => ({ value: 'x', confidence }));

  it('is shown when the two best lie less than 0.10 apart', () => {
    expect(isNBestShown({ value: 0.5 }, of(0.41))).toBe(true);
    expect(isNBestShown({ value: 0.5 }, of(0.4))).toBe(false);
    expect(isNBestShown({ value: 0.2 }, of(0.45, 0.44))).toBe(true);
  });

  it('is shown for a set of two to five with a stated coverage', () => {
    expect(isNBestShown({ value: 0.9 }, of(0.05), 0.95)).toBe(true);
    expect(isNBestShown({ value: 0.9 }, of(0.05), Number.NaN)).toBe(false);
  });

  it('gives way to "No recommendation" above five readings', () => {
    expect(isBeyondNBest(of(0.2, 0.2, 0.2, 0.1))).toBe(false);
    expect(isNBestShown({ value: 0.2 }, of(0.2, 0.2, 0.2, 0.1, 0.1))).toBe(false);
    expect(isBeyondNBest(of(0.2, 0.2, 0.2, 0.1, 0.1))).toBe(true);
  });

  it('is not shown without something to compare', () => {
    expect(isNBestShown({ value: 0.5 }, [])).toBe(false);
    expect(isNBestShown(undefined, of(0.5))).toBe(false);
    expect(isNBestShown({ value: 0.5 }, of(Number.NaN))).toBe(false);
  });
});

describe('quantile dots', () => {
  const amount = fc.integer({ min: -1e8, max: 1e8 }).map((cents) => cents / 100);

  it('stacks every outcome once, none on another, each on its side of the threshold', () => {
    fc.assert(
      fc.property(fc.array(amount, { minLength: 2, maxLength: 50 }), amount, (values, threshold) => {
        const layout = quantileLayout({ values, threshold });
        expect(layout?.dots).toHaveLength(values.length);
        expect(new Set(layout?.dots.map(({ column, row }) => `${column} ${row}`)).size).toBe(values.length);
        expect(layout?.above).toBe(values.filter((value) => value > threshold).length);
        expect(layout?.dots.filter(({ isBelow }) => !isBelow)).toHaveLength(layout?.above ?? -1);
        for (const side of [true, false]) {
          const other = new Set(layout?.dots.filter((dot) => dot.isBelow !== side).map(({ column }) => column));
          for (const dot of layout?.dots ?? []) if (dot.isBelow === side) expect(other.has(dot.column)).toBe(false);
        }
      }),
    );
  });

  it('leaves out what is no number, and draws nothing from fewer than two', () => {
    expect(quantileLayout({ values: [1, Number.NaN, 3, Number.POSITIVE_INFINITY] })?.count).toBe(2);
    expect(quantileLayout({ values: [1] })).toBeUndefined();
    expect(quantileLayout({ values: 'many' as never })).toBeUndefined();
    expect(quantileLayout(undefined)).toBeUndefined();
  });

  it('survives equal outcomes and the ends of the number range', () => {
    expect(quantileLayout({ values: [5, 5, 5] })?.rows).toBe(3);
    expect(quantileLayout({ values: [0, 0] })?.rows).toBe(2);
    expect(quantileLayout({ values: [-1.7e308, 1.7e308] })).toBeUndefined();
    expect(quantileLayout({ values: [0, 5e-324] })).toBeUndefined();
  });
});
