'use client';
import type { ReviewSession, SessionSnapshot } from '../review/session.types.js';
import { useDesk } from './review-desk-context.js';

/** In place of a sitting while no case is open. */
export const NO_SITTING = { getSnapshot: () => undefined, subscribe: () => () => {} };

/** The sitting with a case of this desk. */
export function useSitting(id: string | undefined): ReviewSession | undefined {
  const { desk } = useDesk('Case');
  return id === undefined ? undefined : desk.sessionFor(id);
}

/** Whether the backend says that there is no such case, or none for this person. */
export function isUnknownCase(snapshot: SessionSnapshot | undefined): boolean {
  const { review, problem } = snapshot ?? {};
  return !review && problem?.kind === 'unreachable' && problem.code === 'review-unknown';
}
