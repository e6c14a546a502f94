import { expect, it, vi } from 'vitest';
import { createFormat } from '../../src/internal/format.js';
import { ruleText } from '../../src/oversight/condition-text.js';
import { policyMessages } from '../../src/oversight/policy.messages.js';

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
