'use client';
import { Button, type ButtonProps } from '../react/button.js';
import { BusyIcon } from '../react/icons.js';
import { composeHandlers } from '../react/merge-props.js';
import { Notice, type NoticeProps } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { timeline } from './audit.variants.js';
import { said, timelinePart } from './audit-context.js';

/**
 * Where the record goes on: a note, and the way to older entries.
 * Renders a `<div>`.
 *
 * @selector [data-position] `start` where older entries come above the list
 */
export const Footer = timelinePart<HTMLDivElement>('Footer', 'div', timeline.footer, () => ({}));

/**
 * "Load 50 older", or "Try again" after that failed. Focus moves to the first entry that comes. Renders a `<button>`, or
 * nothing where there is nothing older.
 */
export const LoadOlder = timelinePart<HTMLButtonElement, ButtonProps>(
  'LoadOlder',
  Button,
  timeline.loadOlder,
  ({ messages: m, format, hasOlder, problem, isLoadingOlder, olderCount, loadOlder }, { onClick }) => {
    const hasFailed = problem?.during === 'older';
    if (!hasOlder && !hasFailed) return;
    return {
      isBusy: isLoadingOlder,
      onClick: composeHandlers(onClick, loadOlder),
      before: isLoadingOlder && <BusyIcon className={primitives('button-busy')} />,
      children: hasFailed ? m.tryAgain : m.loadOlder(olderCount, format),
    };
  },
);

/**
 * "Show 3 new entries": they wait here instead of moving what is being read. Renders a `<button>`, or nothing where none
 * waits.
 *
 * @selector [data-position] `start` or `end` of the list, where the newest are
 */
export const NewEntries = timelinePart<HTMLButtonElement, ButtonProps>(
  'NewEntries',
  Button,
  timeline.newEntries,
  ({ messages: m, format, newCount, order, showNew }, { onClick, variant = 'quiet' }) => {
    if (newCount <= 0) return;
    return {
      variant,
      'data-position': order === 'newest-first' ? 'start' : 'end',
      onClick: composeHandlers(onClick, showNew),
      children: m.showNewEntries(newCount, format),
    };
  },
);

/**
 * What could not be loaded, and the way to try again. Renders a `<div>`, or nothing where all is well.
 *
 * @selector [data-during] `loading`, `older` or `newer`
 */
export const Problem = timelinePart<HTMLDivElement, Partial<NoticeProps>>(
  'Problem',
  Notice,
  timeline.problem,
  ({ messages: m, problem, isLoading, retry }, props) => {
    if (!problem) return;
    const { during } = problem;
    return {
      tone: 'stop',
      title: m.problems[during] ?? m.problems.loading,
      // A button that failed is the button that tries again.
      actions: during !== 'older' && retry && (
        <Button isBusy={isLoading} onClick={retry}>
          {m.tryAgain}
        </Button>
      ),
      children: said(problem.message),
      ...props,
      'data-during': during,
    };
  },
);
