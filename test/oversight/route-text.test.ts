import { describe, expect, it } from 'vitest';
import { createFormat } from '../../src/internal/format.js';
import { oversightMessagesAr } from '../../src/oversight/oversight.messages.ar.js';
import { oversightMessagesDe } from '../../src/oversight/oversight.messages.de.js';
import { oversightMessages } from '../../src/oversight/oversight.messages.js';
import type { OversightPolicy } from '../../src/oversight/oversight.types.js';
import { oversightPolicyProblems } from '../../src/oversight/oversight-policy.selectors.js';
import { route } from '../../src/oversight/route.selectors.js';
import { type RouteTextSetting, routeTexts } from '../../src/oversight/route-text.js';
import type { Proposal } from '../../src/review/review.types.js';
import { POLICY, policyOf, proposalWith } from './oversight.fixtures.js';

const LABELS: Readonly<Record<string, string>> = { deny: 'Deny', approve: 'Approve' };
const format = createFormat('en', 'UTC');
const setting: RouteTextSetting = {
  messages: oversightMessages,
  format,
  valueText: (value) => LABELS[String(value)] ?? String(value),
  riskText: (risk) => `${risk} risk`,
  fieldLabel: (field) => field.toUpperCase(),
};
const wordsOf = (policy: OversightPolicy, shape: Partial<Proposal> = {}) =>
  routeTexts(route(proposalWith(shape), policy), setting);

describe('why a case came to somebody', () => {
  it('names the two readings that are close', () => {
    const near = {
      confidence: { value: 0.5 },
      alternatives: [
        { value: 'approve', confidence: 0.48 },
        { value: 'x', confidence: 0.02 },
      ],
    };
    expect(wordsOf(policyOf({ when: { type: 'margin', below: 0.1 } }), near)).toEqual([
      'Low margin between “Deny” and “Approve”',
    ]);
  });

  it('says that chance chose it, and at which rate', () => {
    expect(wordsOf(policyOf({ when: { type: 'sample', rate: 1, seed: 'a' } }))).toEqual(['In the 100% random sample']);
  });

  it('begins with the words of whoever wrote the rule', () => {
    expect(wordsOf(POLICY)).toEqual([
      'Somebody with a record of their own in an area with past defaults.',
      'The factors disagree',
    ]);
  });

  it('names the rule’s bound, and never the score of the case', () => {
    const words = wordsOf(policyOf({ when: { type: 'confidence', below: 0.8 } }));
    expect(words).toEqual(['Default within 24 months: The AI’s confidence is below 80%']);
    expect(words.join()).not.toContain('66');
  });

  it('says of which field, and what is not known', () => {
    const when = { type: 'confidence', field: 'total', below: 0.8 } as const;
    expect(wordsOf(policyOf({ when }), { signals: { fields: { total: 0.4 } } })).toEqual([
      'TOTAL: The AI’s confidence is below 80%',
    ]);
    expect(wordsOf(policyOf({ when }))).toEqual(['The AI gave no confidence that can be used']);
  });

  it('says so where no rule is about the case', () => {
    expect(wordsOf(policyOf())).toEqual(['No rule is about this case']);
  });
});

describe('what is wrong with a policy, in words', () => {
  const policy = {
    ...policyOf({ when: { type: 'confidence', below: '90' as never } }),
    escalations: { reviewer: 'boss' },
    otherwise: { mode: 'auto', profile: 'low' },
    extra: 1,
  };
  it.each([
    ['en', oversightMessages],
    ['de', oversightMessagesDe],
    ['ar', oversightMessagesAr],
  ])('is a whole sentence for each problem: %s', (_, messages) => {
    const problems = oversightPolicyProblems(policy);
    expect(problems.map(({ code }) => code).sort()).toEqual([
      'field-unknown',
      'people-bypassed',
      'role-unknown',
      'wrong-type',
    ]);
    for (const { code, detail = {} } of problems) {
      const words = messages.problems[code](detail, format);
      expect(words).toMatch(/[.。]$/);
      expect(words).not.toMatch(/undefined|\[object/);
    }
  });

  it('tells somebody who wrote "90" how to write it', () => {
    const [problem] = oversightPolicyProblems(policyOf({ when: { type: 'confidence', below: '90' as never } }));
    expect(problem && oversightMessages.problems[problem.code](problem.detail ?? {}, format)).toBe(
      '“90” is no number. Write a number from 0 to 1, without quotes: 90% is 0.9.',
    );
  });
});
