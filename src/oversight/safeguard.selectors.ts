import type { Handling, SafeguardSettings } from './oversight.types.js';
import { PROFILE_SETTINGS } from './profile.selectors.js';

export type SafeguardName = keyof SafeguardSettings;

/** What can be set of each safeguard, in the order in which they are offered. */
export const SAFEGUARD_KINDS = {
  blindFirst: 'switch-or-share',
  evidenceGate: 'switch',
  assumptionPrompt: 'switch',
  reasons: 'reasons',
  signature: 'switch',
  secondReview: 'switch-or-share',
  seededChecks: 'share',
  weeklyBurst: 'switch',
  batchApprove: 'batch',
  dwell: 'seconds',
  agreementNudge: 'switch',
  paceWatch: 'switch',
} as const satisfies Record<SafeguardName, string>;

/** What the profile of a handling says of a safeguard; nothing of a profile that there is not. */
export function profileSetting<Name extends SafeguardName>(
  { profile }: Pick<Handling, 'profile'>,
  name: Name,
): SafeguardSettings[Name] | undefined {
  // What is being written need not be what the types say.
  return Object.hasOwn(PROFILE_SETTINGS, profile) ? PROFILE_SETTINGS[profile][name] : undefined;
}

const AMOUNTS = { allowed: 0, limited: 1, off: 2, none: 0, code: 1, 'code-and-check': 2 } as const;

/** How much each part of a setting asks for, 0 for nothing. Approving together is the more allowed the less is asked. */
function amountsOf(value: unknown): number[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(amountsOf);
  if (typeof value === 'string') return [AMOUNTS[value as keyof typeof AMOUNTS] ?? Number.NaN];
  return [Number(value)];
}

/** Whether a setting asks for nothing where the profile does, or for less than it; nothing where it asks as much or more. */
export function asksLess(value: unknown, profile: unknown): 'off' | 'less' | undefined {
  const [asked, usual] = [amountsOf(value), amountsOf(profile)];
  if (!asked.some((amount, index) => amount < (usual[index] ?? 0))) return undefined;
  return asked.every((amount) => amount === 0) ? 'off' : 'less';
}
