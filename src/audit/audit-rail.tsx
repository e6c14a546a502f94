'use client';
import { drawPart } from '../react/create-part.js';
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
import { actionOf, isVerdictEntry, originOf } from './audit.selectors.js';
import type { ActionPhrase } from './audit.types.js';
import { timeline } from './audit.variants.js';
import { entryPart } from './audit-context.js';

const ICONS: Partial<Record<ActionPhrase, typeof AiIcon>> = {
  judged: SignIcon,
  assigned: PersonIcon,
  'assigned-withheld': PersonIcon,
  unassigned: UndoIcon,
  escalated: UpIcon,
  'expired-escalated': UpIcon,
  skipped: UndoIcon,
  'skipped-escalated': UpIcon,
  asked: QuestionIcon,
  answered: QuestionIcon,
  undone: UndoIcon,
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

/**
 * A solid ring for a person, a dashed one for the AI, none for a system. Renders a `<span>`.
 *
 * @selector [data-origin]
 */
export const Node = entryPart<HTMLSpanElement>('Node', 'span', timeline.node, ({ entry }) => {
  const origin = originOf(entry);
  const Icon = isVerdictEntry(entry) ? SignIcon : (ICONS[actionOf(entry).phrase] ?? OF_ORIGIN[origin]);
  return { 'data-origin': origin, children: Icon({ className: timeline.nodeIcon() }) };
});

/** The line that ties the entries together. The words beside it say the same. Renders a `<span>` hidden from assistive technology. */
export const Rail = entryPart<HTMLSpanElement>('Rail', 'span', timeline.rail, (state) => ({
  'aria-hidden': true,
  children: drawPart(Node, state),
}));
