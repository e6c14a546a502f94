import { TRACK_RECORD_LEAST } from '../internal/track-record.js';
import type { Factor, TrackRecord } from './explanation.types.js';

export { TRACK_RECORD_LEAST };
/** Factors shown before "Show all", at `summary` detail (B-8). */
export const FACTORS_FIRST = 3;
/** Words shown before "More" (B-8). */
export const WORDS_FIRST = 60;
/** Characters that each "More" adds, so that a text of any length is laid out piece by piece. */
export const TEXT_STEP = 20_000;

/** Whether a track record rests on enough similar cases, or why it is not shown. */
export function trackRecordVerdict(record: TrackRecord | null | undefined): 'ok' | 'missing' | 'malformed' | 'too-few' {
  if (!record) return 'missing';
  const { right, n } = record;
  if (!(Number.isInteger(n) && n >= 0 && right >= 0 && right <= 1)) return 'malformed';
  return n < TRACK_RECORD_LEAST ? 'too-few' : 'ok';
}

/**
 * Where the first `words` words of a text end, in UTF-16 code units. Reads no further than about ten characters a word,
 * so that one endless word ends somewhere too, and never between two halves of a character.
 */
export function endOfWords(text: string, words: number): number {
  const head = text.slice(0, words * 10);
  const found = head.match(/\s*\S+/g) ?? [];
  if (found.length > words) return found.slice(0, words).join('').length;
  if (head.length === text.length) return text.length;
  return /[\ud800-\udbff]$/.test(head) ? head.length - 1 : head.length;
}

/** Whether a factor's weight is a number: one that is not is said, not drawn. */
export function isWeighed(factor: Factor): boolean {
  return Number.isFinite(factor.contribution);
}

/** Weight without its side. */
const weightOf = (factor: Factor) => (isWeighed(factor) ? Math.abs(factor.contribution) : 0);

/** The greatest weight of all factors, for or against: one scale for every bar. */
export function greatestWeight(factors: readonly Factor[]): number {
  return factors.reduce((most, each) => Math.max(most, weightOf(each)), 0);
}

/** The strongest `count` factors in the order given, so that the strongest one against is not left out for its place. */
export function strongestFactors(factors: readonly Factor[], count: number): readonly Factor[] {
  const strongest = new Set([...factors].sort((a, b) => weightOf(b) - weightOf(a)).slice(0, count));
  return factors.filter((factor) => strongest.has(factor));
}
