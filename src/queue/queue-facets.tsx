'use client';
import { forwardRef, type HTMLAttributes, useId, useState } from 'react';
import { Button } from '../react/button.js';
import { field } from '../react/field.variants.js';
import { useFormat, useMessages } from '../react/locale-context.js';
import { joinClasses } from '../react/merge-props.js';
import type { FacetOption, FacetOptions } from './filter.types.js';
import { queueMessages } from './queue.messages.js';
import { reviewQueue } from './queue.variants.js';
import { useQueue, useQueueFrame } from './queue-context.js';
import { toggledValue } from './saved-view.selectors.js';
import { useFacetWords } from './use-facet-words.js';

/** Values of a facet that are shown before the reader asks for all. */
const FEW = 8;

export interface ReviewQueueFacetsProps extends HTMLAttributes<HTMLDivElement> {}

/**
 * What the queue can be narrowed by, each value with how many cases there would be of it. Nothing here tells of the AI's
 * answer to a case that is to be answered first (B-1). Renders a `<div>` of `<fieldset>`s.
 */
export const Facets = forwardRef<HTMLDivElement, ReviewQueueFacetsProps>(function ReviewQueueFacets(
  { className, ...rest },
  ref,
) {
  const { facets } = useQueue('Facets');
  return (
    <div {...rest} ref={ref} className={joinClasses(reviewQueue.facets(), className)}>
      {facets?.().map((each) => (
        <Facet key={each.facet} {...each} />
      ))}
    </div>
  );
});

/** What is chosen is shown, whether or not any case has it. */
function withChosen(options: readonly FacetOption[], chosen: readonly string[], isAll: boolean): FacetOption[] {
  const gone = chosen
    .filter((value) => !options.some((option) => option.value === value))
    .map((value): FacetOption => ({ value, count: 0 }));
  const wanted = options.filter(({ value }, at) => isAll || at < FEW || chosen.includes(value));
  return [...gone, ...wanted];
}

function Facet({ facet, options, isSingle = false }: FacetOptions) {
  const { filter, actions } = useQueueFrame('Facets');
  const messages = useMessages('queue', queueMessages);
  const format = useFormat();
  const words = useFacetWords();
  const id = useId();
  const [isAll, setAll] = useState(false);
  const chosen = filter.facets?.[facet] ?? [];
  // One value for all is nothing to choose.
  if (options.length < 2 && chosen.length === 0) return null;
  const choice = (value: string, name: string, isChosen: boolean, isOn: boolean) => (
    <label key={value} className={field.choice()}>
      <input
        type={isSingle ? 'radio' : 'checkbox'}
        name={isSingle ? id : undefined}
        className={field.choiceControl()}
        checked={isChosen}
        onChange={() => actions.setFilter(toggledValue(filter, facet, value, isOn, isSingle))}
      />
      <span className={field.choiceText()}>
        <bdi>{name}</bdi>
      </span>
    </label>
  );
  return (
    <fieldset className={reviewQueue.facet()}>
      <legend className={reviewQueue.facetName()}>{messages.facets[facet]}</legend>
      <div className={reviewQueue.facetOptions()}>
        {isSingle && choice('', messages.anyOption, chosen.length === 0, false)}
        {withChosen(options, chosen, isAll).map(({ value, label, count }) => {
          const name = words(facet, value, label);
          const isChosen = chosen.includes(value);
          return choice(
            value,
            count === undefined ? name : messages.option(name, count, format),
            isChosen,
            isSingle || !isChosen,
          );
        })}
      </div>
      {options.length > FEW && (
        <Button variant="quiet" aria-expanded={isAll} onClick={() => setAll(!isAll)}>
          {isAll ? messages.fewerOptions : messages.showOptions(options.length, format)}
        </Button>
      )}
    </fieldset>
  );
}
