import type { Timers } from './timers.types.js';

/** The page's own, looked up with each call: a test may replace them. */
const PAGE: Timers = {
  setTimeout: (callback, milliseconds) => (globalThis as unknown as Timers).setTimeout(callback, milliseconds),
  clearTimeout: (handle) => (globalThis as unknown as Timers).clearTimeout(handle),
};

/**
 * An answer, or a rejection where there is none in so many milliseconds: what hangs must hold nothing up for ever.
 *
 * @param onSilence called before it rejects for want of an answer
 */
export function inTime<T>(answer: Promise<T>, milliseconds: number, timers = PAGE, onSilence?: () => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = timers.setTimeout(() => {
      onSilence?.();
      reject(new Error('No answer came in time.'));
    }, milliseconds);
    answer.then(resolve, reject).finally(() => timers.clearTimeout(timer));
  });
}
