import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownCalibration } from '../../src/oversight/calibration.selectors.js';
import { shareInterval } from '../../src/oversight/interval.selectors.js';
import type { OwnOutcome } from '../../src/review/outcome.types.js';

const outcome = (id: number, confidence: number | undefined, isRight: boolean, day = 1): OwnOutcome => ({
  reviewId: `APP-${id}`,
  decidedAt: `2026-11-0${day}T08:00:00Z`,
  ...(confidence !== undefined && { confidence }),
  isRight,
});

describe('a person’s own calibration (B-27)', () => {
  it('puts what was said into the bands of the badge, beside what came true', () => {
    const { n, right, stated } = ownCalibration([
      outcome(1, 0.7, true),
      outcome(2, 0.7, false),
      outcome(3, 0.55, true),
      outcome(4, 0.9, true),
      outcome(5, undefined, false),
    ]);
    expect({ n, right, statedN: stated.n, statedRight: stated.right }).toEqual({
      n: 5,
      right: 3,
      statedN: 4,
      statedRight: 3,
    });
    expect(stated.mean).toBeCloseTo((0.7 + 0.7 + 0.55 + 0.9) / 4);
    expect(stated.bands.map(({ band, n, right }) => [band.id, right, n])).toEqual([
      ['likely', 2, 3],
      ['very-likely', 1, 1],
    ]);
    expect(stated.bands[0]?.interval).toEqual(shareInterval(2 / 3, 3));
  });

  it('counts the later decision of a case that was decided twice', () => {
    const twice = [outcome(1, 0.9, true, 2), outcome(1, 0.9, false, 1)];
    expect(ownCalibration(twice).right).toBe(1);
    expect(ownCalibration([...twice].reverse()).n).toBe(1);
  });

  it.each([Number.NaN, -0.1, 1.5, Number.POSITIVE_INFINITY])('counts a likelihood of %s as not said', (confidence) => {
    const { n, stated } = ownCalibration([outcome(1, confidence, true)]);
    expect([n, stated.n, stated.bands]).toEqual([1, 0, []]);
  });

  it('finds nothing on fewer than 30 decisions (B-20)', () => {
    const said = (n: number) => Array.from({ length: n }, (_, id) => outcome(id, 0.97, false));
    expect(ownCalibration(said(29)).finding).toBeUndefined();
    expect(ownCalibration(said(30)).finding).toBe('above');
  });

  it('tells more, less and about what came true apart', () => {
    const said = (confidence: number, right: number) =>
      ownCalibration(Array.from({ length: 100 }, (_, id) => outcome(id, confidence, id < right))).finding;
    expect([said(0.9, 60), said(0.6, 60), said(0.4, 60)]).toEqual(['above', 'within', 'below']);
  });

  it('counts each case in one band, whatever is said', () => {
    const any = fc.record({
      reviewId: fc.string(),
      decidedAt: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
      confidence: fc.double(),
      isRight: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(any), (outcomes) => {
        const { n, right, stated } = ownCalibration(outcomes);
        expect(n).toBe(new Set(outcomes.map(({ reviewId }) => reviewId)).size);
        expect(stated.bands.reduce((sum, band) => sum + band.n, 0)).toBe(stated.n);
        expect(stated.bands.reduce((sum, band) => sum + band.right, 0)).toBe(stated.right);
        expect(right).toBeLessThanOrEqual(n);
      }),
    );
  });

  it('leaves checks out, in which the AI is wrong more often than in the work', () => {
    const checks = Array.from({ length: 40 }, (_, id) => ({ ...outcome(id, 0.7, false), isCheck: true as const }));
    const work = Array.from({ length: 40 }, (_, id) => outcome(100 + id, 0.7, id < 28));
    expect(ownCalibration([...checks, ...work])).toEqual(ownCalibration(work));
    expect(ownCalibration(work).finding).toBe('within');
  });

  it('says nothing of nothing', () => {
    expect(ownCalibration([])).toMatchObject({
      n: 0,
      right: 0,
      interval: [0, 1],
      stated: { n: 0, mean: 0, bands: [] },
    });
  });
});
