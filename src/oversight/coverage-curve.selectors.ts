import { isRecord } from '../internal/is-record.js';
import { findingOf } from './condition.selectors.js';
import { modeChances } from './mode-chances.selectors.js';
import type { Condition, OversightPolicy } from './oversight.types.js';
import { addTally, countCase, newTally, passingEstimate } from './passing-tally.selectors.js';
import { finish, STEP } from './policy-estimate.selectors.js';
import type { CaseRecord, CurvePoint, Threshold } from './policy-estimate.types.js';

const SIDES = ['atLeast', 'below'] as const;

function thresholdsIn(condition: Condition, path: string, rule: string): Threshold[] {
  if (condition.type === 'and' || condition.type === 'or')
    return condition.of.flatMap((each, index) => thresholdsIn(each, `${path}.of.${index}`, rule));
  if (condition.type === 'not') return thresholdsIn(condition.of, `${path}.of`, rule);
  const bounds = condition as { atLeast?: unknown; below?: unknown };
  return SIDES.flatMap((side) => {
    const value = bounds[side];
    return typeof value === 'number' && Number.isFinite(value) ? [{ path: `${path}.${side}`, rule, side, value }] : [];
  });
}

/** Every bound of a policy that a curve can be drawn along, in the order of its rules. */
export function thresholdsOf({ rules }: OversightPolicy): Threshold[] {
  return rules.flatMap(({ id, when }, index) => thresholdsIn(when, `rules.${index}.when`, id));
}

/** What is found at a path such as `rules.2.when.of.0`; nothing where there is nothing. */
export function atPath(value: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (found, name) => (isRecord(found) || Array.isArray(found) ? found[name as never] : undefined),
      value,
    );
}

/** A copy with another value at a path; without what is there where the value is `undefined`. */
export function withAtPath<T>(value: T, path: string, next: unknown): T {
  const [name = '', ...rest] = path.split('.');
  const inside = rest.length === 0 ? next : withAtPath((value as never)[name], rest.join('.'), next);
  if (Array.isArray(value)) return value.map((each, index) => (index === Number(name) ? inside : each)) as T;
  const copy = { ...value, [name]: inside };
  if (inside === undefined) delete copy[name as never];
  return copy;
}

/** A policy with one threshold at another place. */
export function withThreshold(policy: OversightPolicy, path: string, value: number): OversightPolicy {
  return withAtPath(policy, path, value);
}

/** What a condition measures of a case; nothing where the proposal does not say. */
function measureAt(
  policy: OversightPolicy,
  { path }: Threshold,
): (facts: Parameters<typeof findingOf>[1]) => number | undefined {
  const { below: _, ...condition } = atPath(policy, path.slice(0, path.lastIndexOf('.'))) as Record<string, unknown>;
  const open = { ...condition, atLeast: Number.NEGATIVE_INFINITY } as never;
  return (facts) => {
    const [fact] = findingOf(open, facts).because;
    return fact && 'side' in fact ? fact.is : undefined;
  };
}

/** Points of a curve besides the present one, at most. */
const POINTS = 101;

/** Whether a measure is a share, 0 to 1. */
function isShare(policy: OversightPolicy, { path }: Threshold): boolean {
  const { type } = atPath(policy, path.slice(0, path.lastIndexOf('.'))) as Condition;
  return type !== 'value';
}

/** Where the curve has points: each hundredth of a share; of other measures, where the cases lie. */
function placesFor(policy: OversightPolicy, threshold: Threshold, measures: Float64Array): number[] {
  const places = new Set([threshold.value]);
  if (isShare(policy, threshold)) {
    for (let percent = 0; percent <= 100; percent++) places.add(percent / 100);
  } else {
    const sorted = measures.filter((each) => !Number.isNaN(each)).sort();
    const count = Math.min(POINTS, sorted.length);
    for (let index = 0; index < count; index++)
      places.add(sorted[Math.round((index * (sorted.length - 1)) / Math.max(1, count - 1))] as number);
  }
  return [...places].sort((a, b) => a - b);
}

/** How many places are at or below a measure, by halving. */
function placesUpTo(places: readonly number[], measure: number): number {
  let [low, high] = [0, places.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] as number) <= measure) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `coverageCurve` in steps of about a millisecond, as `policyEstimateSteps`. */
export function* coverageCurveSteps(
  record: CaseRecord,
  policy: OversightPolicy,
  threshold: Threshold,
): Generator<void, CurvePoint[]> {
  const measureOf = measureAt(policy, threshold);
  // As far as a case is concerned, a bound is met or it is not: what becomes of it either way is reckoned once.
  const [least, greatest] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const above = modeChances(withThreshold(policy, threshold.path, least));
  const under = modeChances(withThreshold(policy, threshold.path, greatest));
  const { cases } = record;
  const measures = new Float64Array(cases.length);
  for (const [index, { proposal }] of cases.entries()) {
    measures[index] = measureOf(proposal) ?? Number.NaN;
    if (index % STEP === 0) yield;
  }
  const places = placesFor(policy, threshold, measures);
  yield;

  // Sorted into the gaps between the places; a place then has the cases above it as they are there, and those under it likewise.
  const fixed = newTally();
  const gaps = Array.from({ length: places.length + 1 }, () => ({ above: newTally(), under: newTally() }));
  for (const [index, each] of cases.entries()) {
    const measure = measures[index] as number;
    const { auto, monitor } = above(each.proposal);
    if (Number.isNaN(measure)) countCase(fixed, each, auto + monitor);
    else {
      const gap = gaps[placesUpTo(places, measure)] as (typeof gaps)[number];
      const other = under(each.proposal);
      countCase(gap.above, each, auto + monitor);
      countCase(gap.under, each, other.auto + other.monitor);
    }
    if (index % STEP === 0) yield;
  }

  const sums = places.map(newTally);
  const from = newTally();
  addTally(from, fixed);
  for (let index = places.length - 1; index >= 0; index--) {
    addTally(from, (gaps[index + 1] as (typeof gaps)[number]).above);
    addTally(sums[index] as typeof from, from);
  }
  const to = newTally();
  for (const [index, sum] of sums.entries()) {
    addTally(to, (gaps[index] as (typeof gaps)[number]).under);
    addTally(sum, to);
  }
  yield;
  const points: CurvePoint[] = [];
  for (const [index, place] of places.entries()) {
    const passing = passingEstimate(sums[index] as typeof from);
    points.push({ threshold: place, coverage: cases.length === 0 ? 0 : passing.cases / cases.length, passing });
    if (index % 10 === 0) yield;
  }
  return points;
}

/**
 * Coverage against error (El-Yaniv and Wiener, "On the foundations of noise-free selective classification", JMLR 11, 2010): which
 * share of the cases takes effect without a person as one threshold moves, and how many wrong ones are among them. By rising
 * threshold; the present one is among the points. What `estimatePolicy` says of intervals and of what cannot be told holds here.
 *
 * Reckoned in one pass over the cases, sorted into the gaps between the points.
 */
export function coverageCurve(record: CaseRecord, policy: OversightPolicy, threshold: Threshold): CurvePoint[] {
  return finish(coverageCurveSteps(record, policy, threshold));
}
