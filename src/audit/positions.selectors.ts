/** Positions that are missing between two others, as ranges. */
export function gapsOf(positions: ReadonlySet<number>, last: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (let position = 1; position <= last; position++) {
    if (positions.has(position)) continue;
    const gap = gaps.at(-1);
    if (gap && gap.to === position - 1) gap.to = position;
    else gaps.push({ from: position, to: position });
  }
  return gaps;
}

/** Whether a place between two others is empty. */
export function hasGap(positions: ReadonlySet<number>, from: number, to: number): boolean {
  for (let position = from + 1; position < to; position++) if (!positions.has(position)) return true;
  return false;
}

/** A longest part of a list of different numbers that rises (Schensted 1961, by patience sorting). */
export function longestRising(numbers: readonly number[]): number[] {
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = number;
    before.set(number, ends[low - 1]);
  }
  const rising: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) rising.push(at);
  return rising.reverse();
}
