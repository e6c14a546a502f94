import { type Application, type Column, FEATURES, numberOf, readValue } from './application.js';
import { fitLogistic, fitPlatt, type PlattScaling, sigmoid } from './logistic.js';
import type { Outcome } from './measures.js';
import {
  accuracy,
  brierScore,
  type Comparison,
  compare,
  expectedCalibrationError,
  type MeasureName,
} from './measures.js';
import { createRandom } from './random.js';

/** What an application is used for. No model learns from what it is measured on. */
export type Part = 'train' | 'calibration' | 'held-out';

/** Half to learn from, a fifth to calibrate on, the rest to measure on: 300 of 1,000, above the 200 that the gate asks. */
const SHARES = { train: 0.5, calibration: 0.2 };

const PENALTY = 2;

/** Least number of cases to calibrate and to measure on. */
const LEAST_CASES = 50;

/** One column of numbers: a standardised number, or one code of a category as 0 or 1. */
interface Term {
  feature: string;
  code?: string;
  mean: number;
  /** 1 for a code. */
  deviation: number;
  weight: number;
}

/** What repaid and what did not, among cases of one kind. */
export interface Share {
  n: number;
  repaid: number;
}

/** What is usual for one feature among the cases learned from. */
export interface FeatureFacts {
  /** Numbers: quartiles and the range that holds 98 of 100. */
  quartiles?: readonly [number, number, number];
  range?: readonly [low: number, high: number];
  /** Per code, or per quarter of a number (`0` to `3`). */
  shares: { readonly [group: string]: Share };
}

export const PROPOSED = ['approve', 'approve-with-conditions', 'deny'] as const;
export type Proposed = (typeof PROPOSED)[number];

/** The host's rule, not the model's: what is proposed at which risk of default. */
export const APPROVE_BELOW = 0.3;
export const DENY_FROM = 0.55;

export function proposedFor(probability: number): Proposed {
  if (probability < APPROVE_BELOW) return 'approve';
  return probability < DENY_FROM ? 'approve-with-conditions' : 'deny';
}

/** A trained model and everything that was measured on it: plain data, as stored. */
export interface CreditModel {
  id: string;
  version: string;
  /** ISO 8601. */
  trainedAt: string;
  intercept: number;
  terms: readonly Term[];
  /** Covariance of intercept and weights. */
  covariance: readonly (readonly number[])[];
  calibration: PlattScaling;
  counts: { train: number; calibration: number; heldOut: number; decisions: number };
  measured: { [Name in MeasureName]: number };
  facts: { readonly [feature: string]: FeatureFacts };
  /** By proposed value: how often it was right on held-out cases. */
  trackRecord: { readonly [value in Proposed]: { n: number; right: number } };
  /** Held-out cases of one kind that the model misjudges more often than the rest. */
  weakest?: { feature: string; code: string; n: number; wrong: number };
}

/** What people decided, by application: `true` where they expect a default. */
export type Labels = ReadonlyMap<string, boolean>;

/** Divides the applications by chance, with the same share of defaults in each part. */
export function splitApplications(applications: readonly Application[], seed: number): Map<string, Part> {
  const random = createRandom(seed);
  const parts = new Map<string, Part>();
  for (const defaulted of [true, false]) {
    const group = random.shuffle(applications.filter((application) => application.defaulted === defaulted));
    const train = Math.round(group.length * SHARES.train);
    const calibration = train + Math.round(group.length * SHARES.calibration);
    group.forEach(({ id }, index) => {
      parts.set(id, index < train ? 'train' : index < calibration ? 'calibration' : 'held-out');
    });
  }
  return parts;
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

function groupOf(column: Column, facts: Pick<FeatureFacts, 'quartiles'>, application: Application): string {
  if (column.kind === 'category') return String(application.values[column.name]);
  const value = numberOf(application, column.name);
  return String((facts.quartiles ?? []).filter((edge) => value > edge).length);
}

function factsOf(column: Column, cases: readonly Application[], label: (of: Application) => boolean): FeatureFacts {
  const facts: { quartiles?: [number, number, number]; range?: [number, number] } = {};
  if (column.kind === 'number') {
    const sorted = cases.map((each) => numberOf(each, column.name)).sort((a, b) => a - b);
    facts.quartiles = [quantile(sorted, 0.25), quantile(sorted, 0.5), quantile(sorted, 0.75)];
    facts.range = [quantile(sorted, 0.01), quantile(sorted, 0.99)];
  }
  const shares: Record<string, Share> = {};
  for (const each of cases) {
    const group = groupOf(column, facts, each);
    const { n, repaid } = shares[group] ?? { n: 0, repaid: 0 };
    shares[group] = { n: n + 1, repaid: repaid + (label(each) ? 0 : 1) };
  }
  return { ...facts, shares };
}

/** How cases like this one, by one feature, turned out among those learned from. */
export function shareLike(model: CreditModel, column: Column, application: Application): Share | undefined {
  const facts = model.facts[column.name];
  return facts?.shares[groupOf(column, facts, application)];
}

function termsOf(cases: readonly Application[]): Term[] {
  return FEATURES.flatMap((column): Term[] => {
    if (column.kind === 'category') {
      return Object.keys(column.codes).flatMap((code) => {
        const mean = cases.filter(({ values }) => values[column.name] === code).length / cases.length;
        return mean === 0 ? [] : [{ feature: column.name, code, mean, deviation: 1, weight: 0 }];
      });
    }
    const values = cases.map((each) => numberOf(each, column.name));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length) || 1;
    return [{ feature: column.name, mean, deviation, weight: 0 }];
  });
}

