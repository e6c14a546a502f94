import { type Format, formatAlternatives } from '../internal/format.js';
import { visibleText } from '../internal/plain-text.js';
import type { Json } from '../review/review.types.js';
import type { Bounds, Condition, OversightRule } from './oversight.types.js';
import type { PolicyMessages } from './policy.messages.js';

/** What sentences about a policy need besides the policy. */
export interface PolicyWords {
  m: PolicyMessages;
  format: Pick<Format, 'number' | 'list' | 'locale'>;
  valueText: (value: Json) => string;
  riskText: (risk: string) => string;
  modeText: (mode: string) => string;
}

/** How words of the middle of a sentence read at its beginning, in the language of the reader. */
export function capital(text: string, locale: string): string {
  return text.charAt(0).toLocaleUpperCase(locale) + text.slice(1);
}

/** A share with as many digits as it needs to be told from its neighbours. */
export function shareText(share: unknown, format: Pick<Format, 'number'>): string {
  return typeof share === 'number' && share >= 0 && share <= 1
    ? format.number(share, { style: 'percent', maximumFractionDigits: share !== 0 && share < 0.1 ? 2 : 1 })
    : `“${visibleText(String(share ?? ''))}”`;
}

const bounded = { confidence: 'confidence', margin: 'margin', entropy: 'entropy', novelty: 'novelty' } as const;

function boundsText(
  measure: string,
  { atLeast, below }: Bounds,
  m: PolicyMessages,
  text: (limit: unknown) => string,
): string {
  if (atLeast !== undefined && below !== undefined) return m.isBetween(measure, text(atLeast), text(below));
  if (atLeast !== undefined) return m.isAtLeast(measure, text(atLeast));
  return below === undefined ? m.unbounded(measure) : m.isBelow(measure, text(below));
}

/** A condition in words. One that is not finished yet is said as far as it goes. */
export function conditionText(condition: Condition, words: PolicyWords): string {
  const { m, format, valueText, riskText } = words;
  const share = (limit: unknown) => shareText(limit, format);
  const listed = (list: readonly string[] | undefined) =>
    list && list.length > 0 ? formatAlternatives(format.locale, list) : m.nothing;
  const about = (measure: string, of: readonly (string | undefined)[]) => {
    const named = of.filter((each) => each !== undefined).map(visibleText);
    return named.length > 0 ? m.measureOf(measure, named.join(', ')) : measure;
  };
  switch (condition.type) {
    case 'and':
    case 'or': {
      // Brackets where the parts are joined otherwise.
      const parts = condition.of.map((each) => {
        const text = conditionText(each, words);
        const isJoined = each.type === 'and' || each.type === 'or';
        return isJoined && each.type !== condition.type && each.of.length > 1 ? `(${text})` : text;
      });
      if (parts.length === 0) return m.nothing;
      return condition.type === 'and' ? m.allOf(parts) : m.anyOf(parts);
    }
    case 'not':
      return m.isNot(conditionText(condition.of, words));
    case 'confidence': {
      const of = condition.value === undefined ? undefined : valueText(condition.value);
      return boundsText(about(m.measures.confidence, [condition.field, of]), condition, m, share);
    }
    case 'margin':
    case 'entropy':
    case 'novelty':
      return boundsText(m.measures[bounded[condition.type]], condition, m, share);
    case 'disagreement':
      return boundsText(m.measures[condition.between === 'models' ? 'models' : 'factors'], condition, m, share);
    case 'value': {
      const measure = about(m.measures.value, [condition.field]);
      if (condition.in) return m.isOneOf(measure, listed(condition.in.map(valueText)));
      return boundsText(measure, condition, m, (limit) =>
        typeof limit === 'number' ? format.number(limit) : `“${visibleText(String(limit))}”`,
      );
    }
    case 'risk':
      return m.riskIn(listed(condition.in.map(riskText)));
    case 'kind':
      return m.kindIn(listed(condition.in.map(visibleText)));
    case 'sample':
      return m.drawn(share(condition.rate), visibleText(String(condition.seed ?? '')));
  }
}

/** What a rule does, in a sentence. */
export function ruleText({ when, handling }: Pick<OversightRule, 'when' | 'handling'>, words: PolicyWords): string {
  const text = words.m.ruleText(conditionText(when, words), words.modeText(handling.mode));
  return capital(text, words.format.locale);
}
