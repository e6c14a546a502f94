import type { Handling, SafeguardSettings } from './oversight.types.js';
import { PROFILE_SETTINGS, type ReviewerExperience, settingsOf } from './profile.selectors.js';

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

/** What the profile of a handling says of a safeguard, for whoever a case goes to; nothing of a profile that there is not. */
export function profileSetting<Name extends SafeguardName>(
  { profile }: Pick<Handling, 'profile'>,
  name: Name,
  experience?: ReviewerExperience,
): SafeguardSettings[Name] | undefined {
  // What is being written need not be what the types say.
  return Object.hasOwn(PROFILE_SETTINGS, profile) ? settingsOf({ profile }, experience)[name] : undefined;
}

const AMOUNTS = { allowed: 0, limited: 1, off: 2, none: 0, code: 1, 'code-and-check': 2 } as const;

/** How much a setting asks for, 0 for nothing. Approving together is the more allowed the less is asked. */
function amountOf(value: unknown): number {
  return typeof value === 'string' ? (AMOUNTS[value as keyof typeof AMOUNTS] ?? Number.NaN) : Number(value);
}

/** What is asked beside what the profile asks; for each part of it by name, since a store may keep them in any order. */
function amountsOf(value: unknown, profile: unknown): { asked: number; usual: number }[] {
  if (typeof profile !== 'object' || profile === null) return [{ asked: amountOf(value), usual: amountOf(profile) }];
  const parts: Record<string, unknown> | undefined =
    typeof value === 'object' && value !== null ? { ...value } : undefined;
  return Object.entries(profile).map(([key, usual]) => ({
    asked: amountOf(parts ? parts[key] : value),
    usual: amountOf(usual),
  }));
}

/** In which way a setting asks for less than a profile. */
export type Less = 'off' | 'less' | 'allows-more';

/** Whether a setting asks for nothing where the profile does, or for less than it; nothing where it asks as much or more. */
export function asksLess(value: unknown, profile: unknown): Less | undefined {
  const amounts = amountsOf(value, profile);
  if (!amounts.some(({ asked, usual }) => asked < usual)) return undefined;
  // Of the settings only approving together is a word: it is then not off, but allowed.
  if (typeof value === 'string') return 'allows-more';
  return amounts.every(({ asked }) => asked === 0) ? 'off' : 'less';
}

/**
 * In which way what a handling sets by name asks for less than its profile: of everybody or, as it holds for new reviewers
 * too, only of them, for whom the profile would be one level up (B-23).
 */
export function lessAsked(
  handling: Pick<Handling, 'profile'>,
  name: SafeguardName,
  value: unknown,
): Less | 'no-more-of-new' | undefined {
  if (value === undefined) return undefined;
  const less = asksLess(value, profileSetting(handling, name));
  if (less) return less;
  return asksLess(value, profileSetting(handling, name, { isNew: true })) && 'no-more-of-new';
}
