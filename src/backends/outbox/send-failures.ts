import type { OutboxStop } from '../../review/backend.types.js';
import type { OutboxDelays } from './outbox.types.js';

/** HTTP statuses of a refusal that is about the moment: too slow, too early, too many. */
const PASSING = [408, 425, 429];

/**
 * Why a command that was not answered must not be tried again by itself; nothing where it may. Read from the error's
 * `code`, as the HTTP backend sets it, so that any backend can say the same.
 */
export function stopOf(error: unknown): OutboxStop | undefined {
  const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown };
  if (code === 'not-signed-in') return 'signed-out';
  if (code === 'review-unknown') return 'request-refused';
  if (code === 'request-refused' && !PASSING.includes(status as number)) return 'request-refused';
  return undefined;
}

/**
 * How long to wait after a number of tries, with jitter: windows that failed together do not come back together. Never
 * shorter than the backend asked for (`retryAfter` of its error, in milliseconds), as long as that is no longer than ours.
 */
export function backOff(attempts: number, error: unknown, delays: OutboxDelays, random: () => number): number {
  const longest = Math.min(delays.firstRetry * 2 ** Math.min(Math.max(0, attempts - 1), 30), delays.longestRetry);
  const { retryAfter } = (error ?? {}) as { retryAfter?: unknown };
  const asked = typeof retryAfter === 'number' ? Math.min(retryAfter, delays.longestRetry) : 0;
  return Math.max(longest * (0.5 + random() / 2), asked);
}
