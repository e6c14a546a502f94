import { describe, expect, it } from 'vitest';
import { modeChances } from '../../src/oversight/mode-chances.selectors.js';
import type { OversightPolicy } from '../../src/oversight/oversight.types.js';
import { estimatePolicy } from '../../src/oversight/policy-estimate.selectors.js';
import type { CaseRecord, Estimate } from '../../src/oversight/policy-estimate.types.js';
import { samplingPolicy, truthOf, type World, type WorldOptions, worldOf } from './worlds.fixtures.js';

const WORLDS = 200;
/** Three standard errors of a share of 95 % in so many worlds: one run in a thousand would miss it by chance. */
const TOLERANCE = 3 * Math.sqrt((0.95 * 0.05) / WORLDS);

const holds = ({ low, high }: Estimate, truth: number) => low - 1e-9 <= truth && truth <= high + 1e-9;
const seeds = Array.from({ length: WORLDS }, (_, index) => index + 1);

/** Share of the worlds whose truth lies in the interval that an estimator gives. */
function coverageOf(worldFor: (seed: number) => World, told: (world: World) => readonly [Estimate, number]): number {
  return seeds.filter((seed) => holds(...told(worldFor(seed)))).length / WORLDS;
}

/** The mistake to make: all who were looked at, taken for all who would pass. */
function naive(record: CaseRecord, policy: OversightPolicy): Estimate {
  const chancesOf = modeChances(policy);
  let [passing, known, wrong] = [0, 0, 0];
  for (const { proposal, answer } of record.cases) {
    const { auto, monitor } = chancesOf(proposal);
    passing += auto + monitor;
    if (answer === undefined || auto + monitor === 0) continue;
    known += 1;
    if (answer === 'changed') wrong += 1;
  }
  const share = wrong / known;
  const half = 1.96 * Math.sqrt((share * (1 - share)) / known);
  return { value: share * passing, low: (share - half) * passing, high: (share + half) * passing };
}

/* Worlds ---------------------------------------------------------------------------------------------------------- */

// The less sure the model, the more often it is wrong: those that rules sent to people tell nothing of the others.
const risk = (confidence: number) => 0.6 * (1 - confidence);
const optionsFor = (seed: number, below = 0.8, rate = 0.1): WorldOptions => ({
  days: 28,
  daily: 40,
  policyOn: () => samplingPolicy(below, rate, `s${seed}`),
  risk,
});
const offices = new Map<number, World>();
/** Each is made once: several tests look at it. */
function officeOf(seed: number): World {
  const office = offices.get(seed) ?? worldOf(seed, optionsFor(seed));
  offices.set(seed, office);
  return office;
}
const changed = samplingPolicy(0.7, 0.05, 'changed');

describe('the estimate of wrong ones that would pass, against worlds whose truth is known', { timeout: 60_000 }, () => {
  it('holds the truth in 95 % of the worlds, where a rule sent the unsure to people and a sample was drawn of the rest', () => {
    const coverage = coverageOf(officeOf, (world) => [
      estimatePolicy(world, changed).passing.told?.wrong as Estimate,
      truthOf(world, changed),
    ]);
    expect(coverage).toBeGreaterThan(0.95 - TOLERANCE);
  });

  it('is right on average, and its intervals say something', () => {
    let [error, truth, width] = [0, 0, 0];
    for (const seed of seeds) {
      const world = officeOf(seed);
      const { wrong } = estimatePolicy(world, changed).passing.told as { wrong: Estimate };
      const true_ = truthOf(world, changed);
      error += (wrong.value - true_) / WORLDS;
      truth += true_ / WORLDS;
      width += (wrong.high - wrong.low) / WORLDS;
    }
    expect(Math.abs(error)).toBeLessThan(0.05 * truth);
    expect(width).toBeLessThan(1.2 * truth);
  });

  it('would not, if it took those who were looked at for all who would pass', () => {
    const coverage = coverageOf(officeOf, (world) => [naive(world, changed), truthOf(world, changed)]);
    expect(coverage).toBeLessThan(0.5);
  });

  it('keeps its coverage where next to nothing was drawn, of a model that is seldom wrong', () => {
    const coverage = coverageOf(
      (seed) => worldOf(seed, { ...optionsFor(seed, 0.8, 0.03), risk: (confidence) => 0.08 * (1 - confidence) }),
      (world) => {
        const { told } = estimatePolicy(world, changed).passing;
        return [told?.wrong ?? { value: 0, low: 0, high: Number.POSITIVE_INFINITY }, truthOf(world, changed)];
      },
    );
    expect(coverage).toBeGreaterThan(0.95 - TOLERANCE);
  });

  it('keeps it where the rate changed with the error: more was drawn in the bad weeks', () => {
    const weeks = (seed: number): WorldOptions => ({
      ...optionsFor(seed),
      policyOn: (day) => samplingPolicy(0.8, day < 14 ? 0.04 : 0.2, `s${seed}`),
      risk: (confidence, day) => (day < 14 ? 0.1 : 1.6) * (1 - confidence),
    });
    const told = (world: World) =>
      [estimatePolicy(world, changed).passing.told?.wrong as Estimate, truthOf(world, changed)] as const;
    expect(coverageOf((seed) => worldOf(seed, weeks(seed)), told)).toBeGreaterThan(0.95 - TOLERANCE);
    const unweighted = (world: World) => {
      const flat = world.cases.map((each) => ({ ...each, chance: each.chance < 1 ? 0.12 : 1 }));
      return [
        estimatePolicy({ ...world, cases: flat }, changed).passing.told?.wrong as Estimate,
        truthOf(world, changed),
      ] as const;
    };
    expect(coverageOf((seed) => worldOf(seed, weeks(seed)), unweighted)).toBeLessThan(0.8);
  });

  it('keeps it for a small group, and where some are not decided yet', () => {
    const coverage = coverageOf(
      (seed) => worldOf(seed, { ...optionsFor(seed), undecided: 0.3 }),
      (world) => {
        const few = estimatePolicy(world, changed).groups.find(({ group }) => group === 'few');
        return [
          few?.passing.told?.wrong ?? { value: 0, low: 0, high: Number.POSITIVE_INFINITY },
          truthOf(world, changed, 'few'),
        ];
      },
    );
    expect(coverage).toBeGreaterThan(0.95 - TOLERANCE);
  });

  it('keeps it where most of a stratum was looked at', () => {
    const coverage = coverageOf(
      (seed) => worldOf(seed, { ...optionsFor(seed, 0.8, 0.7), daily: 3 }),
      (world) => {
        const { told } = estimatePolicy(world, changed).passing;
        return [told?.wrong ?? { value: 0, low: 0, high: Number.POSITIVE_INFINITY }, truthOf(world, changed)];
      },
    );
    expect(coverage).toBeGreaterThan(0.95 - TOLERANCE);
  });
});

describe('the estimate of cases a day that come to people', { timeout: 60_000 }, () => {
  it('holds the rate behind them in 95 % of the worlds', () => {
    // Confidence is spread evenly from 0.5 to 1: 0.4 of the cases are below 0.7, and 0.05 of the rest are drawn.
    const rate = 40 * (0.4 + 0.6 * 0.05);
    const coverage = coverageOf(officeOf, (world) => [estimatePolicy(world, changed).people, rate]);
    expect(coverage).toBeGreaterThan(0.95 - TOLERANCE);
  });
});
