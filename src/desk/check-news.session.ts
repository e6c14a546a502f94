import { notifyAll } from '../internal/notify.js';
import type { CheckOutcome, ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import type { Review } from '../review/review.types.js';

/** Milliseconds after which an answer that did not come is asked for again, try by try. */
const RETRIES = [1_000, 5_000, 30_000] as const;

/** A case of which this person has been told that it was a check. */
export interface ToldCheck {
  review: Review;
  outcome: CheckOutcome;
}

export interface CheckNewsSnapshot {
  /** What is known of each case that was a check, by review id. */
  told: ReadonlyMap<string, ToldCheck>;
  /** Ids of those that came with a decision of this desk and were not put aside, oldest first. */
  unread: readonly string[];
}

/** What this person is told of their own checks (B-14), outside React: a decision settles wherever the page stands. */
export interface CheckNews {
  getSnapshot(): CheckNewsSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /**
   * Asks whether a decided case was a check.
   *
   * @param isNew whether it has just been decided here, so that it stays in sight until it is put aside
   */
  ask(review: Review, isNew: boolean): void;
  /** Takes a case from those in sight; what is known of it stays with the case. */
  putAside(id: string): void;
}

export function createCheckNews({ checks }: Pick<ReviewBackend, 'checks'>): CheckNews {
  let snapshot: CheckNewsSnapshot = { told: new Map(), unread: [] };
  const listeners = new Set<() => void>();
  const asking = new Set<string>();

  function change(next: CheckNewsSnapshot) {
    snapshot = next;
    notifyAll(listeners);
  }

  function tell(review: Review, outcome: CheckOutcome, isNew: boolean) {
    const { told, unread } = snapshot;
    const { id } = review;
    change({
      told: new Map(told).set(id, { review, outcome }),
      unread: isNew && !unread.includes(id) ? [...unread, id] : unread,
    });
  }

  async function look(review: Review, isNew: boolean, attempt = 0): Promise<void> {
    const { id } = review;
    try {
      const outcome = await checks?.outcome(id);
      asking.delete(id);
      if (outcome) tell(review, outcome, isNew);
    } catch {
      const wait = RETRIES[attempt];
      // Whoever opens the case asks again.
      if (wait === undefined) asking.delete(id);
      else setTimeout(() => void look(review, isNew, attempt + 1), wait);
    }
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ask(review, isNew) {
      if (!checks || asking.has(review.id) || snapshot.told.has(review.id)) return;
      asking.add(review.id);
      void look(review, isNew);
    },
    putAside(id) {
      if (snapshot.unread.includes(id)) change({ ...snapshot, unread: snapshot.unread.filter((each) => each !== id) });
    },
  };
}
