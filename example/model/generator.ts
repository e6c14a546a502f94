import { type Application, AREA } from './application.js';
import { createRandom, type Random } from './random.js';

type Weights = readonly (readonly [code: string, weight: number, logit?: number])[];

/**
 * How often each code is drawn, and what it adds to the log-odds of a default: the process behind the outcome, known
 * because it is written here. Every applicant, amount and outcome of this file is invented.
 */
const PROCESS = {
  checking_status: [
    ['A11', 27, 0.8],
    ['A12', 27, 0.35],
    ['A13', 6, -0.2],
    ['A14', 40, -0.9],
  ],
  credit_history: [
    ['A30', 4, 0.7],
    ['A31', 5, 0.6],
    ['A32', 53, 0],
    ['A33', 9, -0.1],
    ['A34', 29, -0.6],
  ],
  purpose: [
    ['A40', 23, 0.3],
    ['A41', 10, -0.7],
    ['A42', 18, 0.05],
    ['A43', 28, -0.3],
    ['A44', 2, 0],
    ['A45', 2, 0.2],
    ['A46', 5, 0.4],
    ['A48', 1, -0.4],
    ['A49', 10, 0],
    ['A410', 1, -0.2],
  ],
  savings: [
    ['A61', 60, 0.3],
    ['A62', 10, 0.15],
    ['A63', 7, -0.2],
    ['A64', 5, -0.6],
    ['A65', 18, -0.4],
  ],
  employment_since: [
    ['A71', 6, 0.3],
    ['A72', 17, 0.4],
    ['A73', 34, 0.05],
    ['A74', 18, -0.4],
    ['A75', 25, -0.15],
  ],
  personal_status: [
    ['A91', 5],
    ['A92', 31],
    ['A93', 55],
    ['A94', 9],
  ],
  other_debtors: [
    ['A101', 91, 0],
    ['A102', 4, 0.4],
    ['A103', 5, -0.7],
  ],
  property: [
    ['A121', 28, -0.25],
    ['A122', 23, 0],
    ['A123', 33, 0],
    ['A124', 16, 0.35],
  ],
  other_installment_plans: [
    ['A141', 14, 0.35],
    ['A142', 5, 0.3],
    ['A143', 81, -0.2],
  ],
  housing: [
    ['A151', 18, 0.25],
    ['A152', 71, -0.15],
    ['A153', 11, 0.1],
  ],
  job: [
    ['A171', 2, 0],
    ['A172', 20, 0],
    ['A173', 63, 0],
    ['A174', 15, 0.1],
  ],
  telephone: [
    ['A191', 60, 0.1],
    ['A192', 40, -0.1],
  ],
  foreign_worker: [
    ['A201', 96],
    ['A202', 4],
  ],
} as const satisfies Record<string, Weights>;

/** Drawn by chance of its own, so that all else stays as it was. */
const AREA_PROCESS: Weights = [
  ['D1', 30, -0.35],
  ['D2', 45, 0],
  ['D3', 25, 0.5],
];

const AREA_SEED = 1_000_003;

const BASE = -0.9;

function bounded(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}

function draw(random: Random, areas: Random, index: number): Application {
  const values: Record<string, string | number> = {};
  let logit = BASE;
  for (const [column, weights] of Object.entries(PROCESS) as [string, Weights][]) {
    const [code, , effect = 0] = random.pick(weights.map((entry) => [entry, entry[1]] as const));
    values[column] = code;
    logit += effect;
  }
  const [area, , areaEffect = 0] = areas.pick(AREA_PROCESS.map((entry) => [entry, entry[1]] as const));
  values[AREA.name] = area;
  logit += areaEffect;
  const size = random.normal(0, 1);
  const duration = bounded(Math.round((Math.exp(2.9 + 0.45 * size + random.normal(0, 0.35)) * 2) / 6) * 3, 6, 72);
  const amount = Math.round(bounded(Math.exp(7.8 + 0.6 * size + random.normal(0, 0.45)), 250, 20_000));
  const age = Math.round(bounded(20 + Math.exp(random.normal(2.55, 0.65)), 19, 75));
  const rate = random.pick([
    [1, 14],
    [2, 23],
    [3, 16],
    [4, 47],
  ]);
  Object.assign(values, {
    duration_months: duration,
    amount_dm: amount,
    age_years: age,
    installment_rate_pct: rate,
    residence_since: random.pick([
      [1, 13],
      [2, 31],
      [3, 15],
      [4, 41],
    ]),
    existing_credits: random.pick([
      [1, 63],
      [2, 33],
      [3, 3],
      [4, 1],
    ]),
    dependents: random.pick([
      [1, 85],
      [2, 15],
    ]),
  });
  logit += 0.03 * (duration - 20) + 0.00004 * (amount - 3000) + 0.25 * (rate - 3) - 0.012 * (age - 35);
  return {
    id: `APP-${String(index + 1).padStart(4, '0')}`,
    values,
    defaulted: random.next() < 1 / (1 + Math.exp(-logit)),
  };
}

/** Invented applications with the columns of the real ones, the same for the same seed. */
export function generateApplications(howMany: number, seed: number): Application[] {
  const random = createRandom(seed);
  const areas = createRandom(seed + AREA_SEED);
  return Array.from({ length: howMany }, (_, index) => draw(random, areas, index));
}
