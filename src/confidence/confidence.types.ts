/** The seven bands of ICD 203, US Office of the Director of National Intelligence (2015), least to most likely. */
export const ICD203_BANDS = [
  'almost-no-chance',
  'very-unlikely',
  'unlikely',
  'roughly-even',
  'likely',
  'very-likely',
  'almost-certain',
] as const;
export type Icd203Band = (typeof ICD203_BANDS)[number];

/** Bands of the built-in `ipcc` scale, least to most likely; what reads alike has one id in every scale. */
export const IPCC_BANDS = ['very-unlikely', 'unlikely', 'as-likely-as-not', 'likely', 'very-likely'] as const;
export type IpccBand = (typeof IPCC_BANDS)[number];

/**
 * How a model's probabilities were calibrated, and how well. Without it, or with one that fails the gate
 * (`calibrationVerdict`), the kit shows "Score not calibrated" and no number.
 */
export interface Calibration {
  /** How it was done, such as `platt` or `isotonic`. Shown as it is. */
  method: string;
  /** How many held-out cases it was measured on; a whole number, 0 or more. */
  n: number;
  /** When it was measured: ISO 8601, date or date and time. */
  asOf: string;
  /** Expected calibration error on those cases, 0 to 1. */
  error: number;
}

/** Equally likely outcomes of a continuous estimate, for quantile dots. */
export interface Quantiles {
  /** Outcomes in the unit of the value, any order; 20 or 50 of them read best. */
  values: readonly number[];
  /** The outcome that matters, in the same unit: dots below it are hollow. */
  threshold?: number;
  /** ISO 4217 currency code, or a unit as text. */
  unit?: string;
}

/** How sure the model is, and what that rests on. */
export interface Confidence {
  /** Probability that the statement in `of` is true, 0 to 1. */
  value?: number;
  /** Interval around `value`, each 0 to 1, lowest first. */
  interval?: readonly [low: number, high: number];
  /**
   * Probability that the proposed value is right, 0 to 1, where `value` is about something else: of a credit that is proposed for
   * approval, 1 less the probability of default. It is not shown, and rests on the same calibration.
   */
  ofValue?: number;
  /** What the probability is about, as the reviewer reads it: "Default within 24 months". */
  of?: string;
  calibration?: Calibration;
  quantiles?: Quantiles;
}

/** One reading among several, for n-best. */
export interface Alternative<V = unknown> {
  value: V;
  /** How the value reads; the kit formats `value` by the proposal's schema where this is absent. */
  label?: string;
  /** Probability of this reading, 0 to 1. */
  confidence?: number;
}

/** One band of a scale: `low` is inside the band, `high` belongs to the next one; both 0 to 1. */
export interface ConfidenceBand<Id extends string = string> {
  id: Id;
  low: number;
  high: number;
  /** How the band reads. Built-in bands take theirs from the message catalogue. */
  label?: string;
}

/** Bands from least to most likely, without gaps. */
export interface ConfidenceScale<Id extends string = string> {
  id: string;
  bands: readonly ConfidenceBand<Id>[];
}

/** Why a score may not be shown. */
export const CALIBRATION_PROBLEMS = ['missing', 'malformed', 'error-too-high', 'too-old', 'too-few-cases'] as const;
export type CalibrationProblem = (typeof CALIBRATION_PROBLEMS)[number];

/** What a calibration has to reach before a score is shown (B-4). */
export interface CalibrationLimits {
  /** Greatest expected calibration error, 0 to 1. @default 0.1 */
  maxError: number;
  /** Greatest age of the measurement, in days. @default 90 */
  maxAgeDays: number;
  /** Least number of cases it was measured on. @default 200 */
  minCases: number;
}
