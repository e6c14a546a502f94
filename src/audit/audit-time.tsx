'use client';
import { useContext } from 'react';
import { formatRelative, formatTimestamp } from '../internal/format.js';
import { CheckIcon, InfoIcon, WarningIcon } from '../react/icons.js';
import { primitives } from '../react/primitives.variants.js';
import type { EntryMark } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { entryPart, filled, NowContext } from './audit-context.js';
import { faultOf } from './audit-verification.selectors.js';

/** Milliseconds by which the clock of a device has to differ before it is worth a word. */
const CLOCKS_APART = 60_000;

/**
 * When: the moment with its zone as text, then how long ago; the time by the sender's device where that is another one; and
 * what a check says of the entry. Renders a `<p>` with a `<time>`.
 */
export const Time = entryPart<HTMLParagraphElement>('Time', 'p', timeline.time, function useTime(state) {
  const { messages: m, format, entry, mark } = state;
  const { at, sentAt } = entry;
  const now = useContext(NowContext);
  const moment = formatTimestamp(format.locale, format.timeZone, at);
  const ago = now !== undefined && formatRelative(format.locale, at, now);
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
            {ago && <span>{ago}</span>}
          </>
        ) : (
          m.timeNotAvailable
        )}
        {sent && <span> {filled(m.deviceClock, <bdi>{sent}</bdi>)}</span>}
        {mark && ' '}
        {mark && <Mark />}
      </>
    ),
  };
});

const ICONS: Record<EntryMark, typeof CheckIcon> = {
  verified: CheckIcon,
  broken: WarningIcon,
  unsure: InfoIcon,
  unchecked: InfoIcon,
};

/** "9f2c…a41e". */
const shortHash = (hash: string) => (hash.length > 12 ? `${hash.slice(0, 4)}…${hash.slice(-4)}` : hash);

/**
 * What a check of the chain says of the entry, as text beside an icon. Renders a `<span>`, or nothing where the record is not
 * checked.
 *
 * @selector [data-mark] `verified`, `broken`, `unsure` or `unchecked`
 */
export const Mark = entryPart<HTMLSpanElement>('Mark', 'span', timeline.mark, (state) => {
  const { messages: m, verification, entry, mark } = state;
  if (!mark || !verification) return;
  const Icon = ICONS[mark];
  const hash = mark === 'verified' && verification.hashes?.get(entry.id);
  const kind = mark === 'broken' && faultOf(entry, verification)?.kind === 'changed' ? 'changed' : mark;
  return {
    'data-mark': mark,
    children: (
      <>
        <Icon className={timeline.markIcon()} />
        <span>
          {m.marks[kind]}
          {hash && ' '}
          {hash && <bdi className={primitives('mono')}>{shortHash(hash)}</bdi>}
        </span>
      </>
    ),
  };
});
