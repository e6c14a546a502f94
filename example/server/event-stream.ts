import type { ReviewChange, Reviewer } from 'countersign/core';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ReviewStore } from './review-store.js';

/** Time between two pings, in milliseconds: whoever hears none knows that something stands in between. */
export const PING = 15_000;
const BATCH = 200;
/** How soon a browser that is left to itself connects again, in milliseconds. */
const RETRY = 2_000;

export interface ChangesOptions {
  store: ReviewStore;
  /** Who reads, asked again before anything is sent; nobody where the session has ended. */
  reader: () => Promise<Reviewer | undefined>;
  /** Position after which to begin; now when absent. */
  since?: string | undefined;
  stopping: AbortSignal;
}

/** Sleeps until something changes, time is up, or nobody waits any longer. */
interface Alarm {
  readonly isOver: boolean;
  /** Resolves to whether it was woken; at once where it was woken since the last `reset`. */
  sleep(milliseconds: number): Promise<boolean>;
  /** From here on, what happens is news. */
  reset(): void;
  end(): void;
  /** Has to be called once it is not needed any more. */
  dispose(): void;
}

function setAlarm(store: ReviewStore, stopping: AbortSignal): Alarm {
  let isOver = stopping.aborted;
  let isAwake = false;
  let wake = () => {};
  const notify = () => {
    isAwake = true;
    wake();
  };
  const end = () => {
    isOver = true;
    notify();
  };
  const unsubscribe = store.onChange(notify);
  stopping.addEventListener('abort', end);
  return {
    get isOver() {
      return isOver;
    },
    async sleep(milliseconds) {
      let timer: NodeJS.Timeout | undefined;
      await new Promise<void>((resolve) => {
        wake = resolve;
        timer = setTimeout(resolve, milliseconds);
        if (isAwake || isOver) resolve();
      });
      clearTimeout(timer);
      return isAwake;
    },
    reset() {
      isAwake = isOver;
    },
    end,
    dispose() {
      unsubscribe();
      stopping.removeEventListener('abort', end);
    },
  };
}

/** Where a reader begins. A position ahead of the log is one of another log: of a database that was put back, say. */
async function startAfter(store: ReviewStore, since: string | undefined) {
  const last = await store.lastPosition();
  const isUnknown = since !== undefined && BigInt(since) > BigInt(last);
  return { position: since === undefined || isUnknown ? last : since, isUnknown };
}

/** Sends every change of a review as it is committed. The ids are positions in the log, which outlive a restart. */
export function streamChanges(
  context: Context,
  { store, reader, since, stopping, ping, onEnd }: ChangesOptions & { ping: number; onEnd: () => void },
) {
  // Proxies that collect a response before they pass it on would hold back every event.
  context.header('x-accel-buffering', 'no');
  return streamSSE(context, async (stream) => {
    const alarm = setAlarm(store, stopping);
    stream.onAbort(alarm.end);
    try {
      const start = await startAfter(store, since);
      let { position } = start;
      let told = '';
      if (start.isUnknown) await stream.writeSSE({ event: 'reset', id: position, data: '{}' });
      // Tells a client where it stands before anything has changed.
      await stream.writeSSE({ event: 'ready', id: position, retry: RETRY, data: '{}' });
      while (!alarm.isOver) {
        alarm.reset();
        // A stream outlives the request that opened it, and must not outlive the session.
        const current = await reader();
        if (!current) break;
        const stops = JSON.stringify(await store.stops.list());
        // Before the reviews that follow: whoever hears of a stop asks for their own case.
        if (stops !== told) await stream.writeSSE({ event: 'stops', data: `{"stops":${stops}}` });
        told = stops;
        const changes = await store.changesAfter(position, current, BATCH);
        for (const change of changes) {
          position = change.position;
          await stream.writeSSE({ event: 'review', id: position, data: JSON.stringify(change.summary) });
        }
        if (changes.length === BATCH) continue;
        const isNews = await alarm.sleep(ping);
        // An event and no comment: a page is not told of comments.
        if (!isNews && !alarm.isOver) await stream.writeSSE({ event: 'ping', data: '{}' });
      }
    } finally {
      alarm.dispose();
      onEnd();
    }
  });
}

/** What `GET /changes` answers with. */
export interface ChangesAnswer {
  changes: ReviewChange[];
  /** Where the reader stands after these changes. */
  position: string;
  /** Whether the position asked for is unknown. */
  reset?: true;
}

/**
 * What changed since a position: waits for it where there is nothing yet. Nothing where the session has ended.
 *
 * @param wait longest time to wait, in milliseconds
 * @param gone aborts when nobody waits for the answer any longer
 */
export async function waitForChanges(
  { store, reader, since, stopping }: ChangesOptions,
  wait: number,
  gone: AbortSignal,
): Promise<ChangesAnswer | undefined> {
  const alarm = setAlarm(store, stopping);
  gone.addEventListener('abort', alarm.end);
  try {
    const { position, isUnknown } = await startAfter(store, since);
    const end = performance.now() + wait;
    for (;;) {
      alarm.reset();
      const current = await reader();
      if (!current) return undefined;
      const found = await store.changesAfter(position, current, BATCH);
      const left = end - performance.now();
      // Whoever named no position, or an unknown one, is told at once where to begin.
      if (found.length > 0 || since === undefined || isUnknown || left <= 0 || alarm.isOver) {
        return {
          changes: found.map(({ position: cursor, summary }) => ({ cursor, summary })),
          position: found.at(-1)?.position ?? position,
          ...(isUnknown && { reset: true }),
        };
      }
      await alarm.sleep(left);
    }
  } finally {
    gone.removeEventListener('abort', alarm.end);
    alarm.dispose();
  }
}
