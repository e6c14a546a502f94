import { type Bounds, type Condition, type OversightPolicy, PROFILES, type Proposal } from 'countersign/core';
import { APPROVE_BELOW, DENY_FROM } from '../model/credit-model.js';
import type { Queryable } from './database.js';
import { DECIDING_ROLES, policyFor } from './policy.js';

/** The policies that cases were sent by, and the one in force. */
export interface KnownPolicies {
  current?: OversightPolicy;
  versions: readonly OversightPolicy[];
}

/** Which policy sends cases somewhere at this moment, and what a review's own policy has beside the route's safeguards. */
export interface Oversight {
  /** The policy in force; nothing where cases go to people unrouted. */
  current(tx: Queryable): Promise<OversightPolicy | undefined>;
  known(tx: Queryable): Promise<KnownPolicies>;
  base(proposal: Proposal): ReturnType<typeof policyFor>;
}

/** An oversight that never changes while the host runs. */
export function fixedOversight(policy: OversightPolicy | undefined): Oversight {
  return {
    current: async () => policy,
    known: async () => (policy ? { current: policy, versions: [policy] } : { versions: [] }),
    base: ({ risk }) => policyFor(risk),
  };
}

const [LOW, STANDARD, HIGH, REGULATED] = PROFILES;

/**
 * Whoever answers first must not read the model's answer from the safeguards of the case (B-1): no denial is handled as these are,
 * so none of these is answered first.
 */
const OPENLY = { blindFirst: false } as const;

/** The model's probability is that of a default: how close it is to where another value would be proposed. */
const around = (threshold: number): Condition => ({
  type: 'confidence',
  atLeast: Math.round((threshold - 0.05) * 100) / 100,
  below: Math.round((threshold + 0.05) * 100) / 100,
});
const proposed = (value: string): Condition => ({ type: 'value', in: [value] });
const risk = (...levels: Proposal['risk'][]): Condition => ({ type: 'risk', in: levels });
const defaults = (bounds: Bounds): Condition => ({ type: 'confidence', ...bounds });

/**
 * Who looks at which application. A denial is always a person's, and where what speaks for it and against it weighs about the
 * same, that person answers first (B-1): a good record of the applicant's own is then seen before the model's answer is, which
 * may rest on where they live. What nobody looks at is small and unlikely to default, and a sample of it is looked at after all.
 */
export const CREDIT_OVERSIGHT: OversightPolicy = {
  id: 'credit-oversight',
  version: '1',
  roles: DECIDING_ROLES,
  rules: [
    {
      id: 'critical',
      when: risk('critical'),
      handling: { mode: 'second', profile: REGULATED, hours: 48 },
      why: '10,000 DM or more: two people decide, neither knowing of the other.',
    },
    {
      id: 'factors-disagree',
      when: {
        type: 'and',
        of: [proposed('deny'), { type: 'disagreement', between: 'factors', atLeast: 0.5 }],
      },
      handling: { mode: 'review', profile: HIGH, hours: 48 },
      why: 'The factors disagree: what speaks for a denial and what speaks against it are both heavy.',
    },
    {
      id: 'denial',
      when: proposed('deny'),
      handling: { mode: 'review', profile: HIGH, hours: 48 },
      why: 'A denial is always decided by a person.',
    },
    {
      id: 'high-risk',
      when: risk('high'),
      handling: { mode: 'review', profile: HIGH, hours: 48 },
      why: '5,000 DM or more: a person decides.',
    },
    {
      id: 'near-threshold',
      when: { type: 'or', of: [around(APPROVE_BELOW), around(DENY_FROM)] },
      handling: { mode: 'review', profile: STANDARD, safeguards: OPENLY, hours: 72 },
      why: 'Close to where the house rule would propose something else.',
    },
    {
      id: 'sample',
      when: { type: 'sample', rate: 0.1, seed: 'credit-2026' },
      // As a denial is handled: a profile that only denials had would tell its reader the model's answer (B-1).
      handling: { mode: 'review', profile: HIGH, hours: 48 },
      why: 'Drawn by chance, so that it is known how often the model is wrong where nobody looks.',
    },
    {
      id: 'small-and-clear',
      when: { type: 'and', of: [risk('low'), proposed('approve'), defaults({ below: 0.1 })] },
      handling: { mode: 'auto', profile: LOW },
      why: 'A small credit that hardly ever defaults.',
    },
    {
      id: 'clear',
      when: { type: 'and', of: [risk('low', 'medium'), proposed('approve'), defaults({ below: 0.15 })] },
      handling: { mode: 'monitor', profile: LOW, vetoMinutes: 120 },
      why: 'A credit that seldom defaults: it is paid out unless somebody steps in.',
    },
    {
      id: 'ordinary',
      when: { type: 'kind', in: ['credit-application'] },
      handling: { mode: 'review', profile: STANDARD, safeguards: OPENLY },
      why: 'Not clear enough to pass without a person.',
    },
  ],
  otherwise: { mode: 'review', profile: STANDARD, safeguards: OPENLY },
};
