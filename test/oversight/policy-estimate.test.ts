import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coverageCurve, thresholdsOf, withThreshold } from '../../src/oversight/coverage-curve.selectors.js';
import { betaBelow, dailyEstimate, shareInterval } from '../../src/oversight/interval.selectors.js';
import { modeChances, peopleChances } from '../../src/oversight/mode-chances.selectors.js';
import type { OversightPolicy } from '../../src/oversight/oversight.types.js';
import { estimatePolicy, policyEstimateSteps } from '../../src/oversight/policy-estimate.selectors.js';
import type { CaseRecord, PassingEstimate, RecordedCase } from '../../src/oversight/policy-estimate.types.js';
import { route } from '../../src/oversight/route.selectors.js';
import { nobody, POLICY, person, policyOf, proposalWith } from './oversight.fixtures.js';
import { samplingPolicy } from './worlds.fixtures.js';

const caseWith = (confidence: number, shape: Partial<RecordedCase> = {}): RecordedCase => ({
  proposal: { id: `c${confidence}`, kind: 'credit', value: 'approve', risk: 'low', confidence: { value: confidence } },
  at: '2026-09-01T12:00:00Z',
  chance: 1,
  ...shape,
});
const recordOf = (cases: readonly RecordedCase[]): CaseRecord => ({
  from: '2026-09-01T00:00:00Z',
  until: '2026-09-11T00:00:00Z',
  cases,
});
const passFrom = (atLeast: number): OversightPolicy =>
  policyOf({ id: 'sure', when: { type: 'confidence', atLeast }, handling: nobody });

describe('modeChances', () => {
  it('is what route says, where no sample decides', () => {
    const policy = passFrom(0.8);
    for (const confidence of [0.5, 0.8, 0.95]) {
      const proposal = proposalWith({ confidence: { value: confidence } as never });
      expect(modeChances(policy)(proposal)[route(proposal, policy).mode]).toBe(1);
    }
  });

  it('reckons with every draw that samples could have given, of one seed and of several', () => {
    const { proposal } = caseWith(0.9);
    expect(peopleChances(samplingPolicy(0.8, 0.05, 's'))(proposal)).toBeCloseTo(0.05);
    const nested = policyOf(
      { id: 'a', when: { type: 'sample', rate: 0.1, seed: 's' }, handling: person },
      // The larger sample of a seed holds the smaller one.
      { id: 'b', when: { type: 'sample', rate: 0.3, seed: 's' }, handling: { ...person, mode: 'second' } },
      { id: 'c', when: { type: 'not', of: { type: 'sample', rate: 0.5, seed: 'other' } }, handling: nobody },
    );
    const chances = modeChances(nested)(proposal);
    // 0.7 of the cases come to the third rule, which spares half of them; the rest comes to people.
    expect(chances).toEqual({
      auto: expect.closeTo(0.35),
      monitor: 0,
      review: expect.closeTo(0.1 + 0.35),
      second: expect.closeTo(0.2),
    });
  });

  it('is the share of the seeds under which route sends a case there', () => {
    const proposal = proposalWith({ risk: 'low', confidence: { value: 0.99 } as never, explanation: undefined });
    const policyWith = (seed: string): OversightPolicy => ({
      ...POLICY,
      rules: POLICY.rules.map((rule) =>
        rule.id === 'sample' ? { ...rule, when: { type: 'sample', rate: 0.2, seed } } : rule,
      ),
    });
    const drawn = Array.from({ length: 4_000 }, (_, seed) => route(proposal, policyWith(String(seed))).mode);
    const chances = modeChances(policyWith('any'))(proposal);
    for (const mode of ['auto', 'review'] as const) {
      const share = drawn.filter((each) => each === mode).length / drawn.length;
      expect(Math.abs(share - chances[mode])).toBeLessThan(4 * Math.sqrt(0.25 / 4_000));
    }
  });
});

