/** How a locale writes numbers, and money of one currency. */
interface NumberSigns {
  decimals: ReadonlySet<string>;
  groups: ReadonlySet<string>;
  /** Length of the groups before the last, which has three digits: two in India. */
  inner: number;
  digits: readonly string[];
  /** How the currency is written, longest first. */
  names: readonly string[];
}

const kept = new Map<string, NumberSigns>();

/** Direction marks that a keyboard or a copied text brings along. */
const DIRECTION = /[\u200e\u200f\u061c\u2066-\u2069]/gu;
/** Signs that several currencies share: they name one only where the locale says which. */
const SHARED = /^(?:[$£¥₩]|kr|rs)$/;

/** Spaces and apostrophes come in several shapes that nobody tells apart while typing. */
function plain(text: string): string {
  return text.replace(DIRECTION, '').replace(/\s/gu, ' ').replace(/[’ʼ]/gu, "'").replace(/[−–]/gu, '-');
}

function signsOf(locale: string, unit = ''): NumberSigns {
  const currency = /^[A-Z]{3}$/.test(unit) ? unit : undefined;
  const key = `${locale} ${unit}`;
  const known = kept.get(key);
  if (known) return known;
  const partsOf = (options?: Intl.NumberFormatOptions, language = locale) =>
    new Intl.NumberFormat(language, options).formatToParts(1234567.8);
  const parts = partsOf();
  const money = (currencyDisplay?: 'narrowSymbol', language?: string) =>
    currency ? partsOf({ style: 'currency', currency, currencyDisplay }, language) : [];
  const nameIn = (money: readonly Intl.NumberFormatPart[]) =>
    plain(money.find(({ type }) => type === 'currency')?.value ?? '').toLowerCase();
  // Arabic signs go with Arabic digits, whatever the locale.
  const decimals = new Set(['٫']);
  const groups = new Set(['٬']);
  // Many type Latin digits where the locale has its own, and some locales write money unlike other numbers.
  for (const each of [parts, partsOf({ numberingSystem: 'latn' }), money()]) {
    for (const { type, value } of each) {
      const sign = plain(value);
      if (type === 'decimal' && !groups.has(sign)) decimals.add(sign);
      if (type === 'group' && !decimals.has(sign)) groups.add(sign);
    }
  }
  // Some locales write a code where people type the sign: "EUR" in Switzerland. English knows the signs of all.
  const narrow = nameIn(money('narrowSymbol', 'en'));
  const names = [plain(unit).trim().toLowerCase(), nameIn(money()), SHARED.test(narrow) ? '' : narrow].filter(Boolean);
  const digit = new Intl.NumberFormat(locale, { useGrouping: false });
  const signs = {
    decimals,
    groups,
    inner: parts.filter(({ type }) => type === 'integer').at(-2)?.value.length ?? 3,
    digits: Array.from({ length: 10 }, (_, value) => digit.format(value)),
    names: names.sort((a, b) => b.length - a.length),
  };
  kept.set(key, signs);
  return signs;
}

/**
 * Reads a number as people of a locale type it: their digits, decimal sign and grouping, with or without the unit.
 * `undefined` for anything else: it never guesses. Only a sign that groups in the locale groups, and only where groups
 * end; a comma or point that can be no such sign ("12,50" typed in English, "2.125" in French) is the decimal sign.
 *
 * @param unit text or ISO 4217 code that may stand before or after the number; a code stands for its sign too
 */
export function parseNumber(text: string, locale: string, unit?: string): number | undefined {
  const signs = signsOf(locale, unit);
  const { names, digits } = signs;
  const [, before = '', rest = ''] = /^([-+]?)(.*)$/su.exec(plain(text).trim()) ?? [];
  const [, after = '', body = ''] = /^([-+]?) *(.*)$/su.exec(withoutName(rest.trim(), names)) ?? [];
  if (before && after) return undefined;
  const latin = body
    .replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf))
    .replace(/\P{ASCII}/gu, (digit) => (digits.includes(digit) ? String(digits.indexOf(digit)) : digit));
  const amount = readAmount(latin, signs);
  const value = Number(before + after + amount);
  return amount !== undefined && Number.isFinite(value) ? value : undefined;
}

function withoutName(text: string, names: readonly string[]): string {
  const lower = text.toLowerCase();
  for (const name of names) {
    if (lower.endsWith(name)) return text.slice(0, -name.length).trim();
    if (lower.startsWith(name)) return text.slice(name.length).trim();
  }
  return text;
}

/** A number without sign and unit, in Latin digits, as `Number` takes it. */
function readAmount(text: string, { decimals, groups, inner }: NumberSigns): string | undefined {
  const whole = (integer: string) => {
    if (/^\d*$/.test(integer)) return integer;
    const sign = [...groups].find((group) => isGrouped(integer, group, inner));
    return sign && integer.replaceAll(sign, '');
  };
  const ungrouped = whole(text);
  if (ungrouped !== undefined) return ungrouped || undefined;
  const [, integer = '', sign = '', fraction = ''] = /^(.*)(\D)(\d*)$/su.exec(text) ?? [];
  const isOwn = decimals.has(sign);
  if (!isOwn && sign !== '.' && sign !== ',') return undefined;
  // "1234,567" in English: a group out of place, or a fraction?
  if (groups.has(sign) && (!/^\d*$/.test(integer) || (fraction.length === 3 && !/^0*$/.test(integer))))
    return undefined;
  const start = whole(integer);
  return start === undefined || start + fraction === '' ? undefined : `${start}.${fraction}`;
}

/** Whether a sign stands where it can group: threes from the end, or threes and then twos as in India. */
function isGrouped(text: string, sign: string, inner: number): boolean {
  const [first = '', ...others] = text.split(sign);
  const last = others.pop() ?? '';
  return (
    /^\d{3}$/.test(last) &&
    /^[1-9]\d*$/.test(first) &&
    [3, inner].some(
      (size) => first.length <= size && others.every((each) => /^\d+$/.test(each) && each.length === size),
    )
  );
}

/** A number as a person of the locale would type it: for a field that starts from a value. */
export function numberInputText(value: number, locale: string): string {
  return new Intl.NumberFormat(locale, { useGrouping: false, maximumSignificantDigits: 15 }).format(value);
}
