import { sameJson } from '../internal/canonical-json.js';
import { isProbability } from '../review/proposal.selectors.js';
import type { Json, Proposal, RowUncertainty } from '../review/review.types.js';
import type { UnknownReason } from './oversight.types.js';
import type { ProposalFacts } from './policy-estimate.types.js';

/*
 * How unsure a model is of one case, by the three measures of Settles, "Active Learning Literature Survey" (2009), section
 * 3.1: least confidence, margin, entropy. They differ where there are more than two readings.
 */

/** One reading with its probability, 0 to 1. */
export interface Reading {
  value: Json;
  probability: number;
}

/** Probabilities of all readings sum to one; rounded ones nearly. */
const SUM_TOLERANCE = 0.01;

export type Measured<T> = { value: T } | { unknown: UnknownReason };

/** What was given with probabilities: the proposed value first, then the alternatives. */
export function readingsOf({ value, confidence, alternatives = [] }: ProposalFacts): Measured<Reading[]> {
  const given = [
    { value, probability: confidence?.value },
    ...alternatives
      .filter((each) => !sameJson(each.value, value))
      .map((each) => ({ value: each.value, probability: each.confidence })),
  ];
  const known = given.filter(({ probability }) => probability !== undefined);
  if (known.length === 0) return { unknown: 'absent' };
  if (!known.every(({ probability }) => isProbability(probability))) return { unknown: 'not-a-number' };
  return { value: known as Reading[] };
}

function sumOf(readings: readonly Reading[]): number {
  return readings.reduce((sum, { probability }) => sum + probability, 0);
}

/** The likeliest readings first; of two that are as likely, the one that was given first. */
export function byLikelihood(readings: readonly Reading[]): Reading[] {
  return [...readings].sort((a, b) => b.probability - a.probability);
}

/** 1 less the probability of the likeliest reading, 0 to 1. One score is enough for it. */
export function leastConfidence(readings: readonly Reading[]): number {
  return 1 - Math.max(...readings.map(({ probability }) => probability));
}

/**
 * How far the likeliest reading is ahead of the next one, 0 to 1. What is missing to one might all belong to one reading that
 * was not given: where that could be the next one, the margin is not known.
 */
export function marginOf(readings: readonly Reading[]): Measured<{ margin: number; first: Reading; second: Reading }> {
  const [first, second] = byLikelihood(readings);
  if (!first || !second) return { unknown: 'lone-score' };
  const rest = 1 - sumOf(readings);
  if (rest < -SUM_TOLERANCE || rest - second.probability > SUM_TOLERANCE) return { unknown: 'not-a-distribution' };
  return { value: { margin: first.probability - second.probability, first, second } };
}

/** Shannon's entropy in nats: 0 where one reading has it all, the logarithm of their number where all are as likely. */
export function entropyOf(readings: readonly Reading[]): Measured<number> {
  if (readings.length < 2) return { unknown: 'lone-score' };
  if (Math.abs(1 - sumOf(readings)) > SUM_TOLERANCE) return { unknown: 'not-a-distribution' };
  return {
    value: readings.reduce((sum, { probability: p }) => sum - (p > 0 ? p * Math.log(p) : 0), 0),
  };
}

/** The same as a share of the greatest that so many readings can have, 0 to 1. */
export function relativeEntropyOf(readings: readonly Reading[]): Measured<number> {
  const entropy = entropyOf(readings);
  return 'unknown' in entropy ? entropy : { value: entropy.value / Math.log(readings.length) };
}

/** Share of the other models that propose another value, 0 to 1. */
export function modelDisagreement({ value, signals }: ProposalFacts): Measured<number> {
  const others = signals?.otherModels ?? [];
  if (others.length === 0) return { unknown: 'absent' };
  return { value: others.filter((other) => !sameJson(other.value, value)).length / others.length };
}

/** How evenly the factors are weighed: twice the share of the lighter side, 0 to 1. */
export function factorDisagreement({ explanation }: ProposalFacts): Measured<number> {
  const weights = (explanation?.factors ?? []).map(({ contribution }) => contribution);
  if (weights.length === 0) return { unknown: 'absent' };
  if (!weights.every(Number.isFinite)) return { unknown: 'not-a-number' };
  const all = weights.reduce((sum, weight) => sum + Math.abs(weight), 0);
  const against = weights.reduce((sum, weight) => sum + Math.max(-weight, 0), 0);
  return { value: all === 0 ? 0 : (2 * Math.min(against, all - against)) / all };
}

/** What a mistake costs, in one unit: by the value that would be right, then by the value that takes effect. */
export type Costs = { readonly [right: string]: { readonly [taken: string]: number } };

/**
 * What it costs on average to let the proposed value take effect, in the unit of `costs` (Elkan, "The Foundations of
 * Cost-Sensitive Learning", 2001). What is right costs nothing unless it is said otherwise.
 */
export function expectedCost(readings: readonly Reading[], taken: Json, costs: Costs): Measured<number> {
  if (Math.abs(1 - sumOf(readings)) > SUM_TOLERANCE) return { unknown: 'not-a-distribution' };
  let sum = 0;
  for (const { value, probability } of readings) {
    const row = Object.hasOwn(costs, String(value)) ? costs[String(value)] : undefined;
    const cost = row?.[String(taken)] ?? (sameJson(value, taken) ? 0 : undefined);
    if (cost === undefined) return { unknown: 'absent' };
    if (!Number.isFinite(cost)) return { unknown: 'not-a-number' };
    sum += probability * cost;
  }
  return { value: sum };
}

/** How unsure a model is of one case by every measure that its scores allow; for a queue to be ordered by. */
export function uncertaintyOf(proposal: Proposal, costs?: Costs): RowUncertainty {
  const readings = readingsOf(proposal);
  if ('unknown' in readings) return {};
  const margin = marginOf(readings.value);
  const entropy = entropyOf(readings.value);
  const cost = costs ? expectedCost(readings.value, proposal.value, costs) : { unknown: 'absent' as const };
  return {
    leastConfidence: leastConfidence(readings.value),
    ...('value' in margin && { margin: margin.value.margin }),
    ...('value' in entropy && { entropy: entropy.value }),
    ...('value' in cost && { expectedCost: cost.value }),
  };
}
