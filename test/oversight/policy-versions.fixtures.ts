import type { OversightPolicy } from '../../src/oversight/oversight.types.js';
import { inForce, jonas, NOW, priya, serviceWith } from './policy-editor.fixtures.js';

const DAY = 86_400_000;

export const withoutSample: OversightPolicy = { ...inForce, rules: inForce.rules.filter(({ id }) => id !== 'sample') };
const stricter: OversightPolicy = {
  ...withoutSample,
  rules: withoutSample.rules.map((rule) =>
    rule.id === 'unsure' ? { ...rule, when: { type: 'confidence', below: 0.9 } } : rule,
  ),
};

/** Version 7 of before, 8 without its sample, 9 that nobody confirmed, 10 that waits for a second person. */
export async function withVersions() {
  let now = NOW;
  const shared = serviceWith({ asksSecond: true, clock: () => now });
  const propose = (policy: OversightPolicy, basedOn: string, reason: string, effectiveFrom?: string) =>
    shared.as(priya).propose?.({ policy, basedOn, reason, ...(effectiveFrom && { effectiveFrom }) });
  now += DAY;
  await propose(withoutSample, '7', 'The sample told nothing new');
  now += DAY;
  await shared.as(jonas).confirm?.('8');
  await propose(inForce, '8', 'Back again');
  now += DAY;
  await propose(stricter, '9', 'Too many were wrong', '2026-12-24T00:00:00.000Z');
  return shared;
}
