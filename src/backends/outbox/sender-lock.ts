import type { OutboxDelays, OutboxTimers } from './outbox.types.js';

/** Lets one window at a time send. */
export interface SenderLock {
  /**
   * Waits for the turn, then works. `lost` is aborted when the turn is over before the work is: another window took it,
   * or `cancel` was. Two windows that both think it theirs, for a moment, send the same keys: the server answers alike.
   */
  hold(work: (lost: AbortSignal) => Promise<void>, cancel: AbortSignal): Promise<void>;
  /** Notes that another window which sends is alive. */
  noteBeat(): void;
}

interface LockDeps {
  delays: OutboxDelays;
  timers: OutboxTimers;
}

/** Calls again and again until it is stopped; the next wait begins when the call is over. */
function every(milliseconds: number, timers: OutboxTimers, call: () => unknown): () => void {
  let isOver = false;
  let timer: unknown;
  const next = () => {
    timer = timers.setTimeout(async () => {
      await call();
      if (!isOver) next();
    }, milliseconds);
  };
  next();
  return () => {
    isOver = true;
    timers.clearTimeout(timer);
  };
}

/** Works under a signal that follows `cancel`, with a call now and then. */
async function workUnder(
  work: (lost: AbortSignal) => Promise<void>,
  cancel: AbortSignal,
  lost: AbortController,
  { delays, timers }: LockDeps,
  beat: () => unknown,
): Promise<void> {
  const abort = () => lost.abort();
  cancel.addEventListener('abort', abort);
  const stop = every(delays.lease / 3, timers, beat);
  try {
    if (!cancel.aborted) await work(lost.signal);
  } finally {
    stop();
    cancel.removeEventListener('abort', abort);
  }
}

interface WebLockDeps extends LockDeps {
  locks: Pick<LockManager, 'request'>;
  name: string;
  /** Tells the other windows that this one is alive. */
  beat: () => void;
}

/**
 * Web Locks: a window that is closed or crashes gives its lock back at once. One that is frozen keeps it, so who waits
 * and hears no sign of life for the length of a lease takes it away.
 */
export function createWebLock(deps: WebLockDeps): SenderLock {
  const { locks, name, beat, delays, timers } = deps;
  let restartWatch = () => {};

  /** Resolves with whether the turn came; rejects where locks are denied. */
  async function request(work: (lost: AbortSignal) => Promise<void>, cancel: AbortSignal, steal: boolean) {
    const lost = new AbortController();
    const giveUp = new AbortController();
    const abort = () => giveUp.abort();
    cancel.addEventListener('abort', abort);
    let watch: unknown;
    let isMine = false;
    if (!steal) {
      restartWatch = () => {
        timers.clearTimeout(watch);
        watch = timers.setTimeout(abort, delays.lease);
      };
      restartWatch();
    }
    const endWatch = () => {
      restartWatch = () => {};
      timers.clearTimeout(watch);
    };
    try {
      await locks.request(name, steal ? { steal } : { signal: giveUp.signal }, async () => {
        isMine = true;
        endWatch();
        beat();
        await workUnder(work, cancel, lost, deps, beat);
      });
    } catch (error) {
      // Stolen from us, or not waited for any longer.
      lost.abort();
      if ((error as DOMException | null)?.name !== 'AbortError') throw error;
    } finally {
      endWatch();
      cancel.removeEventListener('abort', abort);
    }
    return isMine;
  }

  return {
    async hold(work, cancel) {
      let steal = false;
      while (!cancel.aborted) {
        if (await request(work, cancel, steal)) return;
        steal = true;
      }
    },
    noteBeat: () => restartWatch(),
  };
}

interface LeaseDeps extends LockDeps {
  /** Takes the lease or moves its end; `false` where somebody else has it. */
  take: () => Promise<boolean>;
  drop: () => Promise<void>;
  random: () => number;
}

/** Where there are no Web Locks: a lease that is renewed while its holder lives, and taken over once it ran out. */
export function createLeaseLock(deps: LeaseDeps): SenderLock {
  const { take, drop, random, delays, timers } = deps;
  const tryTake = () => take().catch(() => false);

  const sleep = (milliseconds: number, cancel: AbortSignal) =>
    new Promise<void>((resolve) => {
      const timer = timers.setTimeout(() => {
        cancel.removeEventListener('abort', wake);
        resolve();
      }, milliseconds);
      function wake() {
        timers.clearTimeout(timer);
        resolve();
      }
      cancel.addEventListener('abort', wake, { once: true });
    });

  return {
    async hold(work, cancel) {
      while (!cancel.aborted) {
        if (await tryTake()) {
          const lost = new AbortController();
          try {
            await workUnder(work, cancel, lost, deps, async () => {
              if (!(await tryTake())) lost.abort();
            });
          } finally {
            await drop().catch(() => {});
          }
          return;
        }
        await sleep((delays.lease / 3) * (0.5 + random() / 2), cancel);
      }
    },
    noteBeat() {},
  };
}
