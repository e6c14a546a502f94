import type { Reviewer } from 'countersign/core';
import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ReviewStore } from './review-store.js';

const HEARTBEAT = 15_000;
const BATCH = 200;
/** How soon a browser connects again, in milliseconds. */
const RETRY = 2_000;

export interface StreamOptions {
  store: ReviewStore;
  /** Who reads, asked again before anything is sent; nobody where the session has ended. */
  reader: () => Promise<Reviewer | undefined>;
  /** Position after which to begin; now when absent. */
  since?: string;
  stopping: AbortSignal;
}

/** Sends every change of a review as it is committed. The ids are positions in the log, which outlive a restart. */
export function streamChanges(context: Context, { store, reader, since, stopping }: StreamOptions) {
  // Proxies that collect a response before they pass it on would hold back every event.
  context.header('x-accel-buffering', 'no');
  return streamSSE(context, async (stream) => {
    let isOpen = true;
    let wake = () => {};
    let isAwake = false;
    const notify = () => {
      isAwake = true;
      wake();
    };
    const close = () => {
      isOpen = false;
      notify();
    };
    const unsubscribe = store.onChange(notify);
    stream.onAbort(close);
    stopping.addEventListener('abort', close);
    try {
      let position = since ?? (await store.lastPosition());
      // Tells a client where it stands before anything has changed.
      await stream.writeSSE({ event: 'ready', id: position, retry: RETRY, data: '{}' });
      while (isOpen && !stopping.aborted) {
        isAwake = false;
        // A stream outlives the request that opened it, and must not outlive the session.
        const current = await reader();
        if (!current) break;
        const changes = await store.changesAfter(position, current, BATCH);
        for (const change of changes) {
          position = change.position;
          await stream.writeSSE({ event: 'review', id: position, data: JSON.stringify(change.summary) });
        }
        if (changes.length === BATCH) continue;
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, HEARTBEAT);
          if (isAwake || !isOpen) resolve();
        });
        clearTimeout(timer);
        if (!isAwake && isOpen) await stream.write(': still here\n\n');
      }
    } finally {
      unsubscribe();
      stopping.removeEventListener('abort', close);
    }
  });
}
