'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import {
  AiIcon,
  ClockIcon,
  InfoIcon,
  PauseIcon,
  PersonIcon,
  QuestionIcon,
  SignIcon,
  UndoIcon,
  UpIcon,
} from '../react/icons.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { actionOf, isVerdictEntry, originOf } from './audit.selectors.js';
import type { ActionPhrase } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { useEntry } from './audit-context.js';

const ICONS: Partial<Record<ActionPhrase, typeof AiIcon>> = {
  judged: SignIcon,
  escalated: UpIcon,
  'expired-escalated': UpIcon,
  asked: QuestionIcon,
  answered: QuestionIcon,
  reopened: UndoIcon,
  withdrawn: UndoIcon,
  expired: ClockIcon,
  lapsed: ClockIcon,
  held: PauseIcon,
  'held-model': PauseIcon,
  'held-all': PauseIcon,
  unknown: InfoIcon,
};
const OF_ORIGIN = { human: PersonIcon, ai: AiIcon, system: InfoIcon };

/** The line that ties the entries together. The words beside it say the same. Renders a `<span>` hidden from assistive technology. */
export const Rail = forwardRef<HTMLSpanElement, HTMLAttributes<HTMLSpanElement>>(function Rail(
  { className, children, ...rest },
  ref,
) {
  const { isLast } = useEntry('Rail');
  return (
    <span {...rest} ref={ref} aria-hidden="true" className={joinClasses(timeline.rail(), className)}>
      {children ?? <Node />}
      <span className={timeline.line()} {...dataAttributes({ last: isLast })} />
    </span>
  );
});

/**
 * A solid ring for a person, a dashed one for the AI, none for a system. Renders a `<span>`.
 *
 * @selector [data-origin]
 */
export const Node = forwardRef<HTMLSpanElement, HTMLAttributes<HTMLSpanElement>>(function Node(
  { className, children, ...rest },
  ref,
) {
  const { entry } = useEntry('Node');
  const origin = originOf(entry);
  const Icon = isVerdictEntry(entry) ? SignIcon : (ICONS[actionOf(entry).phrase] ?? OF_ORIGIN[origin]);
  return (
    <span {...rest} {...dataAttributes({ origin })} ref={ref} className={joinClasses(timeline.node(), className)}>
      {children ?? <Icon className={timeline.nodeIcon()} />}
    </span>
  );
});
