/** The least that an estimate can be wrong by, in milliseconds: clocks and timers are read in whole ones. */
const GRAIN = 2;
/** How fast an estimate becomes doubtful: two quartz clocks drift apart by less than this share of the time. */
const DRIFT = 0.000_2;

export interface ServerClock {
  /** The server's time in milliseconds since 1970, as far as it is known. */
  now(): number;
  /**
   * Learns from an answer that the server dated.
   *
   * @param date the server's time as it wrote the answer
   * @param sentAt this device's time as the request left
   * @param heardAt this device's time as the answer came
   */
  learn(date: string | null, sentAt: number, heardAt: number): void;
}

/**
 * Estimates the server's clock from its answers. Where in a round trip the server looked at its clock is not known: the
 * middle is the best guess, and half of the round trip the most it can be wrong by (Cristian 1989). Estimates are
 * weighed by its square, so that an answer which took long moves a good estimate little.
 */
export function createServerClock(device: () => number = Date.now): ServerClock {
  let offset = 0;
  /** The most that `offset` is wrong by, at `at`. */
  let error = Number.POSITIVE_INFINITY;
  let at = 0;

  return {
    now: () => device() + offset,
    learn(date, sentAt, heardAt) {
      const server = Date.parse(date ?? '');
      const half = (heardAt - sentAt) / 2;
      // A device whose clock was set in between measured nothing.
      if (!Number.isFinite(server) || half < 0) return;
      const found = server - (sentAt + half);
      const foundError = half + GRAIN;
      const grown = error + Math.abs(heardAt - at) * DRIFT;
      if (Math.abs(found - offset) > grown + foundError || grown === Number.POSITIVE_INFINITY) {
        // Both cannot be true: one of the clocks was set, and the newer measurement knows.
        offset = found;
        error = foundError;
      } else {
        const weight = grown ** 2 / (grown ** 2 + foundError ** 2);
        offset += (found - offset) * weight;
        error = Math.min(grown, foundError + Math.abs(found - offset));
      }
      at = heardAt;
    },
  };
}
