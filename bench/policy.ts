/**
 * How long a changed policy takes to be weighed against recorded cases, and how long a page would stand still meanwhile: each
 * number of cases once as a whole and once in steps. docs/performance.md gets the table.
 * `npm run bench:policy`
 */
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { coverageCurveSteps, policyEstimateSteps, thresholdsOf } from '../src/core.js';
import { samplingPolicy, worldOf } from '../test/oversight/worlds.fixtures.js';
import { table, writePart } from './document.js';

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

const ms = (value: number, digits = 0) => `${value.toFixed(digits)} ms`;
const rows = [12_500, 25_000, 50_000, 100_000].map((count) => {
  const record = worldOf(1, { days: count / 100, daily: 100, policyOn: () => then, risk: (c) => 0.6 * (1 - c) });
  measure(policyEstimateSteps(record, now));
  const { length } = record.cases;
  return [
    length.toLocaleString('en'),
    ...[measure(policyEstimateSteps(record, now)), measure(coverageCurveSteps(record, now, threshold))].flatMap(
      ({ total, longest }) => [ms(total), `${((1000 * total) / length).toFixed(2)} µs`, ms(longest, 1)],
    ),
  ];
});
const head = ['Recorded cases', 'estimate', 'for each', 'longest step', 'curve', 'for each', 'longest step'];
const shown = table([head, ...rows]);
console.log(shown);
writePart(
  'policy',
  `${shown}\n\nNode ${process.versions.node.split('.')[0]}, ${availableParallelism()} cores, one run.`,
);
