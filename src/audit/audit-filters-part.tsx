'use client';
import type { HTMLAttributes } from 'react';
import { createOnDemand } from '../react/on-demand.js';
import { timeline } from './audit.variants.js';
import { timelinePart } from './audit-context.js';

export interface FiltersProps extends HTMLAttributes<HTMLDivElement> {}

const useFilters = /* @__PURE__ */ createOnDemand(() =>
  import('./audit-filters.js').then((module) => module.FilterBar),
);

/**
 * Search, filters and a way to jump to a day; arrives on demand. Says how many entries are shown, and offers all of them again
 * (T-8). Renders a `<div>`.
 */
export const Filters = timelinePart<HTMLDivElement, FiltersProps>(
  'Filters',
  'div',
  timeline.filters,
  function useFilterBar({ messages: m }) {
    const { loaded: FilterBar, isFailed, retry } = useFilters(true);
    return {
      children: FilterBar ? (
        <FilterBar />
      ) : (
        isFailed && (
          <button type="button" className={timeline.filtersRetry()} onClick={retry}>
            {m.tryAgain}
          </button>
        )
      ),
    };
  },
);
