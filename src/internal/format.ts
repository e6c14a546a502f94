import { isIsoDate } from './iso-date.js';

/** Forms of a sentence by plural category; `other` is always needed. */
export type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string };

/** The part of `Format` that most text needs: it bundles without the rest. */
export interface TextFormat {
  /** BCP 47 tag. */
  readonly locale: string;
  /** IANA name. */
  readonly timeZone: string;
  number(value: number, options?: Intl.NumberFormatOptions): string;
  /** A share from 0 to 1 as whole percent. */
  percent(share: number): string;
  /** "21 Nov 2026". */
  date(iso: string): string | undefined;
  /** "14:00". */
  time(iso: string): string | undefined;
  /** The form for a count, with `#` replaced by the number. */
  plural(count: number, forms: PluralForms): string;
}

/** Numbers, dates and plurals of one locale and time zone, through `Intl`. */
export interface Format extends TextFormat {
  /** A number with its unit: an ISO 4217 code becomes money, anything else follows the number. */
  quantity(value: number, unit?: string): string;
  /** "21 Nov 2026, 14:00 CET"; nothing where the text is not a time. */
  dateTime(iso: string): string | undefined;
  /** "21 Nov 2026, 14:00:07 CET": the moment of a record. */
  timestamp(iso: string): string | undefined;
  /** "21 Nov, 14:00" where a heading names the zone; with the year unless `now`, in milliseconds, is in it. */
  dayTime(iso: string, now?: number): string | undefined;
  /** "CET": how the time zone is called at a moment in milliseconds. */
  zoneName(now: number): string;
  /** "2 hours": a length of time in milliseconds, in its greatest whole unit from minutes to days. */
  duration(milliseconds: number): string;
  /** "in 3 hours", counted from `now` in milliseconds. */
  relative(iso: string, now: number): string | undefined;
  /** "a, b and c". */
  list(items: readonly string[]): string;
}

