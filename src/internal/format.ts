/** Forms of a sentence by plural category; `other` is always needed. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** Numbers, dates and plurals of one locale and time zone, through `Intl`. */
export interface Format {
  /** BCP 47 tag. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** A share from 0 to 1 as whole percent. */
  percent(share: number): string;
  /** A number with its unit: an ISO 4217 code becomes money, anything else follows the number. */
  quantity(value: number, unit?: string): string;
  /** "21 Nov 2026, 14:00 CET"; nothing where the text is not a time. */
  dateTime(iso: string): string | undefined;
  /** "21 Nov 2026". */
  date(iso: string): string | undefined;
  /** "14:00". */
  time(iso: string): string | undefined;
  /** "in 3 hours", counted from `now` in milliseconds. */
  relative(iso: string, now: number): string | undefined;
  /** The form for a count, with `#` replaced by the number. */
  plural(count: number, forms: PluralForms): string;
  /** "a, b and c". */
  list(items: readonly string[]): string;
}

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
];

function isCurrency(unit: string): boolean {
  return /^[A-Z]{3}$/.test(unit);
}

/** Builds the formatter of a locale and a time zone. `Intl` objects are made on first use and kept. */
export function createFormat(locale: string, timeZone: string): Format {
  const kept = new Map<string, unknown>();
  const keep = <T>(key: string, make: () => T): T => {
    if (!kept.has(key)) kept.set(key, make());
    return kept.get(key) as T;
  };
  const number = (value: number, options: Intl.NumberFormatOptions = {}) =>
    keep(`n${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value);
  const dated = (iso: string, options: Intl.DateTimeFormatOptions) => {
    const time = Date.parse(iso);
    if (!Number.isFinite(time)) return undefined;
    const key = `d${JSON.stringify(options)}`;
    return keep(key, () => new Intl.DateTimeFormat(locale, { timeZone, ...options })).format(time);
  };
  const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
  const minute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

  return {
    locale,
    timeZone,
    number,
    percent: (share) => number(share, { style: 'percent', maximumFractionDigits: 0 }),
    quantity: (value, unit) =>
      unit === undefined
        ? number(value)
        : isCurrency(unit)
          ? number(value, { style: 'currency', currency: unit, maximumFractionDigits: Number.isInteger(value) ? 0 : 2 })
          : `${number(value)}\u00a0${unit}`,
    dateTime: (iso) => dated(iso, { ...day, ...minute, timeZoneName: 'short' }),
    date: (iso) => dated(iso, day),
    time: (iso) => dated(iso, minute),
    relative: (iso, now) => {
      const time = Date.parse(iso);
      if (!Number.isFinite(time)) return undefined;
      const seconds = Math.round((time - now) / 1000);
      const [unit, size] = STEPS.find(([, step]) => Math.abs(seconds) >= step) ?? ['second', 1];
      return keep('r', () => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })).format(
        Math.trunc(seconds / size),
        unit,
      );
    },
    plural: (count, forms) => {
      const rule = keep('p', () => new Intl.PluralRules(locale)).select(count);
      return (forms[rule] ?? forms.other).replace('#', number(count));
    },
    list: (items) => keep('l', () => new Intl.ListFormat(locale)).format(items),
  };
}
