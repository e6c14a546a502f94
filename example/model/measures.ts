import { createRandom } from './random.js';

/** A calibrated probability and what happened. */
export interface Outcome {
  probability: number;
  happened: boolean;
}

/** Bins of equal width, as Guo et al. 2017 (On Calibration of Modern Neural Networks) count the error. */
const BINS = 10;

/** Mean distance between what was said and what happened, over bins of the probability, weighted by their cases. */
export function expectedCalibrationError(outcomes: readonly Outcome[]): number {
  const said = new Array<number>(BINS).fill(0);
  const happened = new Array<number>(BINS).fill(0);
  for (const outcome of outcomes) {
    const bin = Math.min(BINS - 1, Math.floor(outcome.probability * BINS));
    said[bin] = (said[bin] as number) + outcome.probability;
    happened[bin] = (happened[bin] as number) + (outcome.happened ? 1 : 0);
  }
  return said.reduce((sum, total, bin) => sum + Math.abs(total - (happened[bin] as number)), 0) / outcomes.length;
}

/** Mean squared distance between probability and outcome (Brier 1950): 0 is perfect, lower is better. */
export function brierScore(outcomes: readonly Outcome[]): number {
  return (
    outcomes.reduce((sum, { probability, happened }) => sum + (probability - (happened ? 1 : 0)) ** 2, 0) /
    outcomes.length
  );
}

/** Share of cases where the more probable outcome is the one that happened. */
export function accuracy(outcomes: readonly Outcome[]): number {
  return outcomes.filter(({ probability, happened }) => probability >= 0.5 === happened).length / outcomes.length;
}

export const MEASURES = { accuracy, calibrationError: expectedCalibrationError, brier: brierScore } as const;
export type MeasureName = keyof typeof MEASURES;

/** One measure before and after, on the same cases. */
export interface Comparison {
  before: number;
  after: number;
  /** 95% interval of `after` less `before`. */
  interval: [low: number, high: number];
  /** What can be said: no difference that chance would not explain is called one. */
  change: 'better' | 'worse' | 'no-clear-difference';
}

const RESAMPLES = 1000;

/**
 * Compares two models on the same cases by the paired bootstrap (Efron and Tibshirani 1993, chapter 13): cases are
 * drawn again with replacement, and the middle 95% of the differences is the interval.
 */
export function compare(
  before: readonly Outcome[],
  after: readonly Outcome[],
  seed = 1,
): { [Name in MeasureName]: Comparison } {
  const random = createRandom(seed);
  const names = Object.keys(MEASURES) as MeasureName[];
  const differences: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < RESAMPLES; round++) {
    const drawn = before.map(() => Math.floor(random.next() * before.length));
    const resampledBefore = drawn.map((index) => before[index] as Outcome);
    const resampledAfter = drawn.map((index) => after[index] as Outcome);
    for (const name of names) {
      differences[name]?.push(MEASURES[name](resampledAfter) - MEASURES[name](resampledBefore));
    }
  }
  const comparison = (name: MeasureName): Comparison => {
    const sorted = (differences[name] as number[]).sort((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
    const interval: [number, number] = [at(0.025), at(0.975)];
    const rises = interval[0] > 0;
    const falls = interval[1] < 0;
    const isBetter = name === 'accuracy' ? rises : falls;
    return {
      before: MEASURES[name](before),
      after: MEASURES[name](after),
      interval,
      change: !rises && !falls ? 'no-clear-difference' : isBetter ? 'better' : 'worse',
    };
  };
  return {
    accuracy: comparison('accuracy'),
    calibrationError: comparison('calibrationError'),
    brier: comparison('brier'),
  };
}
