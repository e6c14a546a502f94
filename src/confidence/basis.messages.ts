import type { TextFormat } from '../internal/format.js';
import type { Calibration, CalibrationLimits, CalibrationProblem } from './confidence.types.js';

// What a score or an estimate rests on: apart from the badge's words, because few cases show it at first.

/** Words of the quantile dots; `amount` carries its unit. */
export interface QuantileDotsMessages {
  outcomesAbove: (above: number, count: number, amount: string, format: TextFormat) => string;
  /** Where no threshold is given. */
  outcomesBetween: (count: number, low: string, high: string, format: TextFormat) => string;
  outcomesNotAvailable: string;
}

export const quantileDotsMessages: QuantileDotsMessages = {
  outcomesAbove: (above, count, amount, f) =>
    f.plural(above, {
      one: `# of ${f.number(count)} equally likely outcomes is above ${amount}.`,
      other: `# of ${f.number(count)} equally likely outcomes are above ${amount}.`,
    }),
  outcomesBetween: (count, low, high, f) =>
    `${f.number(count)} equally likely outcomes lie between ${low} and ${high}.`,
  outcomesNotAvailable: 'Outcomes not available',
};

/** Words about how a score was calibrated. */
export interface CalibrationNoteMessages {
  calibration: (calibration: Calibration, format: TextFormat) => string;
  calibrationProblems: Record<
    CalibrationProblem,
    (calibration: Calibration, limits: CalibrationLimits, format: TextFormat) => string
  >;
}

export const calibrationNoteMessages: CalibrationNoteMessages = {
  calibration: ({ n, asOf, error }, f) =>
    `${f.plural(n, { one: '# case', other: '# cases' })}, ${f.date(asOf)}, error ${f.number(error)}`,
  calibrationProblems: {
    missing: () => 'Not provided',
    malformed: () => 'Not available',
    'error-too-high': ({ error }, { maxError }, f) =>
      `Error ${f.number(error)}, above the ${f.number(maxError)} allowed`,
    'too-old': ({ asOf }, { maxAgeDays }, f) =>
      `Measured on ${f.date(asOf)}, more than ${f.plural(maxAgeDays, { one: '# day', other: '# days' })} ago`,
    'too-few-cases': ({ n }, { minCases }, f) =>
      `${f.plural(n, { one: '# case', other: '# cases' })}, fewer than the ${f.number(minCases)} required`,
  },
};
