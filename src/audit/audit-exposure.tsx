'use client';
import { isIsoTime } from '../internal/iso-date.js';
import { createOnDemand } from '../react/on-demand.js';
import { timeline } from './audit.variants.js';
import { entryPart } from './audit-context.js';

const useFacts = /* @__PURE__ */ createOnDemand(() =>
  import('./audit-exposure-facts.js').then((module) => module.ExposureFacts),
);

/**
 * What a person had before them when they decided, as plain facts behind a disclosure: never a score of the person (L-34).
 * Renders a `<details>`, or nothing where nothing is recorded.
 */
export const Exposure = entryPart<HTMLDetailsElement>(
  'Exposure',
  'details',
  timeline.exposure,
  function useExposure({ messages: m, isBlind, entry: { exposure } }) {
    // What a newer server calls so may be something else.
    const isThere = !isBlind && exposure !== undefined && isIsoTime(exposure?.revealedAt);
    const { loaded: Facts } = useFacts(isThere);
    if (!isThere) return;
    return {
      children: (
        <>
          {/* Asked for when the entry is shown: what is folded is found and read as well. */}
          <summary className={timeline.exposureTitle()}>{m.behindDecision}</summary>
          {Facts && <Facts />}
        </>
      ),
    };
  },
);
