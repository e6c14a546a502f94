import { expect, it } from 'vitest';
import type { Handling, OversightPolicy, Profile, SafeguardSettings } from '../../src/oversight/oversight.types.js';
import { policyChanges } from '../../src/oversight/policy-diff.selectors.js';
import { PROFILE_SETTINGS } from '../../src/oversight/profile.selectors.js';
import { asksLess, lessAsked, SAFEGUARD_KINDS, type SafeguardName } from '../../src/oversight/safeguard.selectors.js';
import { inForce } from './policy-editor.fixtures.js';

it('names every safeguard there is', () => {
  expect(Object.keys(SAFEGUARD_KINDS).sort()).toEqual(Object.keys(PROFILE_SETTINGS.low).sort());
});

it.each<[unknown, unknown, ReturnType<typeof asksLess>]>([
  [false, true, 'off'],
  [true, true, undefined],
  [true, false, undefined],
  [false, false, undefined],
  [0.05, true, 'less'],
  [0, 0.02, 'off'],
  [0.01, 0.02, 'less'],
  [0.05, 0.02, undefined],
  ['allowed', 'off', 'allows-more'],
  ['limited', 'off', 'allows-more'],
  ['allowed', 'limited', 'allows-more'],
  ['off', 'limited', undefined],
  ['limited', 'allowed', undefined],
  ['al', 'off', undefined],
  [{ approve: 'none', override: 'none' }, { approve: 'none', override: 'code' }, 'off'],
  [{ approve: 'none', override: 'code' }, { approve: 'code', override: 'code' }, 'less'],
  [{ approve: 'code', override: 'none' }, { approve: 'none', override: 'code' }, 'less'],
  // A database may keep the keys in an order of its own.
  [{ override: 'code', approve: 'none' }, { approve: 'none', override: 'code' }, undefined],
  [{ override: 'none', approve: 'code' }, { approve: 'none', override: 'code' }, 'less'],
  [{ override: 'code', approve: 'none' }, { approve: 'code', override: 'none' }, 'less'],
  [{ override: 'none', approve: 'none' }, { approve: 'none', override: 'code' }, 'off'],
  // A problem of its own.
  [{ override: 'code' }, { approve: 'code', override: 'code' }, undefined],
  [false, { approve: 'none', override: 'code' }, 'off'],
  // Still being typed.
  ['', 0.1, undefined],
  ['5 percent', 0.1, undefined],
  [null, true, 'off'],
  [true, undefined, undefined],
])('knows whether %j asks for less than %j', (value, profile, expected) => {
  expect(asksLess(value, profile)).toBe(expected);
});

it.each<[Profile, SafeguardName, unknown, ReturnType<typeof lessAsked>]>([
  ['standard', 'blindFirst', 0.5, 'no-more-of-new'],
  ['standard', 'blindFirst', true, undefined],
  ['standard', 'blindFirst', 0.05, 'less'],
  ['standard', 'evidenceGate', false, 'no-more-of-new'],
  ['standard', 'batchApprove', 'limited', 'no-more-of-new'],
  ['standard', 'batchApprove', 'allowed', 'allows-more'],
  ['standard', 'reasons', PROFILE_SETTINGS.standard.reasons, 'no-more-of-new'],
  ['standard', 'reasons', PROFILE_SETTINGS.high.reasons, undefined],
  ['standard', 'dwell', 5, undefined],
  ['low', 'secondReview', 0.02, 'no-more-of-new'],
  ['high', 'weeklyBurst', false, 'no-more-of-new'],
  // Signing is never raised.
  ['high', 'signature', false, undefined],
  ['regulated', 'signature', false, 'off'],
  ['regulated', 'secondReview', true, undefined],
  // As the profile says.
  ['standard', 'evidenceGate', undefined, undefined],
  // Still being typed.
  ['standard', 'blindFirst', '', undefined],
  ['strange' as Profile, 'evidenceGate', false, undefined],
])('knows on %s whether %s at %j takes something away, also from new reviewers', (profile, name, value, expected) => {
  expect(lessAsked({ profile }, name, value)).toBe(expected);
});

const withHandling = (change: Partial<Handling>): OversightPolicy => ({
  ...inForce,
  rules: inForce.rules.map((rule) =>
    rule.id === 'unsure' ? { ...rule, handling: { ...rule.handling, ...change } } : rule,
  ),
});
const high = (safeguards?: Partial<SafeguardSettings>) =>
  withHandling({ profile: 'high', ...(safeguards && { safeguards }) });

it('tells each safeguard apart, and takes none for nothing', () => {
  expect(policyChanges(high(), high({}))).toEqual([]);
  expect(policyChanges(high({ dwell: 3 }), high({ dwell: 5, evidenceGate: false }))).toEqual([
    {
      type: 'safeguard',
      rule: 'unsure',
      safeguard: 'dwell',
      before: { profile: 'high', set: 3 },
      after: { profile: 'high', set: 5 },
    },
    {
      type: 'safeguard',
      rule: 'unsure',
      safeguard: 'evidenceGate',
      before: { profile: 'high' },
      after: { profile: 'high', set: false },
    },
  ]);
});

it('tells what stays off while the profile becomes one that has it on', () => {
  const off = { safeguards: { evidenceGate: false } };
  const found = policyChanges(withHandling({ profile: 'low', ...off }), withHandling({ profile: 'high', ...off }));
  expect(found.map((change) => (change.type === 'safeguard' ? change.safeguard : change.type))).toEqual([
    'handling',
    'evidenceGate',
  ]);
  expect(policyChanges(high(off.safeguards), withHandling({ profile: 'regulated', ...off }))).toHaveLength(1);
});

it('tells what new reviewers are no longer asked while the profile around a setting changes', () => {
  const change = (safeguards: Partial<SafeguardSettings>, before: Profile, after: Profile) =>
    policyChanges(withHandling({ profile: before, safeguards }), withHandling({ profile: after, safeguards })).map(
      (each) => (each.type === 'safeguard' ? each.safeguard : each.type),
    );
  expect(change({ blindFirst: 0.5 }, 'low', 'standard')).toEqual(['handling', 'blindFirst']);
  // From what new reviewers are asked to what everybody is.
  expect(change({ evidenceGate: false }, 'standard', 'high')).toEqual(['handling', 'evidenceGate']);
  expect(change({ evidenceGate: false }, 'high', 'standard')).toEqual(['handling']);
});

it('tells what a new rule sets by name', () => {
  const [first] = high({ signature: true }).rules;
  if (!first) throw new Error('There is no rule.');
  const added = policyChanges(inForce, { ...inForce, rules: [{ ...first, id: 'new' }, ...inForce.rules] });
  expect(added).toMatchObject([
    { type: 'added' },
    { type: 'safeguard', rule: 'new', safeguard: 'signature', before: { profile: 'high' }, after: { set: true } },
  ]);
});

it('tells what is set to nothing at all from what is not set: it is neither what the profile says nor anybody', () => {
  const set = { safeguards: { evidenceGate: null }, role: null, hours: null } as unknown as Partial<Handling>;
  expect(policyChanges(withHandling(set), inForce)).toMatchObject([
    { type: 'handling', field: 'role', before: null, after: undefined },
    { type: 'handling', field: 'hours', before: null, after: undefined },
    { type: 'safeguard', safeguard: 'evidenceGate', before: { set: null }, after: {} },
  ]);
  expect(policyChanges(withHandling(set), withHandling(structuredClone(set)))).toEqual([]);
});
