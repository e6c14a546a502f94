/**
 * How long a changed policy takes to be weighed against recorded cases, and how long a page would stand still meanwhile: each
 * number of cases once as a whole and once in steps. `npx tsx bench/policy.ts`
 */
import { performance } from 'node:perf_hooks';
import { coverageCurveSteps, policyEstimateSteps, thresholdsOf } from '../src/core.js';
import { samplingPolicy, worldOf } from '../test/oversight/worlds.fixtures.js';

const then = samplingPolicy(0.8, 0.05, 'then');
const now = samplingPolicy(0.75, 0.02, 'now');
const [threshold] = thresholdsOf(now);
if (!threshold) throw new Error('The policy has no threshold.');

function measure(steps: Iterator<unknown>): { total: number; longest: number } {
  const start = performance.now();
  let [last, longest] = [start, 0];
  for (let done: boolean | undefined; !done; ) {
    done = steps.next().done;
    const at = performance.now();
    longest = Math.max(longest, at - last);
    last = at;
  }
  return { total: last - start, longest };
}

const rows = [12_500, 25_000, 50_000, 100_000].map((count) => {
  const record = worldOf(1, { days: count / 100, daily: 100, policyOn: () => then, risk: (c) => 0.6 * (1 - c) });
  measure(policyEstimateSteps(record, now));
  const estimate = measure(policyEstimateSteps(record, now));
  const curve = measure(coverageCurveSteps(record, now, threshold));
  const { length } = record.cases;
  return {
    cases: length,
    'estimate, ms': estimate.total.toFixed(0),
    'µs a case': ((1000 * estimate.total) / length).toFixed(2),
    'longest step, ms': estimate.longest.toFixed(1),
    'curve, ms': curve.total.toFixed(0),
    'µs a case ': ((1000 * curve.total) / length).toFixed(2),
    'longest step, ms ': curve.longest.toFixed(1),
  };
});
console.table(rows);
