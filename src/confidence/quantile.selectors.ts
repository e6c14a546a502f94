import type { Quantiles } from './confidence.types.js';

export interface QuantileDot {
  /** Middle of the dot's column, in the unit of the value. */
  value: number;
  column: number;
  /** Height in its column, from 0. */
  row: number;
  /** Whether the outcome is not above the threshold: the dot is drawn hollow. */
  isBelow: boolean;
}

export interface QuantileLayout {
  dots: readonly QuantileDot[];
  columns: number;
  /** Height of the highest column. */
  rows: number;
  /** The least and the greatest outcome. */
  low: number;
  high: number;
  /** Lower edge of the first column and upper edge of the last, in the unit of the value. */
  min: number;
  max: number;
  threshold?: number;
  /** Outcomes above the threshold; those on it are not. */
  above: number;
  count: number;
}

/** The next of 1, 2, 2.5, 5 times a power of ten: widths that people can count in. */
function roundStep(raw: number): number {
  const power = 10 ** Math.floor(Math.log10(raw));
  return power * ([1, 2, 2.5, 5].find((step) => step * power >= raw * 0.999) ?? 10);
}

/**
 * Lays equally likely outcomes out as stacked dots (Kay et al. 2016, Fernandes et al. 2018). Columns are of one round
 * width, and the threshold is always an edge between two of them, so that no column holds dots of both sides. Outcomes
 * that are no finite numbers are left out; nothing where fewer than two remain.
 */
export function quantileLayout(quantiles: Quantiles | null | undefined, columns = 12): QuantileLayout | undefined {
  const values = (Array.isArray(quantiles?.values) ? quantiles.values : [])
    .filter((value) => Number.isFinite(value))
    .sort((a: number, b: number) => a - b);
  const first = values[0];
  const last = values.at(-1);
  if (first === undefined || last === undefined || values.length < 2) return undefined;
  const threshold = Number.isFinite(quantiles?.threshold) ? quantiles?.threshold : undefined;
  const step = roundStep((last - first || Math.abs(first) || 1) / columns);
  // Outcomes too far apart or too close together for a number to hold a column's width.
  if (!(Number.isFinite(step) && step > 0)) return undefined;
  const origin = threshold ?? Math.floor(first / step) * step;
  // A value on the threshold is not above it: with one, columns hold their upper edge.
  const columnOf = (value: number) =>
    threshold === undefined ? Math.floor((value - origin) / step) : Math.ceil((value - origin) / step) - 1;
  const start = columnOf(first);
  const heights = new Map<number, number>();
  const dots = values.map((value): QuantileDot => {
    const column = columnOf(value) - start;
    const row = heights.get(column) ?? 0;
    heights.set(column, row + 1);
    const isBelow = threshold !== undefined && value <= threshold;
    return { value: origin + (column + start + 0.5) * step, column, row, isBelow };
  });
  const end = columnOf(last) - start + 1;
  return {
    dots,
    columns: end,
    low: first,
    high: last,
    rows: Math.max(...heights.values()),
    min: origin + start * step,
    max: origin + (start + end) * step,
    threshold,
    above: threshold === undefined ? values.length : values.filter((value) => value > threshold).length,
    count: values.length,
  };
}
