'use client';
import { useMemo } from 'react';
import type { ReviewSession } from '../review/session.types.js';
import { useDesk } from './review-desk-context.js';

/** In place of a sitting while no case is open. */
export const NO_SITTING = { getSnapshot: () => undefined, subscribe: () => () => {} };

/**
 * The sitting with a case of this desk. Asked for once: a desk whose person signs in another way by now begins another one, and the
 * parts of a page would be at two.
 */
export function useSitting(id: string | undefined): ReviewSession | undefined {
  const { desk } = useDesk('Case');
  return useMemo(() => (id === undefined ? undefined : desk.sessionFor(id)), [desk, id]);
}
