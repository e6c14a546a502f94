import type { DwellState } from './dwell.types.js';
import { dwellSeconds } from './policy.selectors.js';
import type { Review } from './review.types.js';

/** Looks again no sooner than after so many milliseconds, while nobody looks at the case. */
const LOOK_LEAST = 250;

export interface DwellGate {
  /** Nothing where the policy asks for no wait, or nobody decides. */
  read(review: Review | undefined): DwellState | undefined;
  /** Tells of the end of the wait when it comes. */
  follow(review: Review | undefined): void;
  stop(): void;
}

/**
 * Follows the active time up to the wait that a policy asks for.
 *
 * @param activeMs active time so far, in milliseconds; nothing where nobody ever said that the case is on screen
 * @param medianMs the median of this person's own active times, in milliseconds
 * @param onEnd called when the wait may be over
 */
export function createDwellGate(
  activeMs: () => number | undefined,
  medianMs: () => number | undefined,
  onEnd: () => void,
): DwellGate {
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** It does not change under the hands of whoever waits. */
  let asked: { claim: unknown; seconds: number | undefined } | undefined;

  let last: DwellState | undefined;

  function read(review: Review | undefined): DwellState | undefined {
    if (review?.state !== 'reviewing.revealed' || !review.policy.dwell) return undefined;
    const claim = review.claim?.fence;
    if (!asked || asked.claim !== claim) asked = { claim, seconds: dwellSeconds(review.policy, medianMs()) };
    const { seconds } = asked;
    if (seconds === undefined) return undefined;
    const isOver = (activeMs() ?? 0) >= seconds * 1000;
    // The same object for the same wait: a snapshot changes only when something does.
    if (!last || last.seconds !== seconds || last.isOver !== isOver) last = { seconds, isOver };
    return last;
  }

  return {
    read,
    follow(review) {
      clearTimeout(timer);
      const state = read(review);
      if (!state || state.isOver) return;
      timer = setTimeout(onEnd, Math.max(LOOK_LEAST, state.seconds * 1000 - (activeMs() ?? 0)));
    },
    stop: () => clearTimeout(timer),
  };
}
