import type { PresentPerson } from './presence.types.js';
import type { Review } from './review.types.js';
import { hidesAnswer, keepsApart, type Reader } from './withheld.selectors.js';

/**
 * Who else has a case open, as one reader may hear it. While two people decide apart (B-19) nobody is told of anybody: who was
 * there a minute ago and is left out now would be the first signer. Before a reader's own answer (B-1) they are told of nobody
 * who may know the AI's.
 */
export function presentAsSeenBy(
  people: readonly PresentPerson[],
  review: Review,
  reader: Reader,
): readonly PresentPerson[] {
  if (keepsApart(review) || hidesAnswer(review, reader)) return [];
  return people.filter(({ id }) => id !== reader.id).map(({ id, name }) => ({ id, name }));
}
