import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Application, FEATURES, PROTECTED } from '../../example/model/application.js';
import {
  outcomesOf,
  proposedFor,
  retrain,
  score,
  splitApplications,
  TrainingError,
  train,
} from '../../example/model/credit-model.js';
import { readApplications } from '../../example/model/csv.js';
import { generateApplications } from '../../example/model/generator.js';
import { fitLogistic, fitPlatt, sigmoid } from '../../example/model/logistic.js';
import { compare, expectedCalibrationError } from '../../example/model/measures.js';
import { proposalFor, riskOf } from '../../example/model/proposal.js';
import { createRandom } from '../../example/model/random.js';
import { type Proposal, proposalIssues, wilsonInterval } from '../../src/core.js';

const AT = '2026-11-21T09:00:00.000Z';
const applications = generateApplications(2000, 42);
const parts = splitApplications(applications, 42);
const model = train({ applications, parts, version: '1', at: AT });
const heldOut = applications.filter(({ id }) => parts.get(id) === 'held-out');
const options = { createdAt: AT, area: 'Generated applications', part: 'held-out' } as const;

describe('logistic regression', () => {
  it('finds the weights of a process it was shown', () => {
    const random = createRandom(3);
    const rows = Array.from({ length: 20_000 }, () => [random.normal(0, 1), random.normal(0, 1)]);
    const labels = rows.map(([a = 0, b = 0]) => (random.next() < sigmoid(-0.5 + 1.2 * a - 0.7 * b) ? 1 : 0));
    const fit = fitLogistic(rows, labels, 1e-6);
    expect(fit.intercept).toBeCloseTo(-0.5, 1);
    expect(fit.weights[0]).toBeCloseTo(1.2, 1);
    expect(fit.weights[1]).toBeCloseTo(-0.7, 1);
    // The inverse Hessian says how far off it may be: five standard errors hold all three.
    expect(Math.abs(fit.intercept + 0.5)).toBeLessThan(5 * Math.sqrt(fit.covariance[0]?.[0] ?? 0));
    expect(fit.steps).toBeLessThan(20);
  });

  it('converges on labels that a line separates, where weights without a penalty would grow for ever', () => {
    const fit = fitLogistic([[-2], [-1], [1], [2]], [0, 0, 1, 1], 1);
    expect(Number.isFinite(fit.weights[0])).toBe(true);
    expect(fit.weights[0]).toBeGreaterThan(0);
  });

  it('undoes overconfidence by Platt scaling', () => {
    const random = createRandom(5);
    const logits = Array.from({ length: 5000 }, () => random.normal(0, 1));
    const labels = logits.map((logit) => random.next() < sigmoid(logit));
    const scaling = fitPlatt(
      logits.map((logit) => 3 * logit + 1),
      labels,
    );
    expect(scaling.slope).toBeCloseTo(1 / 3, 1);
    expect(scaling.offset).toBeCloseTo(-1 / 3, 1);
  });
});

describe('measures', () => {
  it('counts the calibration error of a score that is always ten points too high', () => {
    const outcomes = Array.from({ length: 100 }, (_, index) => ({ probability: 0.6, happened: index < 50 }));
    expect(expectedCalibrationError(outcomes)).toBeCloseTo(0.1, 10);
  });

  it('gives Wilson’s interval', () => {
    // Wilson 1927 by hand for 8 of 10.
    expect(wilsonInterval(8, 10)[0]).toBeCloseTo(0.4902, 3);
    expect(wilsonInterval(8, 10)[1]).toBeCloseTo(0.9433, 3);
    expect(wilsonInterval(0, 10)[0]).toBe(0);
  });

  it('calls only a difference that chance does not explain better or worse', () => {
    const random = createRandom(9);
    const truth = Array.from({ length: 400 }, () => random.next());
    const happened = truth.map((probability) => random.next() < probability);
    const good = truth.map((probability, index) => ({ probability, happened: happened[index] as boolean }));
    const noise = truth.map((_, index) => ({ probability: random.next(), happened: happened[index] as boolean }));
    expect(compare(good, noise).brier.change).toBe('worse');
    expect(compare(noise, good).brier.change).toBe('better');
    expect(compare(noise, good).accuracy.change).toBe('better');
    expect(compare(good, good).accuracy).toMatchObject({ change: 'no-clear-difference', interval: [0, 0] });
  });
});