/** Where the application stands on one term, counted from the mean of those learned from. */
function position(term: Term, { values }: Application): number {
  const value = values[term.feature];
  const raw = term.code === undefined ? Number(value) : value === term.code ? 1 : 0;
  return (raw - term.mean) / term.deviation;
}

/** What a model says of one application, with all that it is made of. */
export interface Score {
  /** Calibrated probability of a default, 0 to 1. */
  probability: number;
  /** 95% interval of the probability, from the uncertainty of the weights. */
  interval: [low: number, high: number];
  /** Calibrated log-odds: `base` and every contribution added up. */
  logit: number;
  /** Log-odds of an application that is average in everything. */
  base: number;
  /** Per feature, in log-odds: above 0 speaks for a default. */
  contributions: { readonly [feature: string]: number };
}

export function score(model: CreditModel, application: Application): Score {
  const { slope, offset } = model.calibration;
  const positions = model.terms.map((term) => position(term, application));
  const contributions: Record<string, number> = {};
  model.terms.forEach(({ feature, weight }, index) => {
    contributions[feature] = (contributions[feature] ?? 0) + slope * weight * (positions[index] as number);
  });
  const base = slope * model.intercept + offset;
  const logit = Object.values(contributions).reduce((sum, contribution) => sum + contribution, base);
  const point = [1, ...positions];
  let variance = 0;
  for (const [i, line] of model.covariance.entries()) {
    for (const [j, value] of line.entries()) variance += (point[i] as number) * value * (point[j] as number);
  }
  const half = 1.959964 * Math.abs(slope) * Math.sqrt(Math.max(0, variance));
  return {
    probability: sigmoid(logit),
    interval: [sigmoid(logit - half), sigmoid(logit + half)],
    logit,
    base,
    contributions,
  };
}

export function outcomesOf(model: CreditModel, cases: readonly Application[]): Outcome[] {
  return cases.map((each) => ({ probability: score(model, each).probability, happened: each.defaulted }));
}

/** A proposal is right when what was granted was repaid, and what was denied was not. */
export function isRight(proposed: Proposed, defaulted: boolean): boolean {
  return (proposed === 'deny') === defaulted;
}

function weakestOf(model: CreditModel, cases: readonly Application[]): CreditModel['weakest'] {
  const misjudged = cases.filter((each) => score(model, each).probability >= 0.5 !== each.defaulted);
  const overall = misjudged.length / cases.length;
  let weakest: CreditModel['weakest'];
  for (const column of FEATURES) {
    if (column.kind !== 'category') continue;
    for (const code of Object.keys(column.codes)) {
      const has = ({ values }: Application) => values[column.name] === code;
      const n = cases.filter(has).length;
      const wrong = misjudged.filter(has).length;
      if (n < 30 || wrong / n <= overall) continue;
      if (!weakest || wrong / n > weakest.wrong / weakest.n) weakest = { feature: column.name, code, n, wrong };
    }
  }
  return weakest;
}

/** Why there is no model. */
export class TrainingError extends Error {
  override name = 'TrainingError';
}

function demandCases(cases: readonly Application[], what: string) {
  const defaults = cases.filter(({ defaulted }) => defaulted).length;
  if (cases.length < LEAST_CASES || defaults === 0 || defaults === cases.length) {
    throw new TrainingError(
      `There are ${cases.length} applications to ${what}, ${defaults} of them defaulted. At least ${LEAST_CASES} with both outcomes are needed.`,
    );
  }
}

export interface TrainOptions {
  applications: readonly Application[];
  parts: ReadonlyMap<string, Part>;
  /** A person's decision on an application stands in for its outcome, and takes it out of what is measured on. */
  labels?: Labels;
  version: string;
  /** ISO 8601. */
  at: string;
}

function partOf({ applications, parts, labels }: Pick<TrainOptions, 'applications' | 'parts' | 'labels'>, part: Part) {
  return applications.filter(({ id }) => parts.get(id) === part && !labels?.has(id));
}

/**
 * Demands that each part has enough to learn from, calibrate on and measure on.
 *
 * @throws {TrainingError} where a part has too few cases or only one outcome
 */
