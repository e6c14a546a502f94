/** Random numbers that a seed repeats. */
export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  /** From a normal distribution. */
  normal(mean: number, deviation: number): number;
  /** One of several, each with its weight. */
  pick<T>(weighted: readonly (readonly [item: T, weight: number])[]): T;
  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** @see https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 (public domain) */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    // Box and Muller 1958.
    normal: (mean, deviation) =>
      mean + deviation * Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick(weighted) {
      const total = weighted.reduce((sum, [, weight]) => sum + weight, 0);
      let left = next() * total;
      for (const [item, weight] of weighted) {
        left -= weight;
        if (left < 0) return item;
      }
      return (weighted.at(-1) as (typeof weighted)[number])[0];
    },
    shuffle(items) {
      const shuffledCases = [...items];
      for (let last = shuffledCases.length - 1; last > 0; last--) {
        const other = Math.floor(next() * (last + 1));
        [shuffledCases[last], shuffledCases[other]] = [shuffledCases[other] as never, shuffledCases[last] as never];
      }
      return shuffledCases;
    },
  };
}
