import { TRACK_RECORD_LEAST } from '../internal/track-record.js';
import { isProbability } from '../review/proposal.selectors.js';
import type { SystemMeasure } from './system.types.js';

/** Whether a measured share can be shown, or why not. */
export function measureVerdict({ right, n, interval }: SystemMeasure): 'ok' | 'malformed' | 'too-few' {
  if (!isProbability(right) || !Number.isInteger(n) || n < 0) return 'malformed';
  const [low, high] = interval ?? [right, right];
  if (!isProbability(low) || !isProbability(high) || low > right || right > high) return 'malformed';
  return n < TRACK_RECORD_LEAST ? 'too-few' : 'ok';
}
