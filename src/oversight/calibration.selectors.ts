import { bandOf, icd203 } from '../confidence/confidence.selectors.js';
import type { ConfidenceBand, Icd203Band } from '../confidence/confidence.types.js';
import { TRACK_RECORD_LEAST } from '../internal/track-record.js';
import type { OwnOutcome } from '../review/outcome.types.js';
import { isProbability } from '../review/proposal.selectors.js';
import { shareInterval } from './interval.selectors.js';

/** How many of some decisions were right. */
export interface RightShare {
  n: number;
  right: number;
  /** 95 % interval around the share, 0 to 1: Clopper and Pearson 1934. */
  interval: readonly [low: number, high: number];
}

/** The decisions in which a person gave their own answer one likelihood. */
export interface CalibrationBand extends RightShare {
  band: ConfidenceBand<Icd203Band>;
}

/** How often one person is right, and how often they said they would be (B-27). */
export interface CalibrationResult extends RightShare {
  /** Those in which they said how likely their own answer was. */
  stated: RightShare & {
    /** What they said on average, 0 to 1; 0 where they never did. */
    mean: number;
    /** Least likely first; bands without a decision are left out. */
    bands: readonly CalibrationBand[];
  };
  /**
   * How the average that they said lies to the interval of what came true: `above` where they said more. Absent on fewer than
   * 30 decisions (B-20).
   */
  finding?: 'above' | 'within' | 'below';
}

function shareOf(outcomes: readonly OwnOutcome[]): RightShare {
  const n = outcomes.length;
  const right = outcomes.filter(({ isRight }) => isRight).length;
  return { n, right, interval: shareInterval(n === 0 ? 0 : right / n, n) };
}

/** Of a case that was decided twice, the later decision counts. */
function latestOfEach(outcomes: readonly OwnOutcome[]): OwnOutcome[] {
  const latest = new Map<string, OwnOutcome>();
  for (const outcome of outcomes) {
    const known = latest.get(outcome.reviewId);
    if (!known || Date.parse(known.decidedAt) <= Date.parse(outcome.decidedAt)) latest.set(outcome.reviewId, outcome);
  }
  return [...latest.values()];
}

/**
 * Compares what a person said of their own answers with what came true, in the seven bands of ICD 203. A likelihood that is
 * none counts as not said. Checks are left out: in as many of them as a host likes the AI is wrong, so that somebody who knows their
 * ordinary cases well would seem to say too much (B-14).
 */
export function ownCalibration(outcomes: readonly OwnOutcome[]): CalibrationResult {
  const counted = latestOfEach(outcomes.filter(({ isCheck }) => !isCheck));
  const said = counted.filter(({ confidence }) => isProbability(confidence));
  const mean = said.reduce((sum, { confidence = 0 }) => sum + confidence, 0) / (said.length || 1);
  const bands = icd203.bands.flatMap((band): CalibrationBand[] => {
    const own = said.filter(({ confidence }) => bandOf(confidence, icd203) === band);
    return own.length === 0 ? [] : [{ band, ...shareOf(own) }];
  });
  const stated = { ...shareOf(said), mean, bands };
  const [low, high] = stated.interval;
  return {
    ...shareOf(counted),
    stated,
    ...(stated.n >= TRACK_RECORD_LEAST && { finding: mean > high ? 'above' : mean < low ? 'below' : 'within' }),
  };
}
