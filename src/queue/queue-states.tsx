'use client';
import { forwardRef, type HTMLAttributes, type ReactNode } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { Button } from '../react/button.js';
import { BusyIcon, RefreshIcon } from '../react/icons.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { Notice } from '../react/notice.js';
import { primitives } from '../react/primitives.variants.js';
import { queueMessages } from './queue.messages.js';
import { reviewQueue } from './queue.variants.js';
import { PassingButton } from './queue-bars.js';
import { useQueue, useQueueFrame } from './queue-context.js';
import { isFilterEmpty } from './row-filter.selectors.js';

export interface ReviewQueueEmptyProps extends HTMLAttributes<HTMLDivElement> {
  /** Other words than that there are no cases, and a way on. */
  children?: ReactNode;
}

/** Says that there are no cases. Renders a `<div>`. */
export const Empty = forwardRef<HTMLDivElement, ReviewQueueEmptyProps>(function ReviewQueueEmpty(
  { className, children, ...rest },
  ref,
) {
  const { emptyText, filter } = useQueue('Empty');
  const isFiltering = !isFilterEmpty(filter);
  const messages = useMessages('queue', queueMessages);
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.empty(), className)}>
      {children ?? (
        <>
          <p className={reviewQueue.emptyTitle()}>{isFiltering ? messages.nothingFound : messages.empty}</p>
          <div className={reviewQueue.emptyText()}>
            {isFiltering ? messages.nothingFoundText : (emptyText ?? messages.emptyText)}
          </div>
        </>
      )}
    </div>
  );
});

const SKELETON_ROWS = ['first', 'second', 'third'];
const SKELETON_BARS = ['case', 'why', 'score'];

export interface ReviewQueueLoadingProps extends HTMLAttributes<HTMLDivElement> {}

/** Stands where the rows will be. Nothing in it moves. Renders a `<div>`. */
export const Loading = forwardRef<HTMLDivElement, ReviewQueueLoadingProps>(function ReviewQueueLoading(
  { className, ...rest },
  ref,
) {
  const { isSelectable } = useQueueFrame('Loading');
  const messages = useMessages('queue', queueMessages);
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.loading(), className)}>
      <p className={primitives('visually-hidden')}>{messages.loading}</p>
      {SKELETON_ROWS.map((row) => (
        <div
          key={row}
          aria-hidden="true"
          className={reviewQueue.row()}
          {...dataAttributes({ selectable: isSelectable })}
        >
          {(isSelectable ? ['select', ...SKELETON_BARS] : SKELETON_BARS).map((bar) => (
            <div key={bar} className={reviewQueue.cell()} data-column={bar}>
              <span className={reviewQueue.skeleton()} data-bar={bar} />
            </div>
          ))}
        </div>
      ))}
    </div>
  );
});

export interface ReviewQueueProblemProps extends HTMLAttributes<HTMLDivElement> {
  /** Other words than what happened and what is safe. */
  children?: ReactNode;
}

/** Says what could not be loaded, what is safe, and offers to try again. Renders a `<div>`. */
export const Problem = forwardRef<HTMLDivElement, ReviewQueueProblemProps>(function ReviewQueueProblem(
  { className, children, ...rest },
  ref,
) {
  const { problem, isLoading, isLoadingMore, canRetry, actions } = useQueue('Problem');
  const messages = useMessages('queue', queueMessages);
  if (!problem) return null;
  return (
    <div
      {...rest}
      {...dataAttributes({ during: problem.during, kind: problem.kind })}
      ref={ref}
      className={joinClasses(reviewQueue.problem(), className)}
    >
      <Notice
        tone={problem.kind === 'slow' ? 'attention' : 'stop'}
        title={messages.problems[problem.kind === 'slow' ? 'slow' : problem.during]}
        actions={
          canRetry && (
            <PassingButton isBusy={isLoading || isLoadingMore} onClick={actions.retry}>
              <RefreshIcon />
              {messages.retry}
            </PassingButton>
          )
        }
      >
        {children ?? (
          <>
            {problem.message && <bdi>{visibleText(problem.message)}</bdi>} {messages.safe}
          </>
        )}
      </Notice>
    </div>
  );
});

export interface ReviewQueueFooterProps extends HTMLAttributes<HTMLDivElement> {
  /** Other contents than how many are shown and the button for more. */
  children?: ReactNode;
}

/** Says how many cases are shown, and loads more. Renders a `<div>`. */
export const Footer = forwardRef<HTMLDivElement, ReviewQueueFooterProps>(function ReviewQueueFooter(
  { className, children, ...rest },
  ref,
) {
  const { rows, total, hasMore, pageSize, isLoadingMore, actions } = useQueue('Footer');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const left = total === undefined ? undefined : total - rows.length;
  const next = left === undefined || pageSize === undefined || left <= 0 ? undefined : Math.min(pageSize, left);
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.footer(), className)}>
      {children ?? (
        <>
          <span>{messages.shown(rows.length, total, format)}</span>
          {hasMore && (
            <Button variant="quiet" data-load-more="" isBusy={isLoadingMore} onClick={actions.loadMore}>
              {isLoadingMore && <BusyIcon className={primitives('button-busy')} />}
              {messages.loadMore(next, format)}
            </Button>
          )}
        </>
      )}
    </div>
  );
});
