import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createReviewQueue } from '../../src/queue/queue.session.js';
import type { ReviewQueueStore } from '../../src/queue/queue.types.js';
import type { Page, ReviewChange, ReviewQuery, SubscribeOptions } from '../../src/review/backend.types.js';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { summaries, summary } from './queue-rows.js';

const NOON = Date.parse('2026-11-21T12:00:00.000Z');

/** A queue at a backend whose list and whose connection the test leads. */
async function open(rows: readonly ReviewSummary[], more: Partial<Page<ReviewSummary>> = {}) {
  const server: { page: Page<ReviewSummary>; isDown: boolean; now: number } = {
    page: { items: rows, total: rows.length, ...more },
    isDown: false,
    now: NOON,
  };
  const asked: ReviewQuery[] = [];
  const subscribed: { listener: (change: ReviewChange) => void; options: SubscribeOptions }[] = [];
  const stops = { count: 0 };
  const queue = createReviewQueue({
    backend: {
      async list(query) {
        asked.push(query);
        if (server.isDown) throw new Error('gone');
        return server.page;
      },
      subscribe(listener, options = {}) {
        subscribed.push({ listener, options });
        options.onStatusChange?.('connecting');
        return () => {
          stops.count += 1;
        };
      },
      now: () => server.now,
    },
  });
  const stop = queue.start();
  await settle();
  const stream = () => subscribed.at(-1) as (typeof subscribed)[number];
  const become = (status: Parameters<NonNullable<SubscribeOptions['onStatusChange']>>[0]) =>
    stream().options.onStatusChange?.(status);
  const gap = async () => {
    stream().options.onGapFind?.();
    await settle();
  };
  return { queue, server, asked, subscribed, stops, stream, become, gap, stop };
}

const settle = async () => {
  await vi.advanceTimersByTimeAsync(0);
};
const ids = (queue: ReviewQueueStore) => queue.getSnapshot().rows.map(({ id }) => id);

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('how updates arrive', () => {
  it('is said of a connection only once it takes long', async () => {
    const { queue, become } = await open(summaries(2));
    expect(queue.getSnapshot().streamStatus).toBeUndefined();
    become('live');
    expect(queue.getSnapshot().streamStatus).toBe('live');
    become('connecting');
    await vi.advanceTimersByTimeAsync(4_900);
    expect(queue.getSnapshot().streamStatus).toBe('live');
    become('live');
    become('connecting');
    await vi.advanceTimersByTimeAsync(5_000);
    expect(queue.getSnapshot().streamStatus).toBe('connecting');
  });

  it('is said with the time until which nothing was missed, by the server’s clock', async () => {
    const { queue, become, server } = await open(summaries(2));
    become('live');
    server.now += 600_000;
    become('connecting');
    server.now += 60_000;
    become('down');
    expect(queue.getSnapshot()).toMatchObject({ streamStatus: 'down', checkedAt: '2026-11-21T12:10:00.000Z' });
    // What is listed meanwhile is as good.
    queue.refresh();
    await settle();
    expect(queue.getSnapshot().checkedAt).toBe('2026-11-21T12:11:00.000Z');
  });

  it('is not said any more once the queue has stopped', async () => {
    const { queue, become, stop } = await open(summaries(2));
    become('down');
    stop();
    expect(queue.getSnapshot().streamStatus).toBeUndefined();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(queue.getSnapshot().streamStatus).toBeUndefined();
  });

  it('is tried again from the last position on request, and what changed is counted', async () => {
    const { queue, become, server, stream, subscribed, stops } = await open(summaries(2));
    become('live');
    stream().listener({ cursor: '41', summary: summaries(1)[0] as ReviewSummary });
    become('down');
    server.isDown = true;
    queue.retryUpdates();
    expect(queue.getSnapshot()).toMatchObject({ isChecking: true, streamStatus: 'down' });
    queue.retryUpdates();
    expect(subscribed).toHaveLength(2);
    expect(stops.count).toBe(1);
    expect(stream().options.since).toBe('41');
    await settle();
    expect(queue.getSnapshot()).toMatchObject({ isChecking: false, streamStatus: 'down' });
    expect(queue.getSnapshot().problem).toBeUndefined();
    server.isDown = false;
    server.now += 60_000;
    const [first, second] = summaries(2) as [ReviewSummary, ReviewSummary];
    server.page = { items: [first, { ...second, version: second.version + 1 }], total: 2 };
    queue.retryUpdates();
    await settle();
    expect(queue.getSnapshot()).toMatchObject({
      isChecking: false,
      updateCount: 1,
      checkedAt: '2026-11-21T12:01:00.000Z',
    });
  });
});

describe('a gap in the updates', () => {
  it('is closed by counting what changed, while every row stays where it is', async () => {
    const rows = summaries(4);
    const { queue, server, gap } = await open(rows);
    const before = queue.getSnapshot().rows;
    const [one, two, three] = rows as [ReviewSummary, ReviewSummary, ReviewSummary];
    // One came, one changed, and one left.
    server.page = {
      items: [summary('new'), one, { ...two, version: two.version + 3 }, three],
      total: 4,
    };
    await gap();
    expect(queue.getSnapshot().rows).toBe(before);
    expect(queue.getSnapshot()).toMatchObject({ updateCount: 3, isLoading: false });
    await gap();
    expect(queue.getSnapshot().updateCount).toBe(3);
    queue.showUpdates();
    await settle();
    expect(ids(queue)).toEqual(['new', one.id, two.id, three.id]);
    expect(queue.getSnapshot().updateCount).toBe(0);
  });

  it('counts nothing where nothing changed, nor what was on the next page before', async () => {
    const rows = summaries(3);
    const { queue, server, gap } = await open(rows, { next: 'more', total: 9 });
    await gap();
    expect(queue.getSnapshot().updateCount).toBe(0);
    server.page = { items: [...rows.slice(1), summary('was-next')], next: 'more', total: 8 };
    await gap();
    expect(queue.getSnapshot().updateCount).toBe(1);
  });

  it('stands still while updates are paused', async () => {
    const rows = summaries(1);
    const { queue, server, gap } = await open(rows);
    queue.pause();
    server.page = { items: rows.map((row) => ({ ...row, version: row.version + 1 })), total: 1 };
    await gap();
    expect(queue.getSnapshot().updateCount).toBe(0);
    queue.resume();
    expect(queue.getSnapshot().updateCount).toBe(1);
  });

  it('lists at once where nothing is shown, or the list asked for may be older', async () => {
    const { queue, server, gap, asked, stream } = await open([]);
    server.page = { items: summaries(2), total: 2 };
    await gap();
    expect(ids(queue)).toHaveLength(2);
    queue.refresh();
    stream().options.onGapFind?.();
    await settle();
    expect(asked).toHaveLength(4);
    expect(queue.getSnapshot().isLoading).toBe(false);
  });

  it('leaves the reader alone where it cannot be closed', async () => {
    const { queue, server, gap } = await open(summaries(2));
    server.isDown = true;
    await gap();
    expect(queue.getSnapshot()).toMatchObject({ updateCount: 0, isLoading: false });
    expect(queue.getSnapshot().problem).toBeUndefined();
  });

  it('believes no check that a newer list has overtaken', async () => {
    const rows = summaries(2);
    const { queue, server, stream } = await open(rows);
    server.page = { items: rows.map((row) => ({ ...row, version: row.version + 1 })), total: 2 };
    stream().options.onGapFind?.();
    queue.showUpdates();
    await settle();
    expect(queue.getSnapshot()).toMatchObject({ updateCount: 0, isLoading: false });
  });
});
