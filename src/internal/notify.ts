/** Reports like an uncaught error, without interrupting what is going on. */
function reportUncaught(error: unknown): void {
  const { reportError } = globalThis as { reportError?: (error: unknown) => void };
  if (typeof reportError === 'function') reportError(error);
  else
    queueMicrotask(() => {
      throw error;
    });
}

/**
 * Calls every listener that was there at the start, in order. One that throws stops neither the others nor the caller:
 * its error is reported as uncaught.
 */
export function notifyAll<A extends unknown[]>(listeners: Iterable<(...args: A) => void>, ...args: A): void {
  for (const listener of [...listeners]) {
    try {
      listener(...args);
    } catch (error) {
      reportUncaught(error);
    }
  }
}
