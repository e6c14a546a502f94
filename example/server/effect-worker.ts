import type { Database } from './database.js';
import { type Delivery, deliver, type Webhook } from './effect-delivery.js';
import { type Settlement, settleEffect, type TakenEffect, takeEffects } from './effects.js';

/** How many deliveries are under way at once; each is of another review. */
const CONCURRENCY = 8;

/** When an effect is sent, and sent again. Times are in milliseconds. */
export interface DeliveryTimes {
  /** How often the database is asked for effects that are due. @default 1 second */
  poll: number;
  /** How long the receiver has for an answer. @default 15 seconds */
  timeout: number;
  /** How long nobody else sends what a server has taken; longer than `timeout`. @default 30 seconds */
  lease: number;
  /** The wait after the first try that failed; four times as long after each further one. @default 5 seconds */
  firstDelay: number;
  /** @default 12 hours */
  longestDelay: number;
  /** After this many an effect is dead. With the defaults that is a little over two days. @default 12 */
  tries: number;
}

const TIMES: DeliveryTimes = {
  poll: 1_000,
  timeout: 15_000,
  lease: 30_000,
  firstDelay: 5_000,
  longestDelay: 12 * 3_600_000,
  tries: 12,
};

/** How long to wait after a number of tries: a quarter more or less, so that what failed together does not return so. */
export function delayAfter(tries: number, times: Pick<DeliveryTimes, 'firstDelay' | 'longestDelay'>): number {
  const delay = Math.min(times.firstDelay * 4 ** (tries - 1), times.longestDelay);
  return delay * (0.75 + Math.random() / 2);
}

export interface EffectWorkerOptions {
  database: Database;
  webhook: Webhook;
  /** Milliseconds since 1970. */
  clock: () => number;
  times?: Partial<DeliveryTimes>;
}

export interface EffectWorker {
  /** Ends what is under way, and leaves it to be sent again. */
  stop(): Promise<void>;
}

/** Sends what is due until it is stopped. Any number of servers may do so on one database. */
export function startEffectWorker({ database, webhook, clock, times }: EffectWorkerOptions): EffectWorker {
  const { poll, timeout, lease, tries: most, ...delays } = { ...TIMES, ...times };
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let pausedUntil = 0;
  let wake = () => {};

  function settlementOf(delivery: Delivery, { tries }: TakenEffect): Settlement {
    const now = clock();
    if (delivery.outcome === 'delivered') return { status: 'delivered' };
    const { error } = delivery;
    if (delivery.outcome === 'gone') return { status: 'dead', error, goneFrom: webhook.fingerprint };
    if (stopping.signal.aborted) return { status: 'waiting', next: now, error };
    if (tries >= most) return { status: 'dead', error };
    const { retryAfter = 0, isThrottled } = delivery;
    const next = now + Math.max(delayAfter(tries, delays), retryAfter);
    if (isThrottled) pausedUntil = next;
    return { status: 'waiting', next, error };
  }

  async function send(taken: TakenEffect): Promise<void> {
    const delivery = await deliver(taken, { webhook, clock, timeout, stopping: stopping.signal });
    await settleEffect(database, taken, settlementOf(delivery, taken), clock());
  }

  /** What cannot be asked or written now can be later: a lease that ends by itself loses nothing. */
  function report(error: Error) {
    console.error(`Effects could not be looked at: ${error.message}`);
  }

  /** Takes as many effects as can be sent at once; whether there may be more. */
  async function fill(): Promise<void> {
    const now = clock();
    const limit = CONCURRENCY - running.size;
    if (limit === 0 || now < pausedUntil) return;
    for (const taken of await takeEffects(database, { now, lease, limit, endpoint: webhook.fingerprint })) {
      const sending = send(taken)
        .catch(report)
        .finally(() => {
          running.delete(sending);
          wake();
        });
      running.add(sending);
    }
  }

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      await fill().catch(report);
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, poll);
        if (stopping.signal.aborted) resolve();
      });
      clearTimeout(timer);
    }
    await Promise.all(running);
  }

  const ended = run();
  return {
    stop() {
      stopping.abort();
      wake();
      return ended;
    },
  };
}
