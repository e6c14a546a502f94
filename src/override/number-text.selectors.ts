/** How a locale writes numbers. */
interface NumberSigns {
  decimal: string;
  group: string;
  digits: readonly string[];
}

const kept = new Map<string, NumberSigns>();

function signsOf(locale: string): NumberSigns {
  const known = kept.get(locale);
  if (known) return known;
  const parts = new Intl.NumberFormat(locale).formatToParts(1234567.8);
  const sign = (type: Intl.NumberFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  const digit = new Intl.NumberFormat(locale, { useGrouping: false });
  const signs = {
    decimal: sign('decimal'),
    group: sign('group'),
    digits: Array.from({ length: 10 }, (_, value) => digit.format(value)),
  };
  kept.set(locale, signs);
  return signs;
}

/** Signs that only ever group: spaces, apostrophes, the Arabic thousands separator. */
const GROUPING = /[\s\u00a0\u202f'’٬]/gu;
/** Direction marks that a keyboard or a copied text brings along. */
const DIRECTION = /[\u200e\u200f\u061c\u2066-\u2069]/gu;

/**
 * Reads a number as people of a locale type it: their digits, decimal sign and grouping, with or without the unit.
 * `undefined` for anything else: it never guesses. A comma or point that cannot be a grouping sign where it stands
 * ("12,50" typed in English) is the decimal sign.
 *
 * @param unit text or ISO 4217 code that may stand before or after the number
 */
export function parseNumber(text: string, locale: string, unit?: string): number | undefined {
  const { decimal, group, digits } = signsOf(locale);
  let rest = text.replace(DIRECTION, '').trim();
  if (unit) {
    const lower = rest.toLowerCase();
    const name = unit.toLowerCase();
    if (lower.endsWith(name)) rest = rest.slice(0, -name.length);
    else if (lower.startsWith(name)) rest = rest.slice(name.length);
    if (/^[A-Z]{3}$/.test(unit)) rest = rest.replace(/\p{Sc}/u, '');
  }
  rest = rest
    .replace(GROUPING, '')
    .replace(/[−–]/gu, '-')
    .replace(/٫/gu, '.')
    .replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/\P{ASCII}/gu, (digit) => (digits.includes(digit) ? String(digits.indexOf(digit)) : digit));

  const isCommaDecimal = decimal === ',';
  const grouping = isCommaDecimal || group === '.' ? '.' : ',';
  const separators = rest.match(/[.,]/g) ?? [];
  const kinds = new Set(separators);
  if (kinds.size === 2) {
    // Both are there: the last one is the decimal sign, once, whatever the locale.
    const last = separators.at(-1) as '.' | ',';
    const other = last === '.' ? ',' : '.';
    if (!isGrouped(rest.slice(0, rest.lastIndexOf(last)).replace(/^[-+]/, ''), other)) return undefined;
    rest = rest.replaceAll(other, '').replace(last, '.');
  } else if (separators.length > 0) {
    const sign = separators[0] as string;
    if (isGrouped(rest.replace(/^[-+]/, ''), sign) && (sign === grouping || separators.length > 1)) {
      rest = rest.replaceAll(sign, '');
    } else if (separators.length === 1) {
      rest = rest.replace(sign, '.');
    }
  }
  if (!/^[-+]?(\d+\.?\d*|\.\d+)$/.test(rest)) return undefined;
  const value = Number(rest);
  return Number.isFinite(value) ? value : undefined;
}

/** Whether a sign stands where it can group: threes from the end, or threes and then twos as in India. */
function isGrouped(text: string, sign: string): boolean {
  const groups = text.split(sign);
  if (groups.length < 2) return /^\d+$/.test(text);
  const [first = '', ...others] = groups;
  const last = others.pop() ?? '';
  return /^\d{3}$/.test(last) && /^[1-9]\d{0,2}$/.test(first) && others.every((each) => /^\d{2,3}$/.test(each));
}

/** A number as a person of the locale would type it: for a field that starts from a value. */
export function numberInputText(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumSignificantDigits: 15 }).format(value);
}
