import { errorFor } from '../internal/errors.js';
import {
  type Alternative,
  type Calibration,
  type CalibrationLimits,
  type CalibrationProblem,
  type Confidence,
  type ConfidenceBand,
  type ConfidenceScale,
  ICD203_BANDS,
  type Icd203Band,
  IPCC_BANDS,
  type IpccBand,
  type Quantiles,
} from './confidence.types.js';

/* Scales ---------------------------------------------------------------------------------------------------------- */

/** Bands that meet at these edges, lowest first. */
function bandsBetween<Id extends string>(ids: readonly Id[], edges: readonly number[]): ConfidenceBand<Id>[] {
  return ids.map((id, index) => ({ id, low: edges[index] as number, high: edges[index + 1] as number }));
}

/** The seven bands of ICD 203 (2015), section D.6.e(2)(a): the ranges leave out certainty at both ends. */
export const icd203: ConfidenceScale<Icd203Band> = {
  id: 'icd203',
  bands: /* @__PURE__ */ bandsBetween(ICD203_BANDS, [0.01, 0.05, 0.2, 0.45, 0.55, 0.8, 0.95, 0.99]),
};

/**
 * The likelihood terms of the IPCC (AR5 guidance note on uncertainty, 2010) as bands that do not overlap. Its outermost
 * terms, "exceptionally unlikely" below 1% and "virtually certain" above 99%, are left out: the kit shows neither (B-3).
 */
export const ipcc: ConfidenceScale<IpccBand> = {
  id: 'ipcc',
  bands: /* @__PURE__ */ bandsBetween(IPCC_BANDS, [0.01, 0.1, 0.33, 0.66, 0.9, 0.99]),
};

/** What is wrong with a list of bands, in words; nothing where it is a scale. */
function scaleProblem(bands: readonly ConfidenceBand[]): string | undefined {
  if (!Array.isArray(bands) || bands.length === 0) return 'it has no bands';
  let end: number | undefined;
  const ids = new Set<string>();
  for (const { id, low, high } of bands) {
    if (!id || ids.has(id)) return `the id "${id}" is empty or there twice`;
    ids.add(id);
    if (!(low >= 0 && low < high && high <= 1)) return `the band "${id}" does not run upwards within 0 to 1`;
    if (end === undefined ? low > LOWEST_SHOWN : low !== end) return `the band "${id}" does not begin where it should`;
    end = high;
  }
  return end !== undefined && end < HIGHEST_SHOWN ? `it ends at ${end}` : undefined;
}

/**
 * Makes a scale of one's own: bands without gaps, lowest first, at least from 1% to 99%. A band reads as its `label`.
 *
 * @throws {CountersignError} `scale-invalid`
 * @example defineScale('triage', [{ id: 'no', low: 0, high: 0.5, label: 'Probably not' }, { id: 'yes', low: 0.5, high: 1, label: 'Probably' }])
 */
export function defineScale<const Id extends string>(
  id: string,
  bands: readonly ConfidenceBand<Id>[],
): ConfidenceScale<Id> {
  const problem = scaleProblem(bands);
  if (problem) throw errorFor('scale-invalid', problem);
  return { id, bands };
}

/* Bands ----------------------------------------------------------------------------------------------------------- */

/** Nobody is certain: no score is shown below or above these (B-3). */
const LOWEST_SHOWN = 0.01;
const HIGHEST_SHOWN = 0.99;

/** A share as it may be shown, from 1% to 99%. */
export function clampShare(share: number): number {
  return Math.min(Math.max(share, LOWEST_SHOWN), HIGHEST_SHOWN);
}

/** A probability as it may be shown, from 1% to 99%; nothing where the value is not a number from 0 to 1. */
export function shownShare(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 1 ? clampShare(value) : undefined;
}

/**
 * The band a probability falls into: `low` belongs to it, `high` to the next. Below the first and above the last band
 * the outer ones hold. Nothing for what is no probability: NaN, text, below 0, above 1.
 */
export function bandOf<Id extends string>(value: unknown, scale: ConfidenceScale<Id>): ConfidenceBand<Id> | undefined {
  const share = shownShare(value);
  return share ? (scale.bands.find(({ high }) => share < high) ?? scale.bands.at(-1)) : undefined;
}

/** An interval of probabilities as it may be shown, lowest first; nothing where it is none. */
export function shownInterval(interval: unknown): readonly [low: number, high: number] | undefined {
  if (!Array.isArray(interval)) return undefined;
  const [low, high] = interval.map(shownShare);
  return low === undefined || high === undefined || low > high ? undefined : [low, high];
}

/* The calibration gate -------------------------------------------------------------------------------------------- */

/** The thresholds of B-4: our judgement after Li et al. (2024), to be replaced by a host's own. */
export const calibrationLimits: CalibrationLimits = { maxError: 0.1, maxAgeDays: 90, minCases: 200 };

/**
 * Whether a score with this calibration may be shown (B-4), or why not. A measurement dated in the future is
 * `malformed`.
 *
 * @param now milliseconds since 1970; its age is not asked while that is unknown, as on a server
 */
