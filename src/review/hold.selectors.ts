import type { Hold, Review } from './review.types.js';

type Held = Pick<Review, 'hold' | 'alsoHeld'>;

/** Every hold in force, oldest first. */
export function holdsOf({ hold, alsoHeld = [] }: Held): readonly Hold[] {
  return hold ? [hold, ...alsoHeld] : [];
}

/** The hold that follows from this stop; without a stop, the one of the review alone. */
export function holdOf(review: Held, stop: string | undefined): Hold | undefined {
  return holdsOf(review).find((hold) => hold.stop === stop);
}

/** With one hold more. */
export function withHold(review: Held, hold: Hold): Held {
  if (!review.hold) return { hold, alsoHeld: undefined } as Held;
  return { hold: review.hold, alsoHeld: [...(review.alsoHeld ?? []), hold] };
}

/** Without one of its holds; the next one knows since when there has been one. */
export function withoutHold(review: Held, lifted: Hold): Held {
  const [first] = holdsOf(review);
  const [next, ...others] = holdsOf(review).filter((hold) => hold !== lifted);
  const since = first && { since: first.since ?? first.at };
  return {
    hold: next && (next === first ? next : { ...next, ...since }),
    alsoHeld: others.length > 0 ? others : undefined,
  } as Held;
}
