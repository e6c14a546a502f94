'use client';
import { useMemo } from 'react';
import { visibleText } from '../internal/plain-text.js';
import { useMessages } from '../react/locale-context.js';
import { riskMessages } from '../review/case.messages.js';
import { RISKS, type Risk } from '../review/proposal.types.js';
import { WITHHELD } from '../review/withheld-name.selectors.js';
import type { QueueFacet } from './filter.types.js';
import { queueMessages } from './queue.messages.js';
import { FACET_ANSWER_FIRST, FACET_NONE, FACET_OTHERS, FACET_SKIPPED, FACET_YOU } from './row-columns.selectors.js';

/** What a value of a facet is called. */
export type FacetWords = (facet: QueueFacet, value: string, label?: string) => string;

export function useFacetWords(): FacetWords {
  const messages = useMessages('queue', queueMessages);
  const review = useMessages('review', riskMessages);
  return useMemo(
    () => (facet, value, label) => {
      if (facet === 'skipped') return value === FACET_SKIPPED ? messages.skipped : messages.notSkipped;
      if (value === FACET_NONE)
        return facet === 'claimed' || facet === 'assigned' ? messages.nobody : messages.notProvided;
      if (value === FACET_ANSWER_FIRST) return messages.answerFirst;
      if (value === FACET_YOU) return messages.you;
      if (value === FACET_OTHERS) return messages.anotherReviewer;
      if ((facet === 'claimed' || facet === 'assigned') && value === WITHHELD.id) return messages.anotherReviewer;
      if (facet === 'risk' && RISKS.includes(value as Risk)) return review.risks[value as Risk];
      const known = facet === 'status' ? messages.statuses[value as 'pending'] : undefined;
      return known ?? visibleText(label ?? value);
    },
    [messages, review],
  );
}
