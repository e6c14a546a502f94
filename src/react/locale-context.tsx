'use client';
import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from 'react';
import { createFormat, createTextFormat, type Format, type TextFormat } from '../internal/format.js';
import { knownLocale, knownTimeZone } from '../internal/locale.js';
import { directionOf } from '../internal/locale-names.js';
import type { Messages } from '../messages/messages.types.js';

/** Messages a host may replace: whole slices or single entries. */
export type MessageOverrides = { [Slice in keyof Messages]?: Partial<Messages[Slice]> };

interface LocaleValue {
  locale?: string;
  dir?: 'ltr' | 'rtl';
  timeZone?: string;
  messages?: MessageOverrides;
  now?: () => number;
}

const LocaleContext = createContext<LocaleValue>({});

export interface LocaleProviderProps extends LocaleValue {
  /**
   * BCP 47 tag for words, numbers, dates and plurals.
   * @default 'en'
   */
  locale?: string;
  /** Writing direction of the kit's own elements; follows `locale` when absent. */
  dir?: 'ltr' | 'rtl';
  /** IANA time zone of every time shown; the browser's own when absent. */
  timeZone?: string;
  /** A catalogue such as `countersign/messages/de`, or single messages; English fills what is left out. */
  messages?: MessageOverrides;
  /** The clock behind "in 3 hours", in milliseconds since 1970. */
  now?: () => number;
  children?: ReactNode;
}

/** Sets language, time zone and messages for every part below it. Renders no element. */
export function LocaleProvider({ locale, dir, timeZone, messages, now, children }: LocaleProviderProps) {
  const value = useMemo<LocaleValue>(() => {
    const known = knownLocale(locale);
    return {
      locale: known,
      dir: dir ?? (known === undefined ? undefined : directionOf(known)),
      timeZone: knownTimeZone(timeZone),
      messages,
      now,
    };
  }, [locale, dir, timeZone, messages, now]);
  return <LocaleContext.Provider value={value}>{children}</LocaleContext.Provider>;
}

const never = () => () => {};

let zone: string | undefined;

/** Asked once for a page: a browser takes as long to say it as to draw a row of a list. */
function timeZoneHere(): string {
  zone ??= Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}

/** The reader's time zone: UTC while rendering on a server and hydrating, then the browser's. */
function useTimeZone(): string {
  const { timeZone } = useContext(LocaleContext);
  const own = useSyncExternalStore(never, timeZoneHere, () => 'UTC');
  return timeZone ?? own;
}

/** The reader's locale, for a part that formats with one function of `internal/format`. */
export function useLocale(): string {
  return useContext(LocaleContext).locale ?? 'en';
}

const formats = new Map<string, Format>();

/** Numbers, dates and plurals in the reader's language. */
export function useFormat(): Format {
  const locale = useLocale();
  const timeZone = useTimeZone();
  const key = `${locale} ${timeZone}`;
  const format = formats.get(key) ?? createFormat(locale, timeZone);
  formats.set(key, format);
  return format;
}

/** Numbers, dates and plurals alone, for a part that has to stay small. */
export function useTextFormat(): TextFormat {
  const locale = useLocale();
  const timeZone = useTimeZone();
  return useMemo(() => createTextFormat(locale, timeZone), [locale, timeZone]);
}

/**
 * One slice of the message catalogue: the host's where it has one, `english` for the rest. Each part brings its own
 * English, the whole slice or those messages it reads, so that a badge alone does not carry the words of a queue.
 */
export function useMessages<Slice extends keyof Messages, English extends Partial<Messages[Slice]>>(
  slice: Slice,
  english: English,
): Pick<Messages[Slice], keyof English & keyof Messages[Slice]> {
  const theirs = useContext(LocaleContext).messages?.[slice];
  return useMemo(() => ({ ...english, ...theirs }) as never, [english, theirs]);
}

/** `lang` and `dir` for a root element, under the host's own props; set where a `LocaleProvider` named a locale. */
export function useLocaleAttributes(): { lang?: string; dir?: 'ltr' | 'rtl' } {
  const { locale, dir } = useContext(LocaleContext);
  return { lang: locale, dir };
}

const DAY = 86_400_000;

/**
 * The beginning of the present day in UTC, in milliseconds, for ages counted in days: it needs no timer. `undefined` on
 * a server and while hydrating.
 */
export function useToday(): number | undefined {
  const { now = Date.now } = useContext(LocaleContext);
  return useSyncExternalStore(
    never,
    () => Math.floor(now() / DAY) * DAY,
    () => undefined,
  );
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** One timer for the whole page, while somebody looks at a relative time. */
function subscribeToMinutes(listener: () => void) {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 30_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/**
 * The present in milliseconds, to the next half minute, so that relative times follow the clock and nothing that just
 * happened lies in the future. `undefined` on a server and while hydrating: a relative time is not rendered there.
 */
export function useNow(): number | undefined {
  const { now = Date.now } = useContext(LocaleContext);
  return useSyncExternalStore(
    subscribeToMinutes,
    () => Math.ceil(now() / 30_000) * 30_000,
    () => undefined,
  );
}

const HOUR = 3_600_000;

/**
 * `useNow` for things that happened at `newest` or before: to the next half minute while that is not long ago, to the next
 * five minutes after an hour, to the next hour after a day. What is told in days need not follow each minute.
 *
 * @param newest milliseconds since 1970; what is no number counts as long ago
 */
export function usePresent(newest: number): number | undefined {
  const { now = Date.now } = useContext(LocaleContext);
  return useSyncExternalStore(
    subscribeToMinutes,
    () => {
      const present = now();
      const age = present - newest;
      const step = age < HOUR ? 30_000 : age < 24 * HOUR ? HOUR / 12 : HOUR;
      return Math.ceil(present / step) * step;
    },
    () => undefined,
  );
}
