import { dailyEstimate } from './interval.selectors.js';
import { modeChances } from './mode-chances.selectors.js';
import { OVERSIGHT_MODES, type OversightMode, type OversightPolicy } from './oversight.types.js';
import { countCase, newTally, type PassingTally, passingEstimate } from './passing-tally.selectors.js';
import type { CaseRecord, Estimate, GroupEstimate, PolicyEstimate } from './policy-estimate.types.js';

const DAY = 86_400_000;
/** Cases between two chances for the page to do something else: about a millisecond's worth. */
export const STEP = 250;

/** Length of a record in days, and on which of its whole days a moment lies. */
function daysOf({ from, until }: CaseRecord) {
  const start = Date.parse(from);
  const length = Math.max((Date.parse(until) - start) / DAY, 1 / 24);
  return { length, whole: Math.floor(length), dayOf: (at: string) => Math.floor((Date.parse(at) - start) / DAY) };
}

/** Runs to the end what can also be run in pieces. */
export function finish<T>(steps: Iterator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/**
 * `estimatePolicy` in steps of about a millisecond: whoever has a page to keep alive takes as many as fit between two frames.
 *
 * @example
 * const steps = policyEstimateSteps(record, policy);
 * let step = steps.next();
 * while (!step.done) step = steps.next(); // yield to the page in between
 * step.value; // the estimate
 */
export function* policyEstimateSteps(record: CaseRecord, policy: OversightPolicy): Generator<void, PolicyEstimate> {
  const chancesOf = modeChances(policy);
  const { length, whole, dayOf } = daysOf(record);
  const totals = { auto: 0, monitor: 0, review: 0, second: 0 };
  const byDay = Object.fromEntries(OVERSIGHT_MODES.map((mode) => [mode, new Float64Array(whole)])) as Record<
    OversightMode,
    Float64Array
  >;
  const all = newTally();
  const groups = new Map<string, { cases: number; people: number; tally: PassingTally }>();
  let count = 0;
  for (const each of record.cases) {
    const chances = chancesOf(each.proposal);
    const day = dayOf(each.at);
    for (const mode of OVERSIGHT_MODES) {
      totals[mode] += chances[mode];
      const days = byDay[mode];
      if (day >= 0 && day < whole) days[day] = (days[day] as number) + chances[mode];
    }
    const passes = chances.auto + chances.monitor;
    countCase(all, each, passes);
    if (each.group !== undefined) {
      const group = groups.get(each.group) ?? { cases: 0, people: 0, tally: newTally() };
      groups.set(each.group, group);
      group.cases += 1;
      group.people += chances.review + chances.second;
      countCase(group.tally, each, passes);
    }
    if (++count % STEP === 0) yield;
  }
  const daily = (mode: OversightMode): Estimate => dailyEstimate(totals[mode], length, byDay[mode]);
  const people = byDay.review.map((number, day) => number + (byDay.second[day] as number));
  return {
    cases: record.cases.length,
    days: length,
    people: dailyEstimate(totals.review + totals.second, length, people),
    perDay: { auto: daily('auto'), monitor: daily('monitor'), review: daily('review'), second: daily('second') },
    passing: passingEstimate(all),
    groups: [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, { tally, ...own }]): GroupEstimate => ({ group, ...own, passing: passingEstimate(tally) })),
  };
}

/**
 * What a policy would have done with recorded cases: how many come to people a day, and how many wrong ones pass without, each with
 * a 95 % interval, by group where the cases have one.
 *
 * Only cases that were looked at can tell whether the AI was right. Those that rules sent to people tell of themselves; of those
 * that passed, the random sample tells, each drawn case standing for as many as the inverse of its chance. Where nobody could have
 * looked, or nobody happened to, nothing can be told, and that is what the answer says: it is never a share of nought.
 *
 * It takes for granted that
 * - the person's answer is right, unless the `truth` of the case is known;
 * - `chance` is what the record says, and whether a drawn case was decided has nothing to do with whether the AI was right;
 * - the cases and the people are as they were: a policy that sends more to people does not make them less careful;
 * - new draws of a sample have nothing to do with the old ones: cases count by their chance to pass, not by one draw.
 *
 * The interval of wrong ones is about the cases of the record; that of the cases a day about days like those.
 *
 * @param policy one without `oversightPolicyProblems`
 */
export function estimatePolicy(record: CaseRecord, policy: OversightPolicy): PolicyEstimate {
  return finish(policyEstimateSteps(record, policy));
}
