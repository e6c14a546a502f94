import type { Review } from './review.types.js';

/** An undo stays at least this long, in milliseconds (B-24). */
export const UNDO_LEAST = 30_000;
/** An undo ends after this long at the latest, in milliseconds: what was decided must take effect some day. */
export const UNDO_MOST = 600_000;

/** Until when a verdict given now can be taken back, as long as its signer gives no other one. */
export function undoEnd(decidedAt: number): number {
  return decidedAt + UNDO_MOST;
}

/** Until when a verdict can be taken back after its signer gave the next one: 30 s, or that moment if it is later. */
export function undoEndAfterNext(decidedAt: number, nextAt: number): number {
  return Math.min(undoEnd(decidedAt), Math.max(nextAt, decidedAt + UNDO_LEAST));
}

/**
 * Whether the newest signature may be taken back at all. The second of two has shown the first one: whoever could take it back
 * would look at the first decision and then decide.
 */
export function canTakeBack({ signatures }: Pick<Review, 'signatures'>): boolean {
  return signatures.length !== 2;
}
