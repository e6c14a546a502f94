import { describe, expect, it } from 'vitest';
import {
  entropyOf,
  expectedCost,
  factorDisagreement,
  leastConfidence,
  marginOf,
  modelDisagreement,
  readingsOf,
  relativeEntropyOf,
  uncertaintyOf,
} from '../../src/oversight/uncertainty.selectors.js';
import { proposalWith } from './oversight.fixtures.js';

const of = (...probabilities: number[]) =>
  probabilities.map((probability, index) => ({ value: `r${index}`, probability }));

describe('how unsure a model is', () => {
  // Probabilities of three instances over three classes; the measures computed by hand from Settles' formulas, natural logarithm.
  it.each([
    [[0.9, 0.09, 0.01], 0.1, 0.81, 0.357593],
    [[0.2, 0.5, 0.3], 0.5, 0.2, 1.029653],
    [[0.4, 0.35, 0.25], 0.6, 0.05, 1.080528],
  ] as const)('is measured as in Settles (2009): %j', (probabilities, least, margin, entropy) => {
    const readings = of(...probabilities);
    expect(leastConfidence(readings)).toBeCloseTo(least, 9);
    expect(marginOf(readings)).toMatchObject({ value: { margin: expect.closeTo(margin, 9) } });
    expect(entropyOf(readings)).toEqual({ value: expect.closeTo(entropy, 5) });
  });

  it('differs by measure where there are more than two readings', () => {
    // By margin the first is the less sure one, by entropy the second.
    const [one, other] = [of(0.45, 0.45, 0.1), of(0.4, 0.3, 0.3)];
    const margins = [one, other].map((readings) => marginOf(readings) as { value: { margin: number } });
    expect(margins[0]?.value.margin).toBeLessThan(margins[1]?.value.margin as number);
    const entropies = [one, other].map((readings) => entropyOf(readings) as { value: number });
    expect(entropies[0]?.value).toBeLessThan(entropies[1]?.value as number);
  });

  it('reaches from nothing, where one reading has it all, to one, where all are as likely', () => {
    expect(relativeEntropyOf(of(1, 0, 0))).toEqual({ value: 0 });
    expect(relativeEntropyOf(of(0.25, 0.25, 0.25, 0.25))).toEqual({ value: expect.closeTo(1, 12) });
    expect(marginOf(of(0.5, 0.5))).toMatchObject({
      value: { margin: 0, first: { value: 'r0' }, second: { value: 'r1' } },
    });
  });

  it('takes one score alone for least confidence only', () => {
    expect(leastConfidence(of(0.7))).toBeCloseTo(0.3, 12);
    expect(marginOf(of(0.7))).toEqual({ unknown: 'lone-score' });
    expect(entropyOf(of(0.7))).toEqual({ unknown: 'lone-score' });
  });

  it('asks for a distribution: what is missing to one might be the next reading', () => {
    expect(marginOf(of(0.5, 0.3))).toMatchObject({ value: { margin: expect.closeTo(0.2, 12) } });
    expect(marginOf(of(0.5, 0.2))).toEqual({ unknown: 'not-a-distribution' });
    expect(marginOf(of(0.9, 0.8))).toEqual({ unknown: 'not-a-distribution' });
    expect(entropyOf(of(0.5, 0.3))).toEqual({ unknown: 'not-a-distribution' });
  });

  it('reads the proposed value and its alternatives, each once', () => {
    expect(readingsOf(proposalWith())).toEqual({
      value: [
        { value: 'deny', probability: 0.66 },
        { value: 'approve-with-conditions', probability: 0.24 },
        { value: 'approve', probability: 0.1 },
      ],
    });
    const twice = proposalWith({ alternatives: [{ value: 'deny', confidence: 0.66 }] });
    expect(readingsOf(twice)).toEqual({ value: [{ value: 'deny', probability: 0.66 }] });
    expect(readingsOf(proposalWith({ confidence: undefined, alternatives: undefined } as never))).toEqual({
      unknown: 'absent',
    });
    expect(readingsOf(proposalWith({ confidence: { value: Number.NaN } }))).toEqual({ unknown: 'not-a-number' });
  });

  it('weighs what a mistake costs by how likely it is', () => {
    const readings = [
      { value: 'deny', probability: 0.7 },
      { value: 'approve', probability: 0.3 },
    ];
    const costs = { deny: { approve: 1000 }, approve: { deny: 200 } };
    expect(expectedCost(readings, 'deny', costs)).toEqual({ value: expect.closeTo(60, 9) });
    expect(expectedCost(readings, 'approve', costs)).toEqual({ value: expect.closeTo(700, 9) });
    expect(expectedCost(readings, 'deny', { deny: {} })).toEqual({ unknown: 'absent' });
    expect(expectedCost(readings.slice(1), 'deny', costs)).toEqual({ unknown: 'not-a-distribution' });
    expect(uncertaintyOf(proposalWith(), { approve: { deny: 5 }, 'approve-with-conditions': { deny: 10 } })).toEqual({
      leastConfidence: expect.closeTo(0.34, 9),
      margin: expect.closeTo(0.42, 9),
      entropy: expect.closeTo(0.847007, 5),
      expectedCost: expect.closeTo(2.9, 9),
    });
    expect(uncertaintyOf(proposalWith({ confidence: undefined, alternatives: undefined } as never))).toEqual({});
  });

  it('counts other models that propose another value', () => {
    const model = { id: 'other', version: '1' };
    expect(modelDisagreement(proposalWith())).toEqual({ unknown: 'absent' });
    const signals = { otherModels: ['deny', 'approve', 'deny', 'deny'].map((value) => ({ model, value })) };
    expect(modelDisagreement(proposalWith({ signals }))).toEqual({ value: 0.25 });
  });

  it('weighs what speaks for and against', () => {
    const factors = (...weights: number[]) =>
      proposalWith({
        explanation: { factors: weights.map((contribution, id) => ({ id: `${id}`, name: 'f', contribution })) },
      });
    expect(factorDisagreement(factors(0.3, 0.2))).toEqual({ value: 0 });
    expect(factorDisagreement(factors(0.3, -0.3))).toEqual({ value: 1 });
    expect(factorDisagreement(factors(0.3, -0.1))).toEqual({ value: expect.closeTo(0.5, 12) });
    expect(factorDisagreement(factors(0, 0))).toEqual({ value: 0 });
    expect(factorDisagreement(factors(0.3, Number.NaN))).toEqual({ unknown: 'not-a-number' });
    expect(factorDisagreement(proposalWith({ explanation: {} }))).toEqual({ unknown: 'absent' });
  });
});
