'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { ClockIcon, PauseIcon, WarningIcon } from '../react/icons.js';
import { useFormat, useLocaleAttributes, useMessages, useNow } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { caseMessages } from './case.messages.js';
import { deadline } from './review.variants.js';

/** How near a deadline is. */
export type Urgency = 'none' | 'normal' | 'soon' | 'overdue' | 'paused';

const ICONS = { none: ClockIcon, normal: ClockIcon, soon: ClockIcon, overdue: WarningIcon, paused: PauseIcon };

export interface DeadlineProps extends HTMLAttributes<HTMLSpanElement> {
  /**
   * When it is due, ISO 8601 with offset; without one it says that there is no deadline.
   * @selector [data-urgency] `none`, `normal`, `soon`, `overdue` or `paused`
   */
  dueAt?: string;
  /**
   * How long before the deadline it counts as soon, in milliseconds.
   * @default 3600000
   */
  soonWithin?: number;
  /**
   * Whether "Due", the zone and the icon are left out, because a heading above says them.
   * @default false
   */
  isShort?: boolean;
  /**
   * Whether the clock stands still.
   * @default false
   */
  isPaused?: boolean;
  /** Why the clock stands still: "stopped while we wait for documents". */
  pauseReason?: ReactNode;
  /** Where a reader asks for more time or turns the limit off (WCAG 2.2.1): a button of the host. */
  action?: ReactNode;
}

/**
 * Says when a case is due: the date with its zone first, the countdown second. The countdown is left out on a server
 * and while hydrating. It never closes anything by itself. Renders a `<span>`.
 */
export const Deadline = forwardRef<HTMLSpanElement, DeadlineProps>(function Deadline(
  { dueAt, soonWithin = 3_600_000, isShort = false, isPaused = false, pauseReason, action, className, ...rest },
  ref,
) {
  const messages = useMessages('review', caseMessages);
  const format = useFormat();
  const locale = useLocaleAttributes();
  const now = useNow();
  const when = dueAt === undefined ? undefined : isShort ? format.dayTime(dueAt, now) : format.dateTime(dueAt);
  const urgency = urgencyOf(when === undefined ? undefined : dueAt, now, soonWithin, isPaused);
  const Icon = ICONS[urgency];

  const absolute = () => {
    if (dueAt === undefined) return messages.noDeadline;
    if (when === undefined) return messages.notAvailable;
    if (isShort && !isPaused) return when;
    if (urgency === 'overdue') return messages.wasDue(when);
    return isPaused && pauseReason === undefined ? messages.pausedDeadline(when) : messages.due(when);
  };
  const relative = isPaused
    ? pauseReason
    : when === undefined || now === undefined
      ? undefined
      : format.relative(dueAt as string, now);

  return (
    <span
      {...locale}
      {...rest}
      {...dataAttributes({ urgency })}
      ref={ref}
      className={joinClasses(primitives('root'), deadline.root(), className)}
    >
      {!isShort && <Icon className={deadline.icon()} />}
      <span className={deadline.text()}>
        {when === undefined ? (
          <span className={deadline.absolute()}>{absolute()}</span>
        ) : (
          <time className={deadline.absolute()} dateTime={dueAt}>
            {absolute()}
          </time>
        )}
        {relative !== undefined && relative !== null && (
          <span className={deadline.relative()} {...dataAttributes({ urgency })}>
            {relative}
          </span>
        )}
        {action}
      </span>
    </span>
  );
});

function urgencyOf(dueAt: string | undefined, now: number | undefined, soonWithin: number, isPaused: boolean): Urgency {
  if (dueAt === undefined) return 'none';
  if (isPaused) return 'paused';
  if (now === undefined) return 'normal';
  const left = Date.parse(dueAt) - now;
  return left < 0 ? 'overdue' : left <= soonWithin ? 'soon' : 'normal';
}
