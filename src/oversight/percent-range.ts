import { formatPercentRange } from '../internal/format.js';

/** A range of shares as it stands in a sentence: in its own direction (U+2068, U+2069), and never parted at the end of a line (U+2060). */
export function percentRange(locale: string, [low, high]: readonly [number, number]): string {
  return `\u2068${formatPercentRange(locale, low, high).replaceAll('–', '\u2060–\u2060')}\u2069`;
}
