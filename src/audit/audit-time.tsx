'use client';
import { useContext } from 'react';
import { formatRelative, formatTimestamp } from '../internal/format.js';
import { drawPart } from '../react/create-part.js';
import { useNow } from '../react/locale-context.js';
import { timeline } from './audit.variants.js';
import { entryPart, filled, NowContext } from './audit-context.js';

/** Milliseconds by which the clock of a device has to differ before it is worth a word. */
const CLOCKS_APART = 60_000;

const agoOf = (locale: string, at: string, now: number | undefined) => {
  const ago = now !== undefined && formatRelative(locale, at, now);
  return ago && <span>{ago}</span>;
};

/** How long ago, for an entry that stands in no list. */
function Ago({ locale, at }: { locale: string; at: string }) {
  return agoOf(locale, at, useNow());
}

/**
 * When: the moment with its zone as text, then how long ago; the time by the sender's device where that is another one; and
 * what a check says of the entry. Renders a `<p>` with a `<time>`.
 */
export const Time = entryPart<HTMLParagraphElement>('Time', 'p', timeline.time, function useTime(state) {
  const { messages: m, format, entry, mark } = state;
  const { at, sentAt } = entry;
  const now = useContext(NowContext);
  const moment = formatTimestamp(format.locale, format.timeZone, at);
  const isApart = sentAt !== undefined && Math.abs(Date.parse(sentAt) - Date.parse(at)) > CLOCKS_APART;
  const sent = isApart && formatTimestamp(format.locale, format.timeZone, sentAt);
  return {
    children: (
      <>
        {moment ? (
          <>
            <time className={timeline.moment()} dateTime={at}>
              <bdi>{moment}</bdi>
            </time>{' '}
            {now === null ? <Ago at={at} locale={format.locale} /> : agoOf(format.locale, at, now)}
          </>
        ) : (
          m.timeNotAvailable
        )}
        {sent && <span> {filled(m.deviceClock, <bdi>{sent}</bdi>)}</span>}
        {mark && ' '}
        {mark && drawPart(Mark, state)}
      </>
    ),
  };
});

/**
 * What a check of the chain says of the entry, as text beside an icon; arrives on demand. Renders a `<span>`, or nothing where
 * the record is not checked.
 *
 * @selector [data-mark] `verified`, `broken`, `unsure` or `unchecked`
 */
export const Mark = entryPart<HTMLSpanElement>(
  'Mark',
  'span',
  timeline.mark,
  ({ checks, mark }) => checks && mark && { 'data-mark': mark, children: <checks.MarkWords /> },
);
