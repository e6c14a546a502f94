'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { AlertIcon, InfoIcon, WarningIcon } from './icons.js';
import { notice } from './primitives.variants.js';

export interface NoticeProps extends Omit<HTMLAttributes<HTMLDivElement>, 'title'> {
  /**
   * How urgent it is. @default 'neutral'
   * @selector [data-tone]
   */
  tone?: 'neutral' | 'attention' | 'stop';
  /** What happened, in one sentence. */
  title: ReactNode;
  /** Replaces the icon of the tone. */
  icon?: ReactNode;
  /** Buttons that lead on. */
  actions?: ReactNode;
}

const ICONS = { neutral: InfoIcon, attention: AlertIcon, stop: WarningIcon };

/** Says what happened, what is safe and what to do. Renders a `<div>`; the announcer speaks, not this. */
export const Notice = forwardRef<HTMLDivElement, NoticeProps>(function Notice(
  { tone = 'neutral', title, icon, actions, children, className, ...rest },
  ref,
) {
  const Icon = ICONS[tone];
  return (
    <div {...rest} data-tone={tone} ref={ref} className={notice.root({ className })}>
      {icon ?? <Icon className={notice.icon()} data-tone={tone} />}
      <div className={notice.body()}>
        <p className={notice.title()}>{title}</p>
        {children !== undefined && children !== null && <div className={notice.text()}>{children}</div>}
        {actions && <div className={notice.actions()}>{actions}</div>}
      </div>
    </div>
  );
});