describe('the generator', () => {
  it('repeats itself for a seed, and for no other', () => {
    expect(generateApplications(50, 42)).toEqual(applications.slice(0, 50));
    expect(generateApplications(50, 43)).not.toEqual(applications.slice(0, 50));
  });
});

describe('the credit model', () => {
  it('never uses a protected attribute, nor shows one', () => {
    expect(FEATURES.map(({ name }) => name)).not.toEqual(expect.arrayContaining([...PROTECTED]));
    expect(model.terms.filter(({ feature }) => PROTECTED.includes(feature as never))).toEqual([]);
    const [application] = heldOut as [Application];
    const other: Application = {
      ...application,
      values: { ...application.values, personal_status: 'A94', foreign_worker: 'A202' },
    };
    expect(score(model, other)).toEqual(score(model, application));
    const { explanation, subject } = proposalFor(model, other, options);
    const shown = JSON.stringify({ subject, factors: explanation?.factors });
    expect(shown).not.toMatch(/A94|A202|marital|foreign/i);
  });

  it('adds its contributions up to the log-odds, exactly', () => {
    for (const application of heldOut) {
      const { base, contributions, logit, probability } = score(model, application);
      const sum = Object.values(contributions).reduce((total, contribution) => total + contribution, base);
      expect(sum).toBe(logit);
      expect(probability).toBe(sigmoid(logit));
    }
  });

  it('gives an application that is average in everything no contribution', () => {
    const totals: Record<string, number> = {};
    const learned = applications.filter(({ id }) => parts.get(id) === 'train');
    for (const application of learned) {
      for (const [feature, contribution] of Object.entries(score(model, application).contributions)) {
        totals[feature] = (totals[feature] ?? 0) + contribution / learned.length;
      }
    }
    for (const total of Object.values(totals)) expect(total).toBeCloseTo(0, 9);
  });

  it('measures its calibration on cases it has not learned from', () => {
    expect(model.counts).toEqual({ train: 1001, calibration: 400, heldOut: heldOut.length, decisions: 0 });
    expect(model.measured.calibrationError).toBe(expectedCalibrationError(outcomesOf(model, heldOut)));
    expect(model.measured.calibrationError).toBeLessThan(0.1);
    const share = heldOut.filter(({ defaulted }) => !defaulted).length / heldOut.length;
    expect(model.measured.accuracy).toBeGreaterThan(share);
    const { confidence } = proposalFor(model, heldOut[0] as Application, options);
    expect(confidence?.calibration).toEqual({
      method: 'Platt scaling',
      n: heldOut.length,
      asOf: AT,
      error: model.measured.calibrationError,
    });
  });

  it('divides every application into one part, with the same share of defaults in each', () => {
    expect(parts.size).toBe(applications.length);
    const shareIn = (part: string) => {
      const cases = applications.filter(({ id }) => parts.get(id) === part);
      return cases.filter(({ defaulted }) => defaulted).length / cases.length;
    };
    expect(shareIn('train')).toBeCloseTo(shareIn('held-out'), 2);
    expect(shareIn('calibration')).toBeCloseTo(shareIn('held-out'), 2);
  });

  it('refuses to learn from too little', () => {
    const few = applications.slice(0, 60);
    expect(() => train({ applications: few, parts: splitApplications(few, 1), version: '1', at: AT })).toThrow(
      TrainingError,
    );
  });
});

