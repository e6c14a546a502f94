import { visibleText } from '../internal/plain-text.js';
import { type PolicyWords, shareText } from './condition-text.js';
import { type lessAsked, SAFEGUARD_KINDS, type SafeguardName } from './safeguard.selectors.js';

/** A setting of a safeguard in words, as they stand within a sentence. What is no such setting is said as it is. */
export function safeguardText(name: SafeguardName, value: unknown, { m, format }: PolicyWords): string {
  const kind = Object.hasOwn(SAFEGUARD_KINDS, name) ? SAFEGUARD_KINDS[name] : undefined;
  if (value === true) return m.switched.on;
  if (value === false || value === 0) return m.switched.off;
  if (typeof value === 'number') {
    if (kind === 'seconds') return format.number(value, { style: 'unit', unit: 'second', unitDisplay: 'long' });
    return shareText(value, format);
  }
  if (kind === 'batch') return m.batchSettings[value as 'off'] ?? visibleText(String(value));
  if (kind === 'reasons' && typeof value === 'object' && value !== null)
    return format.list(
      Object.entries(value).map(([verdict, demand]) =>
        m.demandOf(
          m.verdictNames[verdict as 'approve'] ?? visibleText(verdict),
          m.reasonDemands[demand as 'code'] ?? visibleText(String(demand)),
        ),
      ),
    );
  return `“${visibleText(typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))}”`;
}

/** That a setting asks for less than a profile, in a sentence. */
export function lessText(
  less: NonNullable<ReturnType<typeof lessAsked>>,
  profile: string,
  { m }: Pick<PolicyWords, 'm'>,
): string {
  if (less === 'no-more-of-new') return m.noMoreOfNew;
  if (less === 'allows-more') return m.allowsMore(profile);
  return less === 'off' ? m.asksNothing(profile) : m.asksLess(profile);
}
