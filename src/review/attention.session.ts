/**
 * After so long without a sign of the person, in milliseconds, they count as away: longer than most people read without
 * moving anything, short enough that a lunch break is none of the reading.
 */
export const IDLE_AFTER = 60_000;

/** How long somebody has had a case before them: a fact for the record, never a score (L-34). */
export interface Attention {
  /** Whether the page is seen and has focus. */
  setAttended(isAttended: boolean): void;
  /** Whether the case is on screen. */
  setShown(isShown: boolean): void;
  /** The person did something. */
  note(): void;
  /** Goes on from an earlier count, where that is higher: of two counts of one sitting the sum would count twice. */
  raiseTo(milliseconds: number | undefined): void;
  /** Begins again. */
  reset(): void;
  /** Whole milliseconds so far; nothing where nobody ever said that the case is on screen. */
  read(): number | undefined;
}

/**
 * Counts only while the page is seen, has focus and shows the case, and not beyond `IDLE_AFTER` after the last sign of the
 * person. A clock that is put back takes nothing away.
 *
 * @param clock milliseconds since any moment
 */
export function createAttention(clock: () => number): Attention {
  let isAttended = false;
  let isShown = false;
  let wasShown = false;
  let total = 0;
  /** Up to here it is counted, while it counts. */
  let counted: number | undefined;
  let lastSign = 0;

  function account() {
    if (counted === undefined) return;
    const now = clock();
    const end = Math.min(now, lastSign + IDLE_AFTER);
    if (end > counted) total += end - counted;
    counted = now;
  }

  function follow() {
    account();
    const counts = isAttended && isShown;
    if (counts === (counted !== undefined)) return;
    counted = counts ? clock() : undefined;
    // To come to the page, or to the case, is a sign.
    if (counts) lastSign = clock();
  }

  return {
    setAttended(is) {
      isAttended = is;
      follow();
    },
    setShown(is) {
      isShown = is;
      wasShown ||= is;
      follow();
    },
    note() {
      account();
      lastSign = clock();
    },
    raiseTo(milliseconds) {
      account();
      if (milliseconds === undefined || !(milliseconds > total) || !Number.isFinite(milliseconds)) return;
      total = milliseconds;
      wasShown = true;
    },
    reset() {
      account();
      total = 0;
      wasShown = isShown;
    },
    read() {
      account();
      return wasShown ? Math.round(total) : undefined;
    },
  };
}
