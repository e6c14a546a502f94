import type { Actor, Review } from './review.types.js';

/** Whether somebody gave this revision of a case back: it is not their next one until the proposal is revised. */
export function hasSkipped({ skips }: Pick<Review, 'skips'>, person: Pick<Actor, 'id'>): boolean {
  return skips?.some(({ by }) => by.id === person.id) === true;
}
