'use client';
import { useEffect } from 'react';
import { useOnDemand } from './use-on-demand.js';

/** What happens while a sitting goes on, in sight and aloud: one chunk, asked for once the card stands. */
export const loadSitting = () => import('./sitting-parts.js');

/**
 * The parts that follow the card. They are asked for at once, not on first use: when they are needed, the connection may
 * be gone.
 */
export function useSittingParts() {
  const parts = useOnDemand(loadSitting);
  const { request } = parts;
  useEffect(() => {
    void request();
  }, [request]);
  return parts;
}
