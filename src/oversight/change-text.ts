import { visibleText } from '../internal/plain-text.js';
import type { Json } from '../review/review.types.js';
import { conditionText, type PolicyWords, ruleText } from './condition-text.js';
import type { OversightMessages } from './oversight.messages.js';
import { type PolicyChange, type SafeguardChoice, sameField } from './policy-diff.selectors.js';
import { lessAsked, profileSetting } from './safeguard.selectors.js';
import { lessText, safeguardText } from './safeguard-text.js';

/** One difference between two versions of a policy, in words. */
export function changeText(
  change: PolicyChange,
  words: PolicyWords & { profiles: OversightMessages['profiles'] },
): string {
  const { m, format, modeText, profiles } = words;
  const plain = (value: unknown) =>
    value === undefined || value === ''
      ? m.nothing
      : typeof value === 'number'
        ? format.number(value)
        : visibleText(typeof value === 'string' ? value : JSON.stringify(value));
  const named = (rule: string | undefined, what: string) =>
    m.partOf(rule === undefined ? m.otherwise : visibleText(rule), what);
  const listed = (value: Json) =>
    Array.isArray(value)
      ? format.list(value.map((each) => visibleText(String(each))))
      : Object.entries(value ?? {})
          .map(([from, to]) => visibleText(`${from} → ${String(to)}`))
          .join(', ') || m.nothing;
  switch (change.type) {
    case 'added':
    case 'removed':
      return m.change[change.type](visibleText(change.rule.id), ruleText(change.rule, words));
    case 'moved':
      return m.change.moved(visibleText(change.rule), format.number(change.before), format.number(change.after));
    case 'condition':
      return m.change.from(
        named(change.rule, m.fields.condition),
        conditionText(change.before, words),
        conditionText(change.after, words),
      );
    case 'why':
      return m.change.from(named(change.rule, m.fields.why), plain(change.before), plain(change.after));
    case 'handling': {
      const { field } = change;
      const value = (given: Json | undefined) => {
        if (given === undefined) return field === 'role' ? m.anybody : m.nothing;
        if (field === 'mode') return modeText(String(given));
        if (field === 'profile') return profiles[given as never] ?? plain(given);
        if (field === 'onExpire') return m.expire[given as 'close'] ?? plain(given);
        return plain(given);
      };
      return m.change.from(named(change.rule, m.fields[field]), value(change.before), value(change.after));
    }
    case 'safeguard': {
      const { safeguard, before, after } = change;
      const what = named(change.rule, m.safeguardNames[safeguard] ?? visibleText(safeguard));
      const text = (choice: SafeguardChoice) => {
        if (choice.set !== undefined) return safeguardText(safeguard, choice.set, words);
        const said = profileSetting(choice, safeguard);
        return m.asProfile(said === undefined ? undefined : safeguardText(safeguard, said, words));
      };
      const sentence = sameField(before.set, after.set)
        ? m.stays(what, text(after))
        : m.change.from(what, text(before), text(after));
      const less = lessAsked(after, safeguard, after.set);
      if (!less) return sentence;
      const profile = profiles[after.profile] ?? plain(after.profile);
      return m.change.less(sentence, lessText(less, profile, words));
    }
    default:
      return m.change.from(m[change.type], listed(change.before), listed(change.after));
  }
}
