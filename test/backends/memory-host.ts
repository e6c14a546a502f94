import { type ConformanceHost, conformanceReviewers } from '../../src/backends/conformance/index.js';
import { createMemoryStore, type MemoryStore } from '../../src/backends/memory-backend.js';
import type { Review } from '../../src/review/review.types.js';

export interface MemoryHost extends ConformanceHost {
  store: MemoryStore;
  clock(): number;
}

/** A memory store with a clock that can be moved, as the conformance suite asks for one. */
export function openMemory(reviews: readonly Review[]): MemoryHost {
  let ahead = 0;
  const clock = () => Date.now() + ahead;
  const store = createMemoryStore({
    reviews,
    clock,
    lease: 15 * 60_000,
    checks: {},
    people: Object.values(conformanceReviewers),
  });
  return {
    store,
    clock,
    backendFor: (reviewer) => store.backendFor(reviewer),
    advance(ms) {
      ahead += ms;
    },
    add: (review) => store.add(review),
    addCheck: (review, check) => store.add(review, check),
  };
}
