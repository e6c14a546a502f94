'use client';
import { useSnapshot } from '../react/use-snapshot.js';
import type { OutboxSnapshot, ReviewBackend } from '../review/backend.types.js';

/** In place of an outbox where the backend has none. */
const NO_OUTBOX = { getSnapshot: () => undefined, subscribe: () => () => {} };
const whole = (snapshot: OutboxSnapshot | undefined) => snapshot;

/** What a backend keeps until the server has answered; nothing where it keeps nothing. */
export function useOutbox({ outbox }: ReviewBackend): OutboxSnapshot | undefined {
  return useSnapshot<OutboxSnapshot | undefined, OutboxSnapshot | undefined>(outbox ?? NO_OUTBOX, whole);
}