describe('a proposal', () => {
  const proposals = heldOut.map((application) => [application, proposalFor(model, application, options)] as const);
  const find = (value: string) => proposals.find(([, proposal]) => proposal.value === value) as (typeof proposals)[0];

  it('is one that the kit accepts', () => {
    for (const [, proposal] of proposals) expect(proposalIssues(proposal)).toEqual([]);
  });

  it.each([
    ['deny', 1],
    ['approve', -1],
  ])('lets factors speak for the proposed value: %s', (value, sign) => {
    const [application, proposal] = find(value);
    const { contributions } = score(model, application);
    for (const { id, contribution } of proposal.explanation?.factors ?? []) {
      expect(contribution).toBe(sign * (contributions[id] ?? Number.NaN));
    }
    expect(proposal.explanation?.factors).toHaveLength(FEATURES.length);
  });

  it('says what it has in words, with what is usual beside it', () => {
    const [application, { explanation, subject }] = find('deny');
    const factor = explanation?.factors?.find(({ id }) => id === 'duration_months');
    expect(factor?.value).toBe(`${application.values.duration_months} months`);
    expect(factor?.typical).toMatch(/^median \d+ months$/);
    const raw = explanation?.factors?.filter(({ value }) => /^A\d+/.test(value ?? ''));
    expect(raw).toEqual([]);
    expect(subject.title).toMatch(/: [\d,]+ DM over \d+ months$/);
  });

  it('takes its value from the rule and the probability, its risk from the amount alone', () => {
    for (const [application, proposal] of proposals) {
      expect(proposal.value).toBe(proposedFor(proposal.confidence?.value ?? Number.NaN));
      expect(proposal.risk).toBe(riskOf(application));
      const [low, high] = proposal.confidence?.interval ?? [1, 0];
      expect(low).toBeLessThan(proposal.confidence?.value ?? 0);
      expect(high).toBeGreaterThan(proposal.confidence?.value ?? 1);
    }
    const [application] = proposals[0] as (typeof proposals)[0];
    const withAmount = (amount: number) =>
      riskOf({ ...application, values: { ...application.values, amount_dm: amount } });
    expect([1999, 2000, 5000, 10_000].map(withAmount)).toEqual(['low', 'medium', 'high', 'critical']);
  });

  it('counts its track record on held-out cases, with an interval', () => {
    const record = (find('approve')[1] as Proposal).explanation?.trackRecord;
    const like = proposals.filter(([, { value }]) => value === 'approve');
    const right = like.filter(([application]) => !application.defaulted).length;
    expect(record).toMatchObject({ n: like.length, right: right / like.length });
    expect(record?.interval).toEqual(wilsonInterval(right, like.length));
  });

  it('brings counter-evidence that was counted, and limits', () => {
    const [, { explanation }] = find('deny');
    expect(explanation?.counterEvidence?.at(-1)?.text).toMatch(/^Of \d+ held-out applications .* would have repaid\.$/);
    expect(explanation?.limits?.join(' ')).toContain('Learned from 1,001 applications.');
    const known = applications.find(({ id }) => parts.get(id) === 'train') as Application;
    const own = proposalFor(model, known, { ...options, part: 'train' });
    expect(own.explanation?.limits?.join(' ')).toContain('has learned from this very application');
    const far = { ...known, values: { ...known.values, amount_dm: 500_000 } };
    expect(proposalFor(model, far, options).explanation?.limits?.join(' ')).toContain(
      'Amount is outside what the model learned from',
    );
  });
});

describe('retraining', () => {
  const decided = heldOut.slice(0, 100);

  it('takes decided cases out of what is measured on, and says how many it learned from', () => {
    const labels = new Map(decided.map(({ id, defaulted }) => [id, defaulted]));
    const { model: next, report } = retrain(model, { applications, parts, labels, version: '2', at: AT });
    expect(next.version).toBe('2');
    expect(next.counts).toMatchObject({ train: 1101, heldOut: heldOut.length - 100, decisions: 100 });
    expect(report).toMatchObject({ from: '1', to: '2', decisions: 100, contrary: 0, n: heldOut.length - 100 });
    const rest = heldOut.slice(100);
    expect(report.comparison.accuracy.before).toBeCloseTo(
      outcomesOf(model, rest).filter(({ probability, happened }) => probability >= 0.5 === happened).length /
        rest.length,
      12,
    );
  });

  it('says so when it got worse', () => {
    // People who decide the opposite of what is true on half of what is learned from leave nothing to learn.
    const wrong = applications.filter(({ id }) => parts.get(id) === 'train').slice(0, 500);
    const labels = new Map(wrong.map(({ id, defaulted }) => [id, !defaulted]));
    const { report } = retrain(model, { applications, parts, labels, version: '2', at: AT });
    expect(report.contrary).toBe(500);
    expect(report.comparison.brier.change).toBe('worse');
    expect(report.comparison.brier.after).toBeGreaterThan(report.comparison.brier.before);
  });
});

const real = resolve('../shared/data/german-credit.csv');
describe.runIf(existsSync(real))('on the thousand real applications', () => {
  it('is calibrated well enough to be shown, by the gate of the kit', () => {
    const cases = readApplications(readFileSync(real, 'utf8'));
    const split = splitApplications(cases, 42);
    const trained = train({ applications: cases, parts: split, version: '1', at: AT });
    expect(trained.counts).toEqual({ train: 500, calibration: 200, heldOut: 300, decisions: 0 });
    expect(trained.measured.calibrationError).toBeLessThan(0.1);
    expect(trained.measured.accuracy).toBeGreaterThan(0.7);
  });
});
