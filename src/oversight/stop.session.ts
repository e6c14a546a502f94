import { inTime } from '../internal/in-time.js';
import { notifyAll } from '../internal/notify.js';
import type { Timers } from '../internal/timers.types.js';
import type { ReviewBackend, Unsubscribe } from '../review/backend.types.js';
import type { CaseStopOrder, StopAnswer, StopAsk, StopSnapshot } from './stop.types.js';

/** How long an answer is waited for before the person is told that there is none, in milliseconds. */
const PATIENCE = 3_000;
/** How long one try may take, in milliseconds: what hangs is sent again, under its key. */
const TRY = 10_000;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;
/** How often a case is looked at anew that somebody changes at the same moment. */
const LOOKS = 4;

export interface StopSessionOptions {
  backend: ReviewBackend;
  /** Whose orders these are. */
  by: string;
  /** Makes the key of each order. @default crypto.randomUUID */
  createId?: () => string;
  /** @default the page's timers */
  timers?: Timers;
}

/** The stops of a page, and the one order that is on its way. */
export interface StopSession {
  getSnapshot(): StopSnapshot;
  subscribe(listener: () => void): Unsubscribe;
  /**
   * Sends an order, again and again until it is answered; nothing where it was given up. One at a time: while one is on its
   * way, another one is answered with nothing.
   */
  give(ask: StopAsk): Promise<StopAnswer | undefined>;
  /** Tries now instead of waiting, for the next try or for the answer to this one. */
  tryNow(): void;
  /** Stops trying. Whether it has arrived is not known, unless a stop shows. */
  giveUp(): void;
}

/**
 * Follows the stops of a backend while somebody subscribes, and sends orders itself.
 *
 * An order is never queued like a decision: a stop that waits stops nothing, and whoever gave it would believe that it does.
 * It is tried again in sight of the person, whose own screen is held meanwhile, and is gone with the page: they are asked
 * before they leave.
 */
export function createStopSession(options: StopSessionOptions): StopSession {
  const { backend, by, createId = () => crypto.randomUUID() } = options;
  const timers: Timers = options.timers ?? {
    setTimeout: (callback, milliseconds) => (globalThis as unknown as Timers).setTimeout(callback, milliseconds),
    clearTimeout: (handle) => (globalThis as unknown as Timers).clearTimeout(handle),
  };
  const listeners = new Set<() => void>();
  let snapshot: StopSnapshot = { news: 'now' };
  let leave: Unsubscribe | undefined;
  let wake = () => {};
  let isGivenUp = false;

  function update(change: Partial<StopSnapshot>) {
    const { attempt, ...rest } = { ...snapshot, ...change };
    snapshot = { ...rest, ...(attempt && { attempt }) };
    notifyAll(listeners);
  }

  /** Holds one case, whatever else is done to it at the same moment. */
  async function holdCase({ id, reason }: CaseStopOrder, key: string): Promise<StopAnswer> {
    for (let look = 1; ; look++) {
      const review = await backend.load(id);
      const result = await backend.send(
        id,
        { type: 'hold', reason, scope: 'review' },
        { idempotencyKey: `${key}-${review.version}`, expectedVersion: review.version, by },
      );
      if (result.outcome !== 'conflict' || look === LOOKS) {
        return result.outcome === 'accepted' ? { outcome: 'accepted' } : result;
      }
    }
  }

  async function send(ask: StopAsk, key: string): Promise<StopAnswer> {
    if (ask.type === 'stop' && ask.scope === 'review') return holdCase(ask, key);
    const { stops } = backend;
    if (!stops) throw new Error('The backend has no stops.');
    const given = { idempotencyKey: key, by };
    if (ask.type === 'resume') return stops.resume({ id: ask.id, reason: ask.reason }, given);
    const { type: _type, ...order } = ask;
    return stops.stop(order, given);
  }

  const pause = (milliseconds: number) =>
    new Promise<undefined>((resolve) => {
      const done = () => resolve(undefined);
      const timer = timers.setTimeout(done, milliseconds);
      wake = () => {
        timers.clearTimeout(timer);
        done();
      };
      if (isGivenUp) wake();
    });

  async function give(ask: StopAsk): Promise<StopAnswer | undefined> {
    if (snapshot.attempt) return undefined;
    const key = createId();
    isGivenUp = false;
    update({ attempt: { ask, status: 'sending', tries: 0 } });
    let hear: (answer: StopAnswer) => void = () => {};
    // From whichever try: all of them have one key, and so the same answer.
    const heard = new Promise<StopAnswer>((resolve) => {
      hear = resolve;
    });
    for (let tries = 1; ; tries++) {
      const late = timers.setTimeout(() => {
        update({ attempt: { ask, status: 'unreached', tries } });
      }, PATIENCE);
      // A wait that is cut short, by whoever gives up or asks for another try, leaves the request to itself.
      const woken = new Promise<undefined>((resolve) => {
        wake = () => resolve(undefined);
      });
      let isWoken = false;
      let answer: StopAnswer | undefined;
      try {
        const sent = send(ask, key);
        sent.then(hear, () => {});
        answer = await Promise.race([heard, inTime(sent, TRY, timers), woken]);
        isWoken = answer === undefined;
      } catch {
        if (!isGivenUp) update({ attempt: { ask, status: 'unreached', tries } });
      } finally {
        timers.clearTimeout(late);
      }
      if (!answer && !isGivenUp && !isWoken) {
        const wait = pause(Math.min(FIRST_WAIT * 2 ** (tries - 1), LONGEST_WAIT));
        answer = await Promise.race([heard, wait]);
        wake();
      }
      if (!answer && !isGivenUp) continue;
      update({ attempt: undefined });
      return answer;
    }
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      leave ??= backend.stops?.subscribe((stops, news) => update({ stops, news }));
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        leave?.();
        leave = undefined;
      };
    },
    give,
    tryNow: () => wake(),
    giveUp() {
      isGivenUp = true;
      wake();
    },
  };
}
