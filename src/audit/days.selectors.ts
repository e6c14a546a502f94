import { isIsoTime } from '../internal/iso-date.js';

/** One day of a time zone. */
export interface Day {
  /** `2026-11-21`, in the Gregorian calendar. */
  date: string;
  /** Its first millisecond since 1970, and the first one after it. */
  from: number;
  to: number;
}

export interface Days {
  /** The day a moment falls on; nothing where the text is no moment. */
  of: (at: string) => Day | undefined;
  /** @param date `2026-11-21` */
  named: (date: string) => Day;
}

const DAY = 86_400_000;
const HOUR = 3_600_000;

/**
 * The days of a time zone. `Intl` is asked once a day and not once an entry: a record is mostly gone through in order.
 *
 * @param timeZone IANA name
 */
export function createDays(timeZone: string): Days {
  const clock = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  /** What a clock on the wall shows, as if it were UTC. */
  const wall = (time: number) => {
    const parts: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
    for (const { type, value } of clock.formatToParts(time)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second);
  };
  /** The moment at which the clock on the wall shows a midnight, or where it leaps over that, the one at which it is past it. */
  const momentOf = (midnight: number) => {
    const guess = midnight - (wall(midnight) - midnight);
    const moment = guess - (wall(guess) - midnight);
    return wall(moment) < midnight ? moment + HOUR : moment;
  };
  const dayAt = (midnight: number): Day => ({
    date: new Date(midnight).toISOString().slice(0, 10),
    from: momentOf(midnight),
    to: momentOf(midnight + DAY),
  });
  let last: Day | undefined;
  return {
    of(at) {
      if (!isIsoTime(at)) return undefined;
      const time = Date.parse(at);
      if (!last || time < last.from || time >= last.to) last = dayAt(Math.floor(wall(time) / DAY) * DAY);
      return last;
    },
    named: (date) => dayAt(Date.parse(`${date}T00:00:00Z`)),
  };
}

/** "Saturday, 21 November 2026", in the calendar of the language. */
export function dayName(locale: string, timeZone: string, { from, to }: Day): string {
  const options = { timeZone, weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' } as const;
  // The middle of the day: its beginning may be the end of the one before it where a clock was changed.
  return new Intl.DateTimeFormat(locale, options).format((from + to) / 2);
}
