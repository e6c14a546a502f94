import type { OversightPolicy, OversightRule } from '../../src/oversight/oversight.types.js';
import type { Proposal } from '../../src/review/review.types.js';
import { sampleProposals } from '../../src/testing.js';

export const person = { mode: 'review', profile: 'standard' } as const;
export const nobody = { mode: 'auto', profile: 'low' } as const;

/** A policy of the kind that a lender might have. */
export const POLICY: OversightPolicy = {
  id: 'credit-oversight',
  version: '7',
  roles: ['reviewer', 'senior', 'committee'],
  escalations: { reviewer: 'senior', senior: 'committee' },
  rules: [
    {
      id: 'critical',
      when: { type: 'risk', in: ['critical'] },
      handling: { mode: 'second', profile: 'regulated', role: 'senior' },
    },
    {
      id: 'factors-disagree',
      when: { type: 'disagreement', between: 'factors', atLeast: 0.8 },
      handling: { mode: 'review', profile: 'high', role: 'senior', hours: 24 },
      why: 'Somebody with a record of their own in an area with past defaults.',
    },
    {
      id: 'close',
      when: {
        type: 'or',
        of: [
          { type: 'margin', below: 0.1 },
          { type: 'confidence', below: 0.8 },
        ],
      },
      handling: { mode: 'review', profile: 'standard', role: 'reviewer', hours: 48, onExpire: 'escalate' },
    },
    {
      id: 'sample',
      when: { type: 'sample', rate: 0.02, seed: '2026' },
      handling: { mode: 'review', profile: 'standard' },
    },
    {
      id: 'small',
      when: {
        type: 'and',
        of: [
          { type: 'risk', in: ['low'] },
          { type: 'confidence', atLeast: 0.95 },
        ],
      },
      handling: { mode: 'auto', profile: 'low' },
    },
    {
      id: 'watched',
      when: { type: 'not', of: { type: 'risk', in: ['high', 'critical'] } },
      handling: { mode: 'monitor', profile: 'low', vetoMinutes: 60 },
    },
  ],
  otherwise: person,
};

export const policyOf = (...rules: readonly Partial<OversightRule>[]): OversightPolicy => ({
  id: 'p',
  version: '1',
  roles: ['reviewer'],
  rules: rules.map((rule, index) => ({
    id: `r${index}`,
    when: { type: 'risk', in: ['low'] },
    handling: person,
    ...rule,
  })),
  otherwise: person,
});

export function proposalWith(shape: Partial<Proposal> = {}): Proposal {
  return { ...sampleProposals.loan, ...shape };
}
