'use client';
import { forwardRef, type HTMLAttributes, useEffect, useId, useRef, useState } from 'react';
import { useAnnounce } from '../react/announcer.js';
import { Button } from '../react/button.js';
import { field } from '../react/field.variants.js';
import { ChevronDownIcon, CrossIcon } from '../react/icons.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { dataAttributes, joinClasses } from '../react/merge-props.js';
import { primitives } from '../react/primitives.variants.js';
import { QUEUE_GROUPINGS, type QueueGrouping } from './filter.types.js';
import { queueMessages } from './queue.messages.js';
import { reviewQueue } from './queue.variants.js';
import { useQueue, useQueueFrame } from './queue-context.js';
import { Facets } from './queue-facets.js';
import { Views } from './queue-views.js';
import { isFilterEmpty } from './row-filter.selectors.js';
import { chosenCount, missingValues } from './saved-view.selectors.js';
import { useFacetWords } from './use-facet-words.js';

/** Milliseconds without another result before it is said how many there are. */
const SETTLED = 700;

export interface ReviewQueueFilterProps extends HTMLAttributes<HTMLDivElement> {}

/**
 * Narrows the queue: a field that filters as one types, choices, groups and saved views, as far as the host offers them.
 * Renders a `<div role="search">`.
 *
 * @selector [data-filtering] while something is left out
 */
export const Filter = forwardRef<HTMLDivElement, ReviewQueueFilterProps>(function ReviewQueueFilter(
  { className, children, ...rest },
  ref,
) {
  const { label, filter, canFilter, canGroup, hasFacets, savedViews } = useQueueFrame('Filter');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const id = useId();
  const [open, setOpen] = useState<'facets' | 'views'>();
  const chosen = chosenCount(filter);
  const toggle = (panel: 'facets' | 'views', words: string) => {
    const isOpen = open === panel;
    return (
      <Button
        aria-expanded={isOpen}
        aria-controls={isOpen ? `${id}${panel}` : undefined}
        onClick={() => setOpen(isOpen ? undefined : panel)}
      >
        {words}
        <ChevronDownIcon className={reviewQueue.filterChevron()} />
      </Button>
    );
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: older browsers know no search element
    <div
      role="search"
      aria-label={messages.filters(label)}
      {...rest}
      {...dataAttributes({ filtering: !isFilterEmpty(filter) })}
      ref={ref}
      className={joinClasses(reviewQueue.filter(), className)}
    >
      {children ?? (
        <>
          <div className={reviewQueue.filterBar()}>
            {canFilter && <Search />}
            {canGroup && <Grouping />}
            {canFilter &&
              hasFacets &&
              toggle('facets', chosen > 0 ? messages.filterCount(chosen, format) : messages.filter)}
            {savedViews && toggle('views', messages.views)}
          </div>
          {open === 'facets' && <Facets id={`${id}facets`} />}
          {open === 'views' && <Views id={`${id}views`} />}
          {canFilter && <Found />}
        </>
      )}
    </div>
  );
});

export interface ReviewQueueSearchProps extends HTMLAttributes<HTMLDivElement> {}

/**
 * Filters as one types, once a frame; Escape clears it. Says politely how many cases there are once that settles. Renders a
 * `<div>` with a label and an `<input type="search">`.
 */
