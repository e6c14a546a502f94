import type { Outbox, OutboxItem } from './backend.types.js';
import type { PendingCommand } from './session-context.types.js';

/** What one sitting knows of the commands that the outbox keeps for its review. */
export interface Waiting {
  /** Notes that this sitting has to do with a command: it is not taken up once more. */
  note(key: string): void;
  /** The first command for this review that waited before this sitting began, or waits in another window. */
  next(): PendingCommand | undefined;
  /** Where a command of this sitting is kept. */
  find(key: string | undefined): OutboxItem | undefined;
  /** Forgets refusals that the person has been told. */
  dismiss(): void;
}

/** Looks after the commands of one review in an outbox; an absent outbox keeps none. */
export function watchWaiting(outbox: Outbox | undefined, id: string, startedAt: number): Waiting {
  const known = new Set<string>();
  const keyOf = ({ options }: OutboxItem) => options.idempotencyKey;
  const items = () => outbox?.getSnapshot().items.filter(({ reviewId }) => reviewId === id) ?? [];

  /** What another window sends right now is its own affair, as long as nothing keeps it from arriving. */
  function isLeft({ addedAt, attempts, refusal, stopped }: OutboxItem): boolean {
    if (Date.parse(addedAt) <= startedAt) return true;
    return !refusal && (attempts > 0 || stopped !== undefined || outbox?.getSnapshot().isOffline === true);
  }

  return {
    note: (key) => known.add(key),
    next() {
      const item = items().find((each) => !known.has(keyOf(each)) && isLeft(each));
      if (!item) return undefined;
      const { command, options, refusal } = item;
      return { command, options, isResumed: true, ...(refusal && { refusal }) };
    },
    find: (key) => items().find((each) => keyOf(each) === key && !each.refusal),
    dismiss() {
      for (const each of items()) {
        // One that stays is told again at the next sitting.
        if (each.refusal && known.has(keyOf(each))) outbox?.dismiss(keyOf(each)).catch(() => {});
      }
    },
  };
}
