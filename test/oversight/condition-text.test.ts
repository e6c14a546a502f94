import { expect, it, vi } from 'vitest';
import { createFormat } from '../../src/internal/format.js';
import { conditionText, ruleText } from '../../src/oversight/condition-text.js';
import type { Condition } from '../../src/oversight/oversight.types.js';
import { policyMessagesAr } from '../../src/oversight/policy.messages.ar.js';
import { policyMessagesDe } from '../../src/oversight/policy.messages.de.js';
import { policyMessages } from '../../src/oversight/policy.messages.js';
import { reviewMessagesAr } from '../../src/review/review.messages.ar.js';
import { reviewMessagesDe } from '../../src/review/review.messages.de.js';
import { reviewMessages } from '../../src/review/review.messages.js';

it.each([
  ['en', 'In doubt: review'],
  ['tr', 'İn doubt: review'],
])('begins what a rule does as %s does, whatever the language of the browser is', (locale, text) => {
  const upper = String.prototype.toLocaleUpperCase;
  vi.spyOn(String.prototype, 'toLocaleUpperCase').mockImplementation(function (this: string, given) {
    return upper.call(this, given ?? 'az');
  });
  const words = {
    m: { ...policyMessages, isBelow: () => 'in doubt' },
    format: createFormat(locale, 'UTC'),
    valueText: String,
    riskText: String,
    modeText: String,
  };
  const rule = {
    when: { type: 'novelty', below: 0.5 },
    handling: { mode: 'review', profile: 'low' },
  } as const;
  expect(ruleText(rule, words)).toBe(text);
});

const languages = {
  en: [policyMessages, reviewMessages.risks],
  de: [policyMessagesDe, reviewMessagesDe.risks],
  ar: [policyMessagesAr, reviewMessagesAr.risks],
} as const;

function said(condition: Condition, locale: keyof typeof languages): string {
  const [m, risks] = languages[locale];
  return conditionText(condition, {
    m,
    format: createFormat(locale, 'UTC'),
    valueText: String,
    riskText: (risk) => risks[risk as keyof typeof risks],
    modeText: String,
  });
}

const unsure: Condition = {
  type: 'and',
  of: [
    { type: 'risk', in: ['low', 'medium'] },
    { type: 'value', in: ['approve'] },
    { type: 'confidence', atLeast: 0.1, below: 0.15 },
    { type: 'kind', in: ['credit', 'lease', 'card'] },
  ],
};

it.each([
  [
    'en',
    'the risk is Low or Medium, and the proposed value is approve, and the AI’s confidence is between 10% and 15%, ' +
      'and the kind of case is credit, lease, or card',
  ],
  [
    'de',
    'das Risiko ist niedrig oder mittel, und der vorgeschlagene Wert ist approve, und die Sicherheit der KI liegt ' +
      'zwischen 10\u00a0% und 15\u00a0%, und die Art des Falls ist credit, lease oder card',
  ],
  [
    'ar',
    'الخطورة: منخفضة أو متوسطة، والقيمة المقترحة: approve، وثقة الذكاء الاصطناعي: بين 10\u200e%\u200e و15\u200e%\u200e، ' +
      'ونوع الحالة: credit أو lease أو card',
  ],
] as const)(
  'joins values by “or”, and conditions so that each “and” is known for whose it is, in %s',
  (locale, text) => {
    expect(said(unsure, locale)).toBe(text);
  },
);

it.each([
  ['en', 'the risk is Low or High, or (the kind of case is credit, and not (the risk is Medium))'],
  ['de', 'das Risiko ist niedrig oder hoch, oder (die Art des Falls ist credit, und nicht (das Risiko ist mittel))'],
  ['ar', 'الخطورة: منخفضة أو عالية، أو (نوع الحالة: credit، وليس (الخطورة: متوسطة))'],
] as const)('tells the “or” of conditions from that of their values, in %s', (locale, text) => {
  const narrow: Condition = {
    type: 'and',
    of: [
      { type: 'kind', in: ['credit'] },
      { type: 'not', of: { type: 'risk', in: ['medium'] } },
    ],
  };
  expect(said({ type: 'or', of: [{ type: 'risk', in: ['low', 'high'] }, narrow] }, locale)).toBe(text);
});
