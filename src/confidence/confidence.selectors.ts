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

/**
 * A probability as it is shown to somebody; nothing where it is none, or does not pass the calibration gate.
 *
 * @param now as in `calibrationVerdict`
 */
export function calibratedShare(
  confidence: Confidence | null | undefined,
  now?: number,
  limits?: Partial<CalibrationLimits>,
): number | undefined {
  return calibrationVerdict(confidence?.calibration, now, limits) === 'ok' ? shownShare(confidence?.value) : undefined;
}

/**
 * The probability that the proposed value is right: what the model says of it, or else its one score, where nothing says that
 * this is about something else. A probability of “default within 24 months” is none of the value.
 */
export function probabilityOfValue(confidence: Confidence | null | undefined): number | undefined {
  return confidence?.ofValue ?? (confidence?.of === undefined ? confidence?.value : undefined);
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
