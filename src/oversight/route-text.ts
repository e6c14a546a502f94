import type { Format } from '../internal/format.js';
import type { Json, Proposal } from '../review/review.types.js';
import type { OversightMessages } from './oversight.messages.js';
import type { Route, RouteFact } from './oversight.types.js';
import type { routeMessages } from './route.messages.js';

/** What sentences about a route need besides the route. */
export interface RouteTextSetting {
  messages: Pick<OversightMessages, keyof typeof routeMessages>;
  format: Pick<Format, 'percent' | 'number' | 'list'>;
  /** How a value of the proposal reads. */
  valueText: (value: Json, field?: string) => string;
  /** How a risk reads in a sentence of its own: "High risk". */
  riskText: (risk: Proposal['risk']) => string;
  fieldLabel: (field: string) => string;
}

/** One thing that is true of a case, in words. */
export function factText(fact: RouteFact, setting: RouteTextSetting): string {
  const { messages: m, format, valueText, riskText, fieldLabel } = setting;
  const quoted = (value: Json) => `“${valueText(value)}”`;
  switch (fact.type) {
    case 'risk':
      return m.risk(riskText(fact.is));
    case 'kind':
      return m.kind(fact.is);
    case 'sample':
      return (fact.isDrawn ? m.drawn : m.notDrawn)(format.percent(fact.rate));
    case 'unknown':
      return m.unknown[fact.measure];
    case 'value-in': {
      const name = fact.field === undefined ? m.proposedValue : fieldLabel(fact.field);
      return (fact.isListed ? m.valueListed : m.valueUnlisted)(name, valueText(fact.is, fact.field));
    }
    case 'value': {
      const name = fact.field === undefined ? m.proposedValue : fieldLabel(fact.field);
      return m.value[fact.side](
        name,
        fact.limits.map((limit) => valueText(limit, fact.field)),
      );
    }
    case 'margin': {
      const [first, second] = (fact.of ?? []).map(quoted) as [string, string];
      return m.margin[fact.side](first, second, fact.limits.map(format.percent));
    }
    default: {
      const sentence = m.facts[fact.type][fact.side](fact.limits.map(format.percent));
      const about =
        fact.field === undefined ? fact.of?.map((value) => valueText(value)).join('') : fieldLabel(fact.field);
      return about === undefined ? sentence : m.confidenceIn(about, sentence);
    }
  }
}

/** Why a case came to somebody, in sentences: the rule's own words first, then what was true of the case. */
export function routeTexts(route: Pick<Route, 'rule' | 'why' | 'because'>, setting: RouteTextSetting): string[] {
  const facts = [...new Set(route.because.map((fact) => factText(fact, setting)))];
  if (route.rule === undefined) return [setting.messages.noRule, ...facts];
  return [...(route.why === undefined ? [] : [route.why]), ...facts];
}