describe('an estimate', () => {
  const policy = passFrom(0.8);

  it('is exact where everything that would pass was looked at', () => {
    const cases = [
      caseWith(0.5, { answer: 'changed' }),
      caseWith(0.9, { answer: 'changed' }),
      caseWith(0.95, { answer: 'agreed' }),
    ];
    const { passing, perDay } = estimatePolicy(recordOf(cases), policy);
    expect(passing.told?.wrong).toEqual({ value: 1, low: 1, high: 1 });
    expect(passing.told?.rate.value).toBe(0.5);
    expect(passing.untold).toBe(0);
    expect(perDay.review.value).toBeCloseTo(0.1);
  });

  it('says that nothing can be told where nobody could look, instead of a share of nought', () => {
    const { passing } = estimatePolicy(recordOf([caseWith(0.9, { chance: 0 }), caseWith(0.95, { chance: 0 })]), policy);
    expect(passing).toEqual({ cases: 2, untold: 2, found: 0 });
  });

  it('says so too where nobody happened to look', () => {
    const { passing } = estimatePolicy(recordOf([caseWith(0.9, { chance: 0.02 })]), policy);
    expect(passing).toEqual({ cases: 1, untold: 1, found: 0 });
  });

  it('does not let cases that rules sent to people speak for those that passed', () => {
    const reviewed = Array.from({ length: 50 }, () => caseWith(0.9, { answer: 'changed' }));
    const passed = Array.from({ length: 950 }, () => caseWith(0.99, { chance: 0 }));
    const { passing } = estimatePolicy(recordOf([...reviewed, ...passed]), policy);
    expect(passing.told?.cases).toBe(50);
    expect(passing.told?.wrong.value).toBe(50);
    expect(passing.untold).toBe(950);
  });

  it('counts the truth before the answer of a person', () => {
    const { passing } = estimatePolicy(recordOf([caseWith(0.9, { answer: 'agreed', truth: 'wrong' })]), policy);
    expect(passing.told?.wrong.value).toBe(1);
  });

  it('lets a case that came out by itself stand for no other, and never tells of fewer than are known', () => {
    const drawn = Array.from({ length: 10 }, () => caseWith(0.9, { chance: 0.1, answer: 'agreed' }));
    const rest = Array.from({ length: 90 }, (_, index) =>
      caseWith(0.95, { chance: 0.1, ...(index < 3 && { truth: 'wrong' }) }),
    );
    const { told, found } = estimatePolicy(recordOf([...drawn, ...rest]), policy).passing;
    expect(told?.known).toBe(10);
    expect(told?.wrong.value).toBe(0);
    expect(told?.wrong.high).toBeGreaterThan(3);
    expect(found).toBe(3);
  });

  it('parts by group', () => {
    const { groups } = estimatePolicy(
      recordOf([
        caseWith(0.9, { answer: 'changed', group: 'b' }),
        caseWith(0.9, { answer: 'agreed', group: 'a' }),
        caseWith(0.5, { answer: 'agreed', group: 'a' }),
      ]),
      policy,
    );
    expect(groups.map(({ group, cases, people }) => [group, cases, people])).toEqual([
      ['a', 2, 1],
      ['b', 1, 0],
    ]);
    expect(groups.map(({ passing }) => passing.told?.wrong.value)).toEqual([0, 1]);
  });

  it('of no cases is of none', () => {
    expect(estimatePolicy(recordOf([]), policy)).toMatchObject({
      cases: 0,
      people: { value: 0, low: 0 },
      passing: { cases: 0, untold: 0, found: 0 },
    });
  });

  it('comes in steps, so that a page can do something else in between', () => {
    const steps = policyEstimateSteps(recordOf(Array.from({ length: 1_000 }, () => caseWith(0.9))), policy);
    let count = 0;
    while (!steps.next().done) count++;
    expect(count).toBe(4);
  });
});

describe('whatever was recorded', () => {
  const cases = fc.array(
    fc
      .record({
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
        chance: fc.constantFrom(0, 0.01, 0.1, 0.5, 1),
        answer: fc.constantFrom<RecordedCase['answer']>(undefined, 'agreed', 'changed'),
        truth: fc.constantFrom<RecordedCase['truth']>(undefined, undefined, 'right', 'wrong'),
        group: fc.constantFrom(undefined, 'a', 'b'),
      })
      .map(({ confidence, answer, chance, ...shape }) =>
        caseWith(confidence, { ...shape, chance, ...(chance > 0 && { answer }) }),
      ),
    { maxLength: 60 },
  );
  const policies = fc
    .tuple(fc.integer({ min: 0, max: 100 }), fc.constantFrom(0, 0.05, 0.4))
    .map(([percent, rate]) => samplingPolicy(percent / 100, rate, 's'));

  const sound = ({ cases: all, told, untold, found }: PassingEstimate) => {
    expect((told?.cases ?? 0) + untold).toBeCloseTo(all);
    expect(found).toBeLessThanOrEqual(all + 1e-9);
    if (!told) return;
    expect(told.wrong.low).toBeLessThanOrEqual(told.wrong.value + 1e-9);
    expect(told.wrong.value).toBeLessThanOrEqual(told.wrong.high + 1e-9);
    expect(told.wrong.low).toBeGreaterThanOrEqual(-1e-9);
    expect(told.wrong.high).toBeLessThanOrEqual(told.cases + 1e-9);
  };

  it('each part of it is told or untold, and every estimate lies inside its interval', () => {
    fc.assert(
      fc.property(cases, policies, (list, policy) => {
        const estimate = estimatePolicy(recordOf(list), policy);
        sound(estimate.passing);
        for (const { passing } of estimate.groups) sound(passing);
        const { auto, monitor } = estimate.perDay;
        expect(estimate.people.value + auto.value + monitor.value).toBeCloseTo(list.length / 10);
      }),
    );
  });

  it('the order of the cases does not matter', () => {
    fc.assert(
      fc.property(cases, policies, (list, policy) => {
        const there = estimatePolicy(recordOf(list), policy).passing;
        const back = estimatePolicy(recordOf([...list].reverse()), policy).passing;
        expect(back.cases).toBeCloseTo(there.cases);
        expect(back.told?.wrong.high ?? -1).toBeCloseTo(there.told?.wrong.high ?? -1, 4);
      }),
    );
  });

  it('each point of the curve is the estimate of the policy with its threshold there', () => {
    fc.assert(
      fc.property(cases, policies, fc.nat(), (list, policy, at) => {
        const [threshold] = thresholdsOf(policy);
        if (!threshold) return;
        const points = coverageCurve(recordOf(list), policy, threshold);
        expect(points.some((point) => point.threshold === threshold.value)).toBe(true);
        const point = points[at % points.length] as (typeof points)[number];
        const moved = withThreshold(policy, threshold.path, point.threshold);
        const { passing } = estimatePolicy(recordOf(list), moved);
        expect(point.passing.cases).toBeCloseTo(passing.cases);
        expect(point.passing.untold).toBeCloseTo(passing.untold);
        expect(point.passing.told?.known).toBe(passing.told?.known);
        expect(point.passing.told?.wrong.value ?? -1).toBeCloseTo(passing.told?.wrong.value ?? -1);
        expect(point.passing.told?.wrong.high ?? -1).toBeCloseTo(passing.told?.wrong.high ?? -1, 4);
      }),
    );
  });
});

