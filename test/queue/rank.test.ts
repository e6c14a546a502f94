import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Ranking, type RankOptions, rankRows } from '../../src/queue/rank.selectors.js';
import type { ReviewSummary } from '../../src/review/review.types.js';

const base: ReviewSummary = {
  id: '',
  title: 'A case',
  kind: 'credit',
  status: 'pending',
  state: 'pending.open',
  risk: 'low',
  why: [],
  createdAt: '2026-11-01T08:00:00Z',
  updatedAt: '2026-11-01T08:00:00Z',
  version: 1,
};
const rowsOf = (shapes: readonly Partial<ReviewSummary>[]) =>
  shapes.map((shape, index): ReviewSummary => ({ ...base, id: `c${index}`, ...shape }));
const idsOf = (rows: readonly ReviewSummary[], options: Partial<RankOptions> & { by: Ranking }) =>
  Array.from(rankRows(rows, { seed: 'amara', ...options }).order, (place) => rows[place]?.id);

describe('the order of a queue', () => {
  // The three instances of uncertainty.test.ts: sure, torn between two, torn between three.
  const rows = rowsOf([
    { uncertainty: { leastConfidence: 0.1, margin: 0.81, entropy: 0.357593 } },
    { uncertainty: { leastConfidence: 0.55, margin: 0, entropy: 0.948899 } },
    { uncertainty: { leastConfidence: 0.6, margin: 0.1, entropy: 1.0889 } },
  ]);
  it('begins with what the model is least sure of, by each measure', () => {
    expect(idsOf(rows, { by: 'least-confidence' })).toEqual(['c2', 'c1', 'c0']);
    expect(idsOf(rows, { by: 'margin' })).toEqual(['c1', 'c2', 'c0']);
    expect(idsOf(rows, { by: 'entropy' })).toEqual(['c2', 'c1', 'c0']);
  });

  it('begins with what costs most, waits longest, or is due first', () => {
    const some = rowsOf([
      { uncertainty: { expectedCost: 10 }, createdAt: '2026-11-03T00:00:00Z', dueAt: '2026-11-09T00:00:00Z' },
      { uncertainty: { expectedCost: 900 }, createdAt: '2026-11-02T00:00:00Z' },
      { uncertainty: { expectedCost: 90 }, createdAt: '2026-11-01T00:00:00Z', dueAt: '2026-11-08T00:00:00Z' },
    ]);
    expect(idsOf(some, { by: 'expected-cost' })).toEqual(['c1', 'c2', 'c0']);
    expect(idsOf(some, { by: 'oldest' })).toEqual(['c2', 'c1', 'c0']);
    expect(idsOf(some, { by: 'due' })).toEqual(['c2', 'c0', 'c1']);
  });

  it('is that of a sort with a comparator, ties in the order given', () => {
    // Doubles of every kind, and few enough different ones for ties.
    const key = fc.oneof(fc.double(), fc.constantFrom(0, -0, 0.1, 5e-324, -1e300, 1e300));
    fc.assert(
      fc.property(fc.array(fc.option(key, { nil: undefined }), { maxLength: 300 }), (margins) => {
        const given = rowsOf(margins.map((margin) => (margin === undefined ? {} : { uncertainty: { margin } })));
        const isSaid = (row: ReviewSummary) => Number.isFinite(row.uncertainty?.margin);
        const keyOf = (row: ReviewSummary) => row.uncertainty?.margin as number;
        const expected = [
          ...given.filter(isSaid).sort((a, b) => keyOf(a) - keyOf(b)),
          ...given.filter((row) => !isSaid(row)),
        ];
        expect(idsOf(given, { by: 'margin' })).toEqual(expected.map(({ id }) => id));
      }),
    );
  });

  it('says of each row why it stands there', () => {
    const some = rowsOf([
      { uncertainty: { margin: 0.3 } },
      {},
      { answerFirst: true },
      { uncertainty: { margin: Number.NaN } },
    ]);
    const { order, reasonAt } = rankRows(some, { by: 'margin', seed: 'a' });
    expect(Object.fromEntries(Array.from(order, (place, at) => [some[place]?.id, reasonAt(at)]))).toEqual({
      c0: 'margin',
      c1: 'not-measured',
      c2: 'answer-first',
      c3: 'not-measured',
    });
  });

  it('tells nothing of the AI’s answer where it is to be answered first, whatever the row holds', () => {
    const hidden = (margins: readonly number[]) =>
      rowsOf(
        margins.map((margin) => ({
          answerFirst: true,
          uncertainty: { margin, leastConfidence: margin, entropy: margin },
        })),
      );
    const [one, other] = [hidden([0.1, 0.5, 0.9, 0.2]), hidden([0.9, 0.1, 0.3, 0.7])];
    for (const by of ['margin', 'least-confidence', 'entropy', 'expected-cost'] as const)
      expect(idsOf(one, { by })).toEqual(idsOf(other, { by }));
  });

  it('fills a share of the places by chance, evenly, otherwise for each person, the same each time', () => {
    const many = rowsOf(Array.from({ length: 2_000 }, (_, index) => ({ uncertainty: { margin: index / 2_000 } })));
    const of = (seed: string) => rankRows(many, { by: 'margin', randomShare: 0.2, seed });
    const { order, reasonAt } = of('amara');
    const chance = Array.from(order, (_, at) => reasonAt(at) === 'random');
    const count = chance.filter(Boolean).length;
    // Four standard deviations of a binomial draw.
    expect(Math.abs(count - 400)).toBeLessThan(4 * Math.sqrt(2_000 * 0.2 * 0.8));
    for (let at = 0; at < 2_000; at += 100)
      expect(chance.slice(at, at + 100).filter(Boolean).length).toBeGreaterThan(10);
    expect(of('amara').order).toEqual(order);
    expect(of('mateo').order).not.toEqual(order);
    // Nobody is lost, nobody comes twice.
    expect([...order].sort((a, b) => a - b)).toEqual(many.map((_, place) => place));
  });

  it('takes none and one', () => {
    expect(idsOf([], { by: 'due' })).toEqual([]);
    expect(idsOf(rowsOf([{}]), { by: 'entropy', randomShare: 1 })).toEqual(['c0']);
  });
});
