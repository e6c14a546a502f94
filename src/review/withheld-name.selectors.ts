import type { Actor } from './review.types.js';

// Apart from what withholds: whoever only shows a name does not need the chart.

/** Stands where somebody is kept from a reader until they have decided themselves. */
export const WITHHELD = { kind: 'system', id: 'withheld', name: 'Withheld until the second decision' } as const;

/** Whether a name is kept from whoever reads it. */
export function isWithheld(actor: Pick<Actor, 'id'>): boolean {
  return actor.id === WITHHELD.id;
}