describe('a curve', () => {
  it('has its points by rising threshold, and passes fewer the higher the bar', () => {
    const list = Array.from({ length: 200 }, (_, index) => caseWith(index / 200, { answer: 'agreed' }));
    const policy = passFrom(0.805);
    const points = coverageCurve(recordOf(list), policy, thresholdsOf(policy)[0] as never);
    expect(points).toHaveLength(102);
    expect(points.map(({ threshold }) => threshold)).toEqual(
      points.map(({ threshold }) => threshold).sort((a, b) => a - b),
    );
    const coverage = points.map((point) => point.coverage);
    expect(coverage).toEqual([...coverage].sort((a, b) => b - a));
    expect(coverage[0]).toBe(1);
  });

  it('goes along amounts where the cases lie', () => {
    const list = [3, 10, 500, 20_000].map((value) => {
      const each = caseWith(0.9, { answer: 'agreed' });
      return { ...each, proposal: { ...each.proposal, value } };
    });
    const policy = policyOf({ id: 'small', when: { type: 'value', below: 500 }, handling: nobody });
    const points = coverageCurve(recordOf(list), policy, thresholdsOf(policy)[0] as never);
    expect(points.map(({ threshold, coverage }) => [threshold, coverage])).toEqual([
      [3, 0],
      [10, 0.25],
      [500, 0.5],
      [20_000, 0.75],
    ]);
  });

  it('finds the bounds of every condition, however deep', () => {
    expect(thresholdsOf(POLICY).map(({ path }) => path)).toEqual([
      'rules.1.when.atLeast',
      'rules.2.when.of.0.below',
      'rules.2.when.of.1.below',
      'rules.4.when.of.1.atLeast',
    ]);
  });
});

describe('intervals', () => {
  it('are Clopper and Pearson’s: worked values', () => {
    // Clopper and Pearson (1934) by R's binom.test: 0 of 10, 1 of 10, 5 of 10, 10 of 10.
    expect(shareInterval(0, 10)[1]).toBeCloseTo(0.3085, 4);
    expect(shareInterval(0.1, 10)).toEqual([expect.closeTo(0.0025, 4), expect.closeTo(0.445, 4)]);
    expect(shareInterval(0.5, 10)).toEqual([expect.closeTo(0.1871, 4), expect.closeTo(0.8129, 4)]);
    expect(shareInterval(1, 10)).toEqual([expect.closeTo(0.6915, 4), 1]);
    expect(shareInterval(0.3, Number.POSITIVE_INFINITY)).toEqual([0.3, 0.3]);
    expect(shareInterval(0.3, 0)).toEqual([0, 1]);
  });

  it('rest on a beta distribution that sums to one from both sides', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0.1, max: 5_000, noNaN: true }),
        fc.double({ min: 0.1, max: 5_000, noNaN: true }),
        (x, a, b) => {
          expect(betaBelow(x, a, b) + betaBelow(1 - x, b, a)).toBeCloseTo(1, 6);
        },
      ),
    );
    expect(betaBelow(0.3, 1, 1)).toBeCloseTo(0.3);
    expect(betaBelow(0.5, 2, 3)).toBeCloseTo(0.6875);
  });

  it('of cases a day are close to the exact ones of Poisson, and wider where days differ', () => {
    // Garwood (1936): of 10, 4.795 to 18.39.
    const even = dailyEstimate(10, 10, new Array(10).fill(1));
    expect(even.low * 10).toBeCloseTo(4.795, 1);
    expect(even.high * 10).toBeCloseTo(18.39, 1);
    const uneven = dailyEstimate(10, 10, [10, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect(uneven.high - uneven.low).toBeGreaterThan(even.high - even.low);
    expect(dailyEstimate(0, 10, new Array(10).fill(0)).high * 10).toBeCloseTo(3.69, 1);
  });
});
