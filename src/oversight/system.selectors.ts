import { isProbability } from '../review/proposal.selectors.js';
import type { SystemMeasure } from './system.types.js';

/** Fewer cases say too little of how often a system is right (B-20). */
const LEAST_CASES = 30;

/** Whether a measured share can be shown, or why not. */
export function measureVerdict({ right, n, interval }: SystemMeasure): 'ok' | 'malformed' | 'too-few' {
  if (!isProbability(right) || !Number.isInteger(n) || n < 0) return 'malformed';
  const [low, high] = interval ?? [right, right];
  if (!isProbability(low) || !isProbability(high) || low > right || right > high) return 'malformed';
  return n < LEAST_CASES ? 'too-few' : 'ok';
}
