import type { ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import { readableReview } from '../review/received.selectors.js';
import type { Review } from '../review/review.types.js';
import { changedVersion } from '../review/version.selectors.js';

/** Milliseconds before work that can wait begins, where the browser does not say when it is idle. */
const LATER = 200;

/** One case at most, loaded before it is opened. Nothing is claimed for it, and nothing of it is recorded. */
export interface Ahead {
  /** Loads a case once the browser is idle, in the place of the one before. */
  prepare(id: string): void;
  /** Hands out the case where it is there, once. */
  take(id: string): Review | undefined;
  /** Forgets it, and calls off what is on its way. */
  cancel(): void;
}

/** Whether the person has asked to be sparing with data, or there is no network to ask. */
function isSparing(): boolean {
  const { connection, onLine } = (globalThis.navigator ?? {}) as Navigator & { connection?: { saveData?: boolean } };
  return connection?.saveData === true || onLine === false;
}

function whenIdle(work: () => void): Unsubscribe {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, LATER);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}

/** Loads one case ahead, as far as this backend gives it to this person: what is withheld then is not here either. */
export function createAhead(backend: Pick<ReviewBackend, 'load' | 'subscribe'>): Ahead {
  let held: { id: string; review?: Review; stop: () => void } | undefined;

  function cancel() {
    held?.stop();
    held = undefined;
  }

  return {
    cancel,
    prepare(id) {
      if (held?.id === id) return;
      cancel();
      if (isSparing()) return;
      const call = new AbortController();
      const own: NonNullable<typeof held> = { id, stop: () => {} };
      const stopWaiting = whenIdle(() => {
        backend.load(id, { signal: call.signal }).then(
          (review) => {
            if (held === own) own.review = readableReview(review);
          },
          // Whoever opens the case asks again, and hears what is wrong then.
          () => {
            if (held === own) cancel();
          },
        );
      });
      const stopHearing = backend.subscribe?.(({ summary }) => {
        const isNews = summary.id === id && (!own.review || changedVersion(summary) > changedVersion(own.review));
        if (isNews && held === own) cancel();
      });
      own.stop = () => {
        stopWaiting();
        stopHearing?.();
        call.abort();
      };
      held = own;
    },
    take(id) {
      if (held?.id !== id) return undefined;
      const { review } = held;
      cancel();
      return review;
    },
  };
}