export function calibrationVerdict(
  calibration: Calibration | null | undefined,
  now?: number,
  limits?: Partial<CalibrationLimits>,
): 'ok' | CalibrationProblem {
  if (!calibration) return 'missing';
  const { n, asOf, error } = calibration;
  const { maxError, maxAgeDays, minCases } = { ...calibrationLimits, ...limits };
  const measured = Date.parse(asOf);
  const days = ((now ?? measured) - measured) / 86_400_000;
  return !(Number.isInteger(n) && n >= 0 && shownShare(error) && days > -1)
    ? 'malformed'
    : error > maxError
      ? 'error-too-high'
      : days > maxAgeDays
        ? 'too-old'
        : n < minCases
          ? 'too-few-cases'
          : 'ok';
}

/* n-best ---------------------------------------------------------------------------------------------------------- */

/** Closer than this and the two best readings cannot be told apart (B-6). */
export const N_BEST_MARGIN = 0.1;
/** Most readings that are worth comparing (B-6). */
export const N_BEST_MOST = 5;

/** Whether the readings, the proposed one included, are too many to recommend any of them (B-6). */
export function isBeyondNBest(alternatives: readonly Alternative[] | null | undefined): boolean {
  return (alternatives?.length ?? 0) >= N_BEST_MOST;
}

/**
 * Whether the readings belong side by side instead of one in front (B-6): the two best lie less than 0.10 apart, or a
 * set with a stated coverage holds two to five.
 *
 * @param alternatives the readings beside the proposed one
 * @param coverage share of similar cases whose true value is in the set, where the model gives sets
 */
export function isNBestShown(
  confidence: Confidence | null | undefined,
  alternatives: readonly Alternative[] | null | undefined,
  coverage?: number,
): boolean {
  if (!alternatives?.length || isBeyondNBest(alternatives)) return false;
  if (shownShare(coverage) !== undefined) return true;
  const shares = [confidence?.value, ...alternatives.map((each) => each.confidence)];
  const [first, second] = shares
    .map(shownShare)
    .filter((share) => share !== undefined)
    .sort((a, b) => b - a);
  // 0.5 - 0.4 is 0.09999999999999998: the margin is compared to a millionth.
  return first !== undefined && second !== undefined && N_BEST_MARGIN - (first - second) > 1e-6;
}

/* Quantile dots --------------------------------------------------------------------------------------------------- */

export interface QuantileDot {
  /** Middle of the dot's column, in the unit of the value. */
  value: number;
  column: number;
  /** Height in its column, from 0. */
  row: number;
  /** Whether the outcome is not above the threshold: the dot is drawn hollow. */
  isBelow: boolean;
}

export interface QuantileLayout {
  dots: readonly QuantileDot[];
  columns: number;
  /** Height of the highest column. */
  rows: number;
  /** The least and the greatest outcome. */
  low: number;
  high: number;
  /** Lower edge of the first column and upper edge of the last, in the unit of the value. */
  min: number;
  max: number;
  threshold?: number;
  /** Outcomes above the threshold; those on it are not. */
  above: number;
  count: number;
}

/** The next of 1, 2, 2.5, 5 times a power of ten: widths that people can count in. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 2.5, 5].find((step) => step * power >= raw * 0.999) ?? 10);
}

/**
 * Lays equally likely outcomes out as stacked dots (Kay et al. 2016, Fernandes et al. 2018). Columns are of one round
 * width, and the threshold is always an edge between two of them, so that no column holds dots of both sides. Outcomes
 * that are no finite numbers are left out; nothing where fewer than two remain.
 */
export function quantileLayout(quantiles: Quantiles | null | undefined, columns = 12): QuantileLayout | undefined {
  const values = (Array.isArray(quantiles?.values) ? quantiles.values : [])
    .filter((value) => Number.isFinite(value))
    .sort((a: number, b: number) => a - b);
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined || values.length < 2) return undefined;
  const threshold = Number.isFinite(quantiles?.threshold) ? quantiles?.threshold : undefined;
  const step = roundStep((last - first || Math.abs(first) || 1) / columns);
  // Outcomes too far apart or too close together for a number to hold a column's width.
  if (!(Number.isFinite(step) && step > 0)) return undefined;
  const origin = threshold ?? Math.floor(first / step) * step;
  // A value on the threshold is not above it: with one, columns hold their upper edge.
  const columnOf = (value: number) =>
    threshold === undefined ? Math.floor((value - origin) / step) : Math.ceil((value - origin) / step) - 1;
  const start = columnOf(first);
  const heights = new Map<number, number>();
  const dots = values.map((value): QuantileDot => {
    const column = columnOf(value) - start;
    const row = heights.get(column) ?? 0;
    heights.set(column, row + 1);
    const isBelow = threshold !== undefined && value <= threshold;
    return { value: origin + (column + start + 0.5) * step, column, row, isBelow };
  });
  const end = columnOf(last) - start + 1;
  return {
    dots,
    columns: end,
    low: first,
    high: last,
    rows: Math.max(...heights.values()),
    min: origin + start * step,
    max: origin + (start + end) * step,
    threshold,
    above: threshold === undefined ? values.length : values.filter((value) => value > threshold).length,
    count: values.length,
  };
}
