import type { Estimate } from './policy-estimate.types.js';

/** Standard normal quantile of 97.5 %. */
const Z = 1.959964;
const TAIL = 0.025;

/** Lanczos' approximation of the logarithm of the gamma function, with the coefficients for g = 7 and n = 9. */
const LANCZOS = [
  0.999_999_999_999_809_9, 676.520_368_121_885_1, -1_259.139_216_722_402_8, 771.323_428_777_653_1,
  -176.615_029_162_140_6, 12.507_343_278_686_905, -0.138_571_095_265_720_1, 9.984_369_578_019_572e-6,
  1.505_632_735_149_311_6e-7,
] as const;

function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  let sum: number = LANCZOS[0];
  for (let index = 1; index < LANCZOS.length; index++) sum += (LANCZOS[index] as number) / (x - 1 + index);
  const t = x + 6.5;
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(t) - t + Math.log(sum);
}

const TINY = 1e-300;
const MOST_TERMS = 10_000;

/** The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz' method. */
function betaFraction(x: number, a: number, b: number): number {
  const kept = (value: number) => (Math.abs(value) < TINY ? TINY : value);
  let c = 1;
  let d = 1 / kept(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / kept(1 + even * d);
    c = kept(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / kept(1 + odd * d);
    c = kept(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-12) break;
  }
  return fraction;
}

/** The distribution function of the beta distribution. */
export function betaBelow(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges fast on this side of the mean only.
  if (x > (a + 1) / (a + b + 2)) return 1 - betaBelow(1 - x, b, a);
  const front = a * Math.log(x) + b * Math.log1p(-x) - (logGamma(a) + logGamma(b) - logGamma(a + b));
  return (Math.exp(front) / a) * betaFraction(x, a, b);
}

/** Where the beta distribution has a share below it, found by halving. */
function betaQuantile(share: number, a: number, b: number): number {
  let [low, high] = [0, 1];
  for (let step = 0; step < 50; step++) {
    const middle = (low + high) / 2;
    if (betaBelow(middle, a, b) < share) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * 95 % interval around a share that a sample gave: Clopper and Pearson's exact one (1934) on the effective sample size, as
 * Korn and Graubard propose for weighted samples with few positives ("Confidence intervals for proportions with small expected
 * number of positive counts estimated from survey data", Survey Methodology 24, 1998). It keeps its coverage where there are
 * next to no positives, at the price of being rather too wide.
 *
 * @param n effective sample size, a whole number or not; infinite where everything was looked at
 */
export function shareInterval(share: number, n: number): [low: number, high: number] {
  if (n <= 0) return [0, 1];
  if (n === Number.POSITIVE_INFINITY) return [share, share];
  const positives = share * n;
  return [
    positives <= 0 ? 0 : betaQuantile(TAIL, positives, n - positives + 1),
    positives >= n ? 1 : betaQuantile(1 - TAIL, positives + 1, n - positives),
  ];
}

/** Byar's approximation of the exact 95 % interval around a count of Poisson (Breslow and Day 1987, equation 2.10). */
function countInterval(count: number): [low: number, high: number] {
  const cubed = (of: number, z: number) => of * Math.max(0, 1 - 1 / (9 * of) + z / (3 * Math.sqrt(of))) ** 3;
  return [count > 0 ? cubed(count, -Z) : 0, cubed(count + 1, Z)];
}

/**
 * How many there are a day, with the 95 % interval of the rate behind it, taken the days to be like each other. Where they
 * differ more than chance alone would have it (a weekend, a campaign), the interval is wider by as much (quasi-Poisson:
 * McCullagh and Nelder 1989, section 6.2.3).
 *
 * @param length of the record in days
 * @param days how many there were on each whole day of it
 */
export function dailyEstimate(total: number, length: number, days: ArrayLike<number>): Estimate {
  const mean = Array.from(days).reduce((sum, each) => sum + each, 0) / days.length;
  const spread = Array.from(days).reduce((sum, each) => sum + (each - mean) ** 2, 0) / (days.length - 1);
  const dispersion = days.length > 1 && mean > 0 ? Math.max(1, spread / mean) : 1;
  const [low, high] = countInterval(total / dispersion);
  return { value: total / length, low: (low * dispersion) / length, high: (high * dispersion) / length };
}

/**
 * The sum of independent estimates: the method of variance estimates recovery (Zou and Donner, "Construction of confidence
 * limits about effect measures: a general approach", Statistics in Medicine 27, 2008), which needs no symmetry of the intervals.
 */
export function sumOfEstimates(estimates: readonly Estimate[]): Estimate {
  const value = estimates.reduce((sum, each) => sum + each.value, 0);
  const below = Math.hypot(...estimates.map((each) => each.value - each.low));
  const above = Math.hypot(...estimates.map((each) => each.high - each.value));
  return { value, low: value - below, high: value + above };
}