const STEPS: readonly [unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

const kept = new Map<string, unknown>();

/** `Intl` objects are slow to make: each is made on first use and kept. */
function keep<T>(key: string, make: () => T): T {
  if (!kept.has(key)) kept.set(key, make());
  return kept.get(key) as T;
}

/** `Intl` takes any three letters for a currency; RPM and DPI are units. */
function isCurrency(unit: string): boolean {
  if (!/^[A-Z]{3}$/.test(unit)) return false;
  // Absent in older browsers.
  const known = keep('c', () => Intl.supportedValuesOf?.('currency'));
  return known?.includes(unit) ?? true;
}

/** `Format.number` for a part that needs nothing else: it bundles without dates and plurals. */
export function formatNumber(locale: string, value: number, options?: Intl.NumberFormatOptions): string {
  return keep(`n${locale}${JSON.stringify(options)}`, () => new Intl.NumberFormat(locale, options)).format(value);
}

/**
 * Two shares from 0 to 1 as one range of whole percent: "55–80%". Not `Intl`'s `formatRange`, which repeats the sign in
 * English. Wrap it in `<bdi>`.
 */
export function formatPercentRange(locale: string, low: number, high: number): string {
  const percent = (share: number) => formatNumber(locale, share, { style: 'percent' });
  const numeral = /\p{Nd}+/u;
  return percent(high).replace(numeral, `${numeral.exec(percent(low))}–$&`);
}

const day = { day: 'numeric', month: 'short', year: 'numeric' } as const;
const minute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

function formatTime(
  locale: string,
  timeZone: string,
  iso: string,
  options: Intl.DateTimeFormatOptions,
  name = JSON.stringify(options),
) {
  if (!isIsoDate(iso)) return undefined;
  // A date without a time is that date everywhere; west of Greenwich its midnight in UTC would read as the day before.
  const zone = iso.includes('T') ? timeZone : 'UTC';
  return keep(
    `d${locale} ${zone}${name}`,
    () => new Intl.DateTimeFormat(locale, { timeZone: zone, ...options }),
  ).format(Date.parse(iso));
}

const stamp = { ...day, ...minute, second: '2-digit', timeZoneName: 'short' } as const;

/** `Format.timestamp` for a part that needs no other long time. */
export function formatTimestamp(locale: string, timeZone: string, iso: string): string | undefined {
  return formatTime(locale, timeZone, iso, stamp, 's');
}

/** `Format.relative`. */
export function formatRelative(locale: string, iso: string, now: number): string | undefined {
  const seconds = Math.round((Date.parse(iso) - now) / 1000);
  if (!isIsoDate(iso) || !Number.isFinite(seconds)) return undefined;
  const step = STEPS.find(([, size]) => Math.abs(seconds) >= size);
  const relative = (count: number, unit: Intl.RelativeTimeFormatUnit, numeric?: 'auto') =>
    keep(`r${locale}${count}${unit}`, () => new Intl.RelativeTimeFormat(locale, { numeric }).format(count, unit));
  // Under a minute is "now": the page's clock ticks by half minutes. Above, counted and never "tomorrow", which would
  // be a calendar's word for a number of hours.
  return step ? relative(Math.round(seconds / step[1]), step[0]) : relative(0, 'second', 'auto');
}

/** `Format.quantity`. */
export function formatQuantity(locale: string, value: number, unit?: string): string {
  if (unit === undefined) return formatNumber(locale, value);
  return isCurrency(unit)
    ? formatNumber(locale, value, {
        style: 'currency',
        currency: unit,
        maximumFractionDigits: Number.isInteger(value) ? 0 : 2,
      })
    : `${formatNumber(locale, value)}\u00a0${unit}`;
}

/** "a, b, or c": values of which one is meant. */
export function formatAlternatives(locale: string, items: readonly string[]): string {
  return keep(`o${locale}`, () => new Intl.ListFormat(locale, { type: 'disjunction' })).format(items);
}

/** Builds the part of a formatter that most text needs. */
export function createTextFormat(locale: string, timeZone: string): TextFormat {
  return {
    locale,
    timeZone,
    number: (value, options) => formatNumber(locale, value, options),
    percent: (share) => formatNumber(locale, share, { style: 'percent' }),
    date: (iso) => formatTime(locale, timeZone, iso, day),
    time: (iso) => formatTime(locale, timeZone, iso, minute),
    plural: (count, forms) => {
      const rule = keep(`p${locale}`, () => new Intl.PluralRules(locale)).select(count);
      return (forms[rule] ?? forms.other).replace('#', formatNumber(locale, count));
    },
  };
}

/** Builds the formatter of a locale and a time zone. */
export function createFormat(locale: string, timeZone: string): Format {
  const text = createTextFormat(locale, timeZone);
  const { number } = text;
  const dated = (iso: string, options: Intl.DateTimeFormatOptions) => formatTime(locale, timeZone, iso, options);

  return {
    ...text,
    quantity: (value, unit) => formatQuantity(locale, value, unit),
    dateTime: (iso) => dated(iso, { ...day, ...minute, timeZoneName: 'short' }),
    timestamp: (iso) => formatTimestamp(locale, timeZone, iso),
    dayTime: (iso, now) => {
      const year = (time: number) => dated(new Date(time).toISOString(), { year: 'numeric' });
      if (!isIsoDate(iso)) return undefined;
      const time = Date.parse(iso);
      const isThisYear = now !== undefined && year(time) === year(now);
      return dated(iso, { ...day, ...minute, ...(isThisYear && { year: undefined }) });
    },
    zoneName: (now) =>
      keep(`z${locale}${timeZone}`, () => new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'short' }))
        .formatToParts(now)
        .find(({ type }) => type === 'timeZoneName')?.value ?? timeZone,
    duration: (milliseconds) => {
      const minutes = Math.max(0, Math.floor(milliseconds / 60_000));
      const [unit, size] = minutes >= 1440 ? ['day', 1440] : minutes >= 60 ? ['hour', 60] : ['minute', 1];
      return number(Math.floor(minutes / Number(size)), { style: 'unit', unit: String(unit), unitDisplay: 'long' });
    },
    relative: (iso, now) => formatRelative(locale, iso, now),
    list: (items) => keep(`l${locale}`, () => new Intl.ListFormat(locale)).format(items),
  };
}
