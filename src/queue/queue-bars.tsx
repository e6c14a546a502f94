'use client';
import { type ComponentProps, forwardRef, type HTMLAttributes, type ReactNode, useRef } from 'react';
import { Button } from '../react/button.js';
import { CrossIcon, PauseIcon, RefreshIcon, SortIcon } from '../react/icons.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { composeRefs, dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import type { QueueOrder } from './filter.types.js';
import { queueMessages } from './queue.messages.js';
import { reviewQueue } from './queue.variants.js';
import { useBrowserLayoutEffect, useQueue, useQueueFrame } from './queue-context.js';
import { streamWords } from './queue-news.js';

interface PartProps extends HTMLAttributes<HTMLDivElement> {
  /** Other contents than the part's own. */
  children?: ReactNode;
}

/** A button that goes away once it has done its work: focus must not go with it. */
export const PassingButton = forwardRef<HTMLButtonElement, ComponentProps<typeof Button>>(
  function PassingButton(props, ref) {
    const { actions } = useQueueFrame('Root');
    const own = useRef<HTMLButtonElement>(null);
    useBrowserLayoutEffect(() => {
      const node = own.current;
      return () => {
        if (node && node === document.activeElement) actions.loseFocus();
      };
    }, [actions]);
    return <Button {...props} ref={composeRefs(own, ref)} />;
  },
);

export interface ReviewQueueHeaderProps extends PartProps {}

/** Title, count and tools. Renders a `<div>`. */
export const Header = forwardRef<HTMLDivElement, ReviewQueueHeaderProps>(function ReviewQueueHeader(
  { className, children, ...rest },
  ref,
) {
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.header(), className)}>
      {children ?? (
        <>
          <Title />
          <Tools />
        </>
      )}
    </div>
  );
});

function Tools() {
  const { canOrder, tools } = useQueue('Header');
  return (
    (canOrder || tools) && (
      <div className={reviewQueue.tools()}>
        {canOrder && ORDER}
        {tools}
      </div>
    )
  );
}

export interface ReviewQueueTitleProps extends HTMLAttributes<HTMLHeadingElement> {
  /** Other words than the label and the `Count`. */
  children?: ReactNode;
}

/** What the queue is called. It takes focus when there is no row that could. Renders an `<h2>`, or as the root says. */
export const Title = forwardRef<HTMLHeadingElement, ReviewQueueTitleProps>(function ReviewQueueTitle(
  { className, children, ...rest },
  ref,
) {
  const { label, titleId, headingLevel, actions } = useQueueFrame('Title');
  const Heading = `h${headingLevel}` as 'h2';
  return (
    <Heading
      id={titleId}
      tabIndex={-1}
      {...rest}
      ref={composeRefs(actions.setHeading, ref)}
      className={joinClasses(reviewQueue.title(), className)}
    >
      {children ?? (
        <>
          {label} <Count />
        </>
      )}
    </Heading>
  );
});

export interface ReviewQueueCountProps extends HTMLAttributes<HTMLSpanElement> {
  /** Other words than "36 cases", such as "36 open cases". */
  children?: ReactNode;
}

/** How many cases there are in all, where that is known. Renders a `<span>`. */
export const Count = forwardRef<HTMLSpanElement, ReviewQueueCountProps>(function ReviewQueueCount(
  { className, children, ...rest },
  ref,
) {
  const { total, hasMore, rows, isLoading, problem } = useQueue('Count');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const isUnknown = hasMore || (rows.length === 0 && (isLoading || problem !== undefined));
  const count = total ?? (isUnknown ? undefined : rows.length);
  return (
    <span {...rest} ref={ref} className={joinClasses(reviewQueue.count(), className)}>
      {children ?? (count !== undefined && messages.count(count, format))}
    </span>
  );
});

export interface ReviewQueueOrderProps extends HTMLAttributes<HTMLLabelElement> {}

