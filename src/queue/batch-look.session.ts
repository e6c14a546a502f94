import { inTime } from '../internal/in-time.js';
import type { Timers } from '../internal/timers.types.js';
import type { ReviewBackend } from '../review/backend.types.js';
import { hasOpened } from '../review/batch.selectors.js';
import { readableReview } from '../review/received.selectors.js';
import type { AuditEntry, Review } from '../review/review.types.js';

/** Requests at a time. */
const AT_ONCE = 4;
/** Pages of a history that are read for a look at a case. */
const MOST_PAGES = 20;

export interface BatchLookOptions {
  backend: ReviewBackend;
  /** Whose looks count. */
  by: string;
  /** Milliseconds after which the backend counts as unreachable. */
  patience: number;
  timers: Timers;
}

/** What is read of cases before they are approved together. */
export interface BatchLook {
  load(id: string): Promise<Review>;
  /** Each case, or nothing of one that cannot be had. */
  loadAll(ids: readonly string[]): Promise<Map<string, Review | undefined>>;
  /** Whether this person has opened a case since its newest revision, as the record has it. */
  isOpened(id: string): Promise<boolean>;
}

export function createBatchLook({ backend, by, patience, timers }: BatchLookOptions): BatchLook {
  const load = async (id: string) => readableReview(await inTime(backend.load(id), patience, timers));
  return {
    load,
    async loadAll(ids) {
      const found = new Map<string, Review | undefined>();
      const rest = [...ids];
      const work = async () => {
        for (let id = rest.shift(); id !== undefined; id = rest.shift()) {
          const review = await load(id).catch(() => undefined);
          found.set(id, review);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, work));
      return found;
    },
    async isOpened(id) {
      const entries: AuditEntry[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MOST_PAGES; page++) {
        const { items, next } = await inTime(backend.history(id, cursor), patience, timers);
        entries.push(...items);
        const isKnown = items.some(({ type }) => type === 'proposed' || type === 'revised');
        if (isKnown || hasOpened(entries, by) || next === undefined) break;
        cursor = next;
      }
      return hasOpened(entries, by);
    },
  };
}
