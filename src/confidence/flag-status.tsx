'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { TRACK_RECORD_LEAST } from '../internal/track-record.js';
import { AiIcon, AlertIcon, EyeOffIcon } from '../react/icons.js';
import { useFormat, useLocaleAttributes, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { flagStatus } from './confidence.variants.js';
import { flagMessages } from './flag.messages.js';

/** Whether a system looked for something, and found it. */
export type Flag =
  | { status: 'not-checked' }
  | {
      status: 'nothing-found';
      /** Share of the cases with something to find in which it was not found, 0 to 1. */
      missRate?: number;
      /** Number of cases with something to find that the share was measured on; below 30 it is not shown. */
      n?: number;
    }
  | { status: 'flagged' };

export interface FlagStatusProps extends HTMLAttributes<HTMLSpanElement> {
  /**
   * What became of looking.
   * @selector [data-flag] `not-checked`, `nothing-found` or `flagged`
   */
  flag: Flag;
  /** What was looked for: "Drug interactions". */
  of?: string;
}

const ICONS = { 'not-checked': EyeOffIcon, 'nothing-found': AiIcon, flagged: AlertIcon };

const isShare = (value: number | undefined) => value !== undefined && value >= 0 && value <= 1;

/**
 * Whether a system looked for something. That it says nothing is advice too, which people follow: nothing found is not nothing
 * there, and not checked is neither (B-21; Lyell 2017). Renders a `<span>`.
 */
export const FlagStatus = forwardRef<HTMLSpanElement, FlagStatusProps>(function FlagStatus(
  { flag, of, className, children, ...rest },
  ref,
) {
  const messages = useMessages('confidence', flagMessages);
  const format = useFormat();
  const locale = useLocaleAttributes();
  const { status } = flag;
  const Mark = ICONS[status];

  function words(): string {
    if (status === 'not-checked') return messages.flagNotChecked;
    if (status === 'flagged') return messages.flagged;
    const { missRate, n } = flag as Extract<Flag, { status: 'nothing-found' }>;
    const isMeasured = isShare(missRate) && n !== undefined && Number.isInteger(n) && n >= TRACK_RECORD_LEAST;
    return messages.flagNothingFound(isMeasured ? format.percent(missRate as number) : undefined, n, format);
  }
  return (
    <span
      {...locale}
      {...rest}
      data-flag={status}
      ref={ref}
      className={joinClasses(primitives('root'), flagStatus.root(), className)}
    >
      <Mark />
      <span className={flagStatus.text()}>
        {children ?? (of === undefined ? words() : messages.flagAbout(visibleText(of), words()))}
      </span>
    </span>
  );
});