/** Chooses the order. Renders a `<label>` with a `<select>`. */
export const Order = forwardRef<HTMLLabelElement, ReviewQueueOrderProps>(function ReviewQueueOrder(
  { className, ...rest },
  ref,
) {
  const { order = 'oldest', orders, actions } = useQueueFrame('Order');
  const messages = useMessages('queue', queueMessages);
  return (
    <label {...rest} ref={ref} className={joinClasses(reviewQueue.order(), className)}>
      <span className={primitives('visually-hidden')}>{messages.orderLabel}</span>
      <SortIcon className={reviewQueue.orderIcon()} />
      <select
        className={reviewQueue.orderSelect()}
        value={order}
        onChange={(event) => actions.setOrder(event.target.value as QueueOrder)}
      >
        {orders.map((each) => (
          <option key={each} value={each}>
            {messages.orders[each]}
          </option>
        ))}
      </select>
    </label>
  );
});

const ORDER = <Order />;

export interface ReviewQueueUpdatesProps extends PartProps {}

/**
 * Says how many cases changed, and shows them on request: no row moves by itself. It is there without changes as
 * well, so that its coming does not push the rows down. Renders a `<div>`.
 *
 * @selector [data-waiting] there are changes to show
 * @selector [data-paused]
 * @selector [data-stream] how updates arrive: `connecting`, `live`, `polling`, `down`
 */
export const Updates = forwardRef<HTMLDivElement, ReviewQueueUpdatesProps>(function ReviewQueueUpdates(
  { className, children, ...rest },
  ref,
) {
  const { updateCount, isPaused, isLoading, canShowUpdates, canPause, isChecking, canRetryUpdates, ...queue } =
    useQueue('Updates');
  const { streamStatus, actions } = queue;
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const updated = updateCount > 0 ? messages.updated(updateCount, format) : undefined;
  const stream = streamWords(queue, messages, format);
  // Where something else is to be said, nothing is said about what is not there.
  const said = isPaused ? messages.updatesPaused(updated) : (updated ?? (stream ? undefined : messages.upToDate));
  const state = dataAttributes({ waiting: updateCount > 0, paused: isPaused, stream: streamStatus });
  return (
    <div {...rest} {...state} ref={ref} className={joinClasses(reviewQueue.updates(), className)}>
      {children ?? (
        <>
          {said && (
            <span className={reviewQueue.updatesText()} {...state}>
              {said}
            </span>
          )}
          {updateCount > 0 && canShowUpdates && (
            <PassingButton variant="quiet" isBusy={isLoading} onClick={actions.showUpdates}>
              <RefreshIcon />
              {messages.show}
            </PassingButton>
          )}
          {stream && (
            <span className={reviewQueue.updatesStream()} {...state}>
              {stream}
            </span>
          )}
          {streamStatus === 'down' && canRetryUpdates && (
            <PassingButton variant="quiet" isBusy={isChecking} onClick={actions.retryUpdates}>
              {messages.tryNow}
            </PassingButton>
          )}
          {canPause && (
            <Button variant="quiet" onClick={() => actions.setPaused(!isPaused)}>
              {!isPaused && <PauseIcon />}
              {isPaused ? messages.resume : messages.pause}
            </Button>
          )}
        </>
      )}
    </div>
  );
});

export interface ReviewQueueSelectionBarProps extends HTMLAttributes<HTMLDivElement> {
  /** What can be done with all selected cases: buttons of the host. */
  children?: ReactNode;
}

/** Says how many cases are selected, with what can be done with them. Renders a `<div>`. */
export const SelectionBar = forwardRef<HTMLDivElement, ReviewQueueSelectionBarProps>(function ReviewQueueSelectionBar(
  { className, children, ...rest },
  ref,
) {
  const { selectedIds, selectionActions, actions } = useQueue('SelectionBar');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.selectionBar(), className)}>
      <span className={reviewQueue.selectionBarText()}>{messages.selected(selectedIds.size, format)}</span>
      {children ?? selectionActions}
      <PassingButton variant="quiet" onClick={actions.clear}>
        <CrossIcon />
        {messages.clear}
      </PassingButton>
    </div>
  );
});
