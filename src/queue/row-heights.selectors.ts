/*
 * Where the lines of a long list stand. Only lines that differ from the rest are remembered, so that what a change costs
 * depends on what was seen of the list and not on how long it is.
 */

/** Heights of lines, in pixels. */
export interface LineHeights {
  count: number;
  /** Of a line that was not seen. */
  usual: number;
  /** Lines of another height, smallest first, and how much higher each is. */
  lines: readonly number[];
  /** By the same index: how much higher all lines up to and with this one are. */
  sums: readonly number[];
}

/** @param seen lines of known height, in any order */
export function lineHeights(count: number, usual: number, seen: Iterable<readonly [line: number, height: number]>) {
  const other = [...seen].filter(([line, height]) => line >= 0 && line < count && height !== usual);
  other.sort(([a], [b]) => a - b);
  let sum = 0;
  const sums = other.map(([, height]) => {
    sum += height - usual;
    return sum;
  });
  return { count, usual, lines: other.map(([line]) => line), sums } satisfies LineHeights;
}

/** Pixels above a line; of the count of lines, the height of all. */
export function offsetOf({ usual, lines, sums }: LineHeights, line: number): number {
  let [low, high] = [0, lines.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle] as number) < line) low = middle + 1;
    else high = middle;
  }
  return line * usual + (low === 0 ? 0 : (sums[low - 1] as number));
}

/** The line that holds a pixel, counted from above; the nearest one where there is none. */
export function lineAt(heights: LineHeights, pixel: number): number {
  let [low, high] = [0, heights.count - 1];
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (offsetOf(heights, middle) <= pixel) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}
