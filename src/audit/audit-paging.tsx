'use client';
import { forwardRef, type HTMLAttributes } from 'react';
import { Button, type ButtonProps } from '../react/button.js';
import { BusyIcon } from '../react/icons.js';
import { useFormat } from '../react/locale-context.js';
import { composeHandlers, joinClasses } from '../react/merge-props.js';
import { Notice, type NoticeProps } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { timeline } from './audit.variants.js';
import { said, useTimeline } from './audit-context.js';

/**
 * Where the record goes on: a note, and the way to older entries.
 * Renders a `<div>`.
 *
 * @selector [data-position] `start` where older entries come above the list
 */
export const Footer = forwardRef<HTMLDivElement, HTMLAttributes<HTMLDivElement>>(function Footer(
  { className, ...rest },
  ref,
) {
  return <div {...rest} ref={ref} className={joinClasses(timeline.footer(), className)} />;
});

/**
 * "Load 50 older", or "Try again" after that failed. Focus moves to the first entry that comes. Renders a `<button>`, or
 * nothing where there is nothing older.
 */
export const LoadOlder = forwardRef<HTMLButtonElement, ButtonProps>(function LoadOlder(
  { onClick, className, children, ...rest },
  ref,
) {
  const { messages, hasOlder, problem, isLoadingOlder, olderCount, loadOlder } = useTimeline('LoadOlder');
  const format = useFormat();
  const hasFailed = problem?.during === 'older';
  if (!hasOlder && !hasFailed) return null;
  return (
    <Button
      {...rest}
      ref={ref}
      className={joinClasses(timeline.loadOlder(), className)}
      isBusy={isLoadingOlder}
      onClick={composeHandlers(onClick, loadOlder)}
    >
      {isLoadingOlder && <BusyIcon className={primitives.busy()} />}
      {children ?? (hasFailed ? messages.tryAgain : messages.loadOlder(olderCount, format))}
    </Button>
  );
});

/**
 * "Show 3 new entries": they wait here instead of moving what is being read. Renders a `<button>`, or nothing where none
 * waits.
 *
 * @selector [data-position] `start` or `end` of the list, where the newest are
 */
export const NewEntries = forwardRef<HTMLButtonElement, ButtonProps>(function NewEntries(
  { onClick, className, children, ...rest },
  ref,
) {
  const { messages, newCount, order, showNew } = useTimeline('NewEntries');
  const format = useFormat();
  if (newCount <= 0) return null;
  return (
    <Button
      variant="quiet"
      {...rest}
      data-position={order === 'newest-first' ? 'start' : 'end'}
      ref={ref}
      className={joinClasses(timeline.newEntries(), className)}
      onClick={composeHandlers(onClick, showNew)}
    >
      {children ?? messages.showNewEntries(newCount, format)}
    </Button>
  );
});

/**
 * What could not be loaded, and the way to try again. Renders a `<div>`, or nothing where all is well.
 *
 * @selector [data-during] `loading`, `older` or `newer`
 */
export const Problem = forwardRef<HTMLDivElement, Partial<NoticeProps>>(function Problem(
  { className, children, ...rest },
  ref,
) {
  const { messages, problem, isLoading, retry } = useTimeline('Problem');
  if (!problem) return null;
  // A button that failed is the button that tries again.
  const hasOwnButton = problem.during === 'older';
  return (
    <Notice
      tone="stop"
      title={messages.problems[problem.during] ?? messages.problems.loading}
      actions={
        !hasOwnButton &&
        retry && (
          <Button isBusy={isLoading} onClick={retry}>
            {messages.tryAgain}
          </Button>
        )
      }
      {...rest}
      data-during={problem.during}
      ref={ref}
      className={joinClasses(timeline.problem(), className)}
    >
      {children ?? said(problem.message)}
    </Notice>
  );
});