export const Search = forwardRef<HTMLDivElement, ReviewQueueSearchProps>(function ReviewQueueSearch(
  { className, ...rest },
  ref,
) {
  const { filter, isSearchedElsewhere, isSearchable, actions } = useQueueFrame('Search');
  const messages = useMessages('queue', queueMessages);
  const id = useId();
  const [draft, setDraft] = useState(filter.text ?? '');
  const frame = useRef(0);
  const sent = useRef(filter.text ?? '');

  // Somebody else may have changed it: a view, or a button that shows all cases.
  const given = filter.text ?? '';
  useEffect(() => {
    if (given !== sent.current) setDraft(given);
    sent.current = given;
  }, [given]);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const change = (text: string, isWhole = true) => {
    setDraft(text);
    cancelAnimationFrame(frame.current);
    if (!isWhole) return;
    frame.current = requestAnimationFrame(() => {
      sent.current = text;
      actions.setText(text);
    });
  };
  if (!isSearchable) return null;
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.search(), className)}>
      <label className={primitives('visually-hidden')} htmlFor={id}>
        {messages.search}
      </label>
      <input
        id={id}
        type="search"
        autoComplete="off"
        spellCheck={false}
        className={field.input()}
        placeholder={isSearchedElsewhere ? messages.searchHintServer : messages.searchHint}
        value={draft}
        // What an input method has not finished is no word yet.
        onChange={(event) => change(event.target.value, !(event.nativeEvent as InputEvent).isComposing)}
        onCompositionEnd={(event) => change(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || draft === '' || event.nativeEvent.isComposing) return;
          // A dialog around it stays open.
          event.preventDefault();
          event.stopPropagation();
          change('');
        }}
      />
    </div>
  );
});

/** How many cases there are of all, what is chosen and not there any more, and the way back to all of them. */
function Found() {
  const { filter, rows, unfilteredCount, total, hasMore, isLoading, facets, actions } = useQueue('Filter');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const announce = useAnnounce();
  const words = useFacetWords();
  const said = useRef(filter);
  const isEmpty = isFilterEmpty(filter);
  const count = total ?? (hasMore ? undefined : rows.length);
  const text =
    count === undefined
      ? undefined
      : count === 0
        ? messages.nothingFound
        : messages.found(count, isEmpty ? undefined : unfilteredCount, format);

  useEffect(() => {
    if (said.current === filter || isLoading || text === undefined) return;
    const timer = setTimeout(() => {
      said.current = filter;
      announce(text);
    }, SETTLED);
    return () => clearTimeout(timer);
  }, [filter, isLoading, text, announce]);

  if (isEmpty) return null;
  const missing = facets ? missingValues(filter, facets()) : [];
  return (
    <div className={reviewQueue.found()}>
      <p className={reviewQueue.foundText()}>
        {!isLoading && text}
        {missing.length > 0 && (
          <span className={reviewQueue.missing()}>
            {messages.missing(missing.map(({ facet, value }) => `${messages.facets[facet]} “${words(facet, value)}”`))}
          </span>
        )}
      </p>
      <Button
        variant="quiet"
        onClick={(event) => {
          // The button goes, and focus must not go with it.
          const search = event.currentTarget.closest('[role="search"]');
          search?.querySelector<HTMLElement>('input, button')?.focus();
          actions.setFilter({});
        }}
      >
        <CrossIcon />
        {messages.clearFilter}
      </Button>
    </div>
  );
}

export interface ReviewQueueGroupingProps extends HTMLAttributes<HTMLLabelElement> {}

/** Chooses what the cases stand under. Renders a `<label>` with a `<select>`. */
export const Grouping = forwardRef<HTMLLabelElement, ReviewQueueGroupingProps>(function ReviewQueueGrouping(
  { className, ...rest },
  ref,
) {
  const { groupBy, actions } = useQueueFrame('Grouping');
  const messages = useMessages('queue', queueMessages);
  return (
    <label {...rest} ref={ref} className={joinClasses(reviewQueue.grouping(), className)}>
      <span className={primitives('visually-hidden')}>{messages.groupLabel}</span>
      <select
        className={reviewQueue.groupingSelect()}
        value={groupBy ?? ''}
        onChange={({ target }) => actions.setGrouping((target.value || undefined) as QueueGrouping | undefined)}
      >
        <option value="">{messages.ungrouped}</option>
        {QUEUE_GROUPINGS.map((each) => (
          <option key={each} value={each}>
            {messages.groupings[each]}
          </option>
        ))}
      </select>
      <ChevronDownIcon className={reviewQueue.groupingIcon()} />
    </label>
  );
});
