'use client';
import { useEffect, useMemo, useState } from 'react';
import { coverageCurveSteps, thresholdsOf } from './coverage-curve.selectors.js';
import type { OversightPolicy } from './oversight.types.js';
import { policyEstimateSteps } from './policy-estimate.selectors.js';
import type { CaseRecord, CurvePoint, PolicyEstimate } from './policy-estimate.types.js';

/** Milliseconds of work between two frames: no long task, and room for what somebody types. */
const SLICE = 8;
/** Milliseconds without typing before the work begins. */
const PAUSE = 150;

/** Runs steps to the end, in slices that keep the page alive; nothing where it is called off. */
async function inSlices<T>(steps: Iterator<unknown, T>, isOff: () => boolean): Promise<T | undefined> {
  for (;;) {
    const until = performance.now() + SLICE;
    do {
      const { done, value } = steps.next();
      if (done) return value;
    } while (performance.now() < until);
    await new Promise((resolve) => setTimeout(resolve));
    if (isOff()) return undefined;
  }
}

type Work<T> = (() => Iterator<unknown, T>) | undefined;

/** The last result of some work, and whether newer work is under way. Another function is other work. */
function useSteps<T>(work: Work<T>) {
  const [result, setResult] = useState<T>();
  const [isWeighing, setWeighing] = useState(false);
  useEffect(() => {
    if (!work) return;
    let isOff = false;
    setWeighing(true);
    const timer = setTimeout(async () => {
      const found = await inSlices(work(), () => isOff);
      if (isOff || found === undefined) return;
      setResult(found);
      setWeighing(false);
    }, PAUSE);
    return () => {
      isOff = true;
      clearTimeout(timer);
    };
  }, [work]);
  return { result, isWeighing };
}

/** What a policy would do with a record; the answer of before stays until the next one is there. */
export function usePolicyEstimate(record: CaseRecord | undefined, policy: OversightPolicy | undefined) {
  return useSteps<PolicyEstimate>(
    useMemo(() => record && policy && (() => policyEstimateSteps(record, policy)), [record, policy]),
  );
}

/** The curve along one threshold of a policy. */
export function useCoverageCurve(
  record: CaseRecord | undefined,
  policy: OversightPolicy | undefined,
  path: string | undefined,
) {
  const work = useMemo((): Work<{ path: string; points: CurvePoint[] }> => {
    const threshold = policy && thresholdsOf(policy).find((each) => each.path === path);
    if (!record || !threshold) return undefined;
    return function* () {
      return { path: threshold.path, points: yield* coverageCurveSteps(record, policy, threshold) };
    };
  }, [record, policy, path]);
  const { result, isWeighing } = useSteps(work);
  return { points: result?.path === path ? result?.points : undefined, isWeighing };
}