export function demandEnough(options: Pick<TrainOptions, 'applications' | 'parts' | 'labels'>): void {
  demandCases(partOf(options, 'train'), 'learn from');
  demandCases(partOf(options, 'calibration'), 'calibrate on');
  demandCases(partOf(options, 'held-out'), 'measure on');
}

/**
 * Learns, calibrates and measures, each on cases of its own.
 *
 * @throws {TrainingError} where a part has too few cases or only one outcome
 */
export function train(options: TrainOptions): CreditModel {
  const { applications, labels = new Map(), version, at } = options;
  const decided = applications.filter(({ id }) => labels.has(id));
  const training = [...partOf(options, 'train'), ...decided];
  const calibration = partOf(options, 'calibration');
  const heldOut = partOf(options, 'held-out');
  demandEnough(options);

  const label = ({ id, defaulted }: Application) => labels.get(id) ?? defaulted;
  const terms = termsOf(training);
  const fit = fitLogistic(
    training.map((each) => terms.map((term) => position(term, each))),
    training.map((each) => (label(each) ? 1 : 0)),
    PENALTY,
  );
  terms.forEach((term, index) => {
    term.weight = fit.weights[index] as number;
  });
  const model: CreditModel = {
    id: 'credit-default',
    version,
    trainedAt: at,
    intercept: fit.intercept,
    terms,
    covariance: fit.covariance,
    calibration: { slope: 1, offset: 0 },
    counts: {
      train: training.length,
      calibration: calibration.length,
      heldOut: heldOut.length,
      decisions: decided.length,
    },
    measured: { accuracy: 0, calibrationError: 0, brier: 0 },
    facts: Object.fromEntries(FEATURES.map((column) => [column.name, factsOf(column, training, label)])),
    trackRecord: {
      approve: { n: 0, right: 0 },
      'approve-with-conditions': { n: 0, right: 0 },
      deny: { n: 0, right: 0 },
    },
  };
  model.calibration = fitPlatt(
    calibration.map((each) => score(model, each).logit),
    calibration.map(({ defaulted }) => defaulted),
  );
  const outcomes = outcomesOf(model, heldOut);
  model.measured = {
    accuracy: accuracy(outcomes),
    calibrationError: expectedCalibrationError(outcomes),
    brier: brierScore(outcomes),
  };
  for (const { probability, happened } of outcomes) {
    const proposed = proposedFor(probability);
    const record = model.trackRecord[proposed];
    record.n++;
    if (isRight(proposed, happened)) record.right++;
  }
  model.weakest = weakestOf(model, heldOut);
  return model;
}

/** What retraining changed, measured on the same held-out cases. */
export interface RetrainReport {
  from: string;
  to: string;
  /** ISO 8601. */
  at: string;
  /** Decisions of people among what the new model learned from. */
  decisions: number;
  /** Decisions that differ from the outcome on file. */
  contrary: number;
  /** Held-out cases compared on. */
  n: number;
  comparison: { [Name in MeasureName]: Comparison };
}

/** Learns again with what people decided, and says what that changed, for better or worse. */
export function retrain(before: CreditModel, options: TrainOptions): { model: CreditModel; report: RetrainReport } {
  const model = train(options);
  const heldOut = partOf(options, 'held-out');
  const { applications, labels = new Map() } = options;
  return {
    model,
    report: {
      from: before.version,
      to: model.version,
      at: options.at,
      decisions: model.counts.decisions,
      contrary: applications.filter(({ id, defaulted }) => labels.has(id) && labels.get(id) !== defaulted).length,
      n: heldOut.length,
      comparison: compare(outcomesOf(before, heldOut), outcomesOf(model, heldOut)),
    },
  };
}

/** The applications learned from that the model would tell apart least from this one, nearest first. */
export function mostSimilar(
  model: CreditModel,
  application: Application,
  among: readonly Application[],
  howMany: number,
): Application[] {
  const distance = (other: Application) =>
    model.terms.reduce(
      (sum, term) => sum + Math.abs(term.weight * (position(term, application) - position(term, other))),
      0,
    );
  return among
    .filter(({ id }) => id !== application.id)
    .map((other) => ({ other, far: distance(other) }))
    .sort((a, b) => a.far - b.far)
    .slice(0, howMany)
    .map(({ other }) => other);
}

/** What most have, to compare with: "median 18 months", "most often none". */
export function usualValue(model: CreditModel, column: Column): string {
  const facts = model.facts[column.name];
  if (column.kind === 'number') return `median ${readValue(column, facts?.quartiles?.[1])}`;
  const [code, share] = Object.entries(facts?.shares ?? {}).sort(([, a], [, b]) => b.n - a.n)[0] ?? [];
  const percent = Math.round((100 * (share?.n ?? 0)) / model.counts.train);
  return `most often ${readValue(column, code)} (${percent}%)`;
}
