import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../src/backends/memory-backend.js';
import { sampleReview, sampleReviewers } from '../../src/backends/sample-reviews.js';
import { createReviewQueue } from '../../src/queue/queue.session.js';
import type { QueueQuery, ReviewQueueStore } from '../../src/queue/queue.types.js';
import type { Page, ReviewChange, ReviewQuery } from '../../src/review/backend.types.js';
import type { ReviewSummary } from '../../src/review/review.types.js';
import { summaries, summary } from './queue-rows.js';

interface Asked {
  query: ReviewQuery;
  answer(page: Page<ReviewSummary>): Promise<void>;
  fail(message?: string): Promise<void>;
}

/** A backend whose answers the test gives, in the order it likes, or never. */
function heldBackend() {
  const asked: Asked[] = [];
  const listeners = new Set<(change: ReviewChange) => void>();
  const since: (string | undefined)[] = [];
  const settle = () => new Promise<void>((resolve) => queueMicrotask(() => queueMicrotask(() => resolve())));
  return {
    asked,
    since,
    listeners,
    last: () => asked.at(-1) as Asked,
    push(row: ReviewSummary, cursor = `${row.id}@${row.version}`) {
      for (const listener of listeners) listener({ cursor, summary: row });
    },
    backend: {
      list: (query: ReviewQuery) =>
        new Promise<Page<ReviewSummary>>((resolve, reject) => {
          asked.push({
            query,
            answer: (page) => {
              resolve(page);
              return settle();
            },
            fail: (message) => {
              reject(new Error(message));
              return settle();
            },
          });
        }),
      subscribe(listener: (change: ReviewChange) => void, options?: { since?: string }) {
        since.push(options?.since);
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  };
}

const ids = (queue: ReviewQueueStore) => queue.getSnapshot().rows.map(({ id }) => id);

/** A queue that has its first rows. */
async function loaded(rows: ReviewSummary[], page: Partial<Page<ReviewSummary>> = {}, query: QueueQuery = {}) {
  const held = heldBackend();
  const queue = createReviewQueue({ backend: held.backend, query });
  queue.start();
  await held.last().answer({ items: rows, total: rows.length, ...page });
  return { ...held, queue };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('paging', () => {
  it('begins as loading, asks for the first page and says how many there are', async () => {
    const { backend, last } = heldBackend();
    const queue = createReviewQueue({ backend, query: { order: 'due', limit: 2 } });
    expect(queue.getSnapshot()).toMatchObject({ isLoading: true, rows: [], hasMore: false });
    queue.start();
    expect(last().query).toEqual({ order: 'due', limit: 2 });
    await last().answer({ items: summaries(2), next: 'c1', total: 36 });
    expect(queue.getSnapshot()).toMatchObject({ isLoading: false, hasMore: true, total: 36 });
    expect(ids(queue)).toEqual(['LN-1', 'LN-2']);
  });

  it('tells every listener, even after one that throws', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const held = heldBackend();
    const queue = createReviewQueue({ backend: held.backend });
    const heard = vi.fn();
    queue.subscribe(() => {
      throw new Error('a mistake of the host');
    });
    queue.subscribe(heard);
    queue.start();
    await held.last().answer({ items: summaries(2) });
    expect(queue.getSnapshot()).toMatchObject({ isLoading: false, problem: undefined });
    expect(heard).toHaveBeenCalledTimes(reported.length);
    expect(reported).toContainEqual(new Error('a mistake of the host'));
  });

  it('adds the next page below and keeps a row that comes again where the reader saw it', async () => {
    const { queue, last } = await loaded(summaries(2), { next: 'c1', total: 3 });
    queue.loadMore();
    expect(queue.getSnapshot()).toMatchObject({ isLoadingMore: true, isLoading: false });
    expect(last().query).toEqual({ cursor: 'c1' });
    await last().answer({ items: [summary('LN-2'), summary('LN-3')] });
    expect(ids(queue)).toEqual(['LN-1', 'LN-2', 'LN-3']);
    expect(queue.getSnapshot()).toMatchObject({ isLoadingMore: false, hasMore: false, total: 3 });
  });

  it('asks once however often the button is pressed', async () => {
    const { queue, asked } = await loaded(summaries(2), { next: 'c1' });
    queue.loadMore();
    queue.loadMore();
    expect(asked).toHaveLength(2);
  });

  it('lists as many rows again as the reader had, over pages of 200 at most', async () => {
    const { queue, asked, last } = await loaded(summaries(250), { next: 'c1', total: 400 });
    queue.refresh();
    expect(last().query).toEqual({ limit: 200 });
    await last().answer({ items: summaries(200), next: 'c2', total: 400 });
    expect(last().query).toEqual({ cursor: 'c2', limit: 50 });
    const rest = summaries(250).slice(200);
    await last().answer({ items: rest, next: 'c3', total: 400 });
    expect(asked).toHaveLength(3);
    expect(queue.getSnapshot()).toMatchObject({ hasMore: true, isLoading: false });
    expect(ids(queue)).toHaveLength(250);
  });

  it('keeps the first of two rows with one id, and tells the developer', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { queue } = await loaded([summary('LN-1'), summary('LN-1', { title: 'Another' })]);
    expect(queue.getSnapshot().rows.map(({ title }) => title)).toEqual(['Case LN-1']);
    expect(warn).toHaveBeenCalledOnce();
  });
});

describe('a backend in trouble', () => {
  it('says what failed, keeps the rows and tries again', async () => {
    const { queue, last } = await loaded(summaries(2));
    queue.refresh();
    await last().fail('502 Bad Gateway');
    expect(queue.getSnapshot()).toMatchObject({
      isLoading: false,
      problem: { during: 'list', kind: 'unreachable', message: '502 Bad Gateway' },
    });
    expect(ids(queue)).toEqual(['LN-1', 'LN-2']);
    queue.retry();
    expect(queue.getSnapshot()).toMatchObject({ isLoading: true, problem: { during: 'list' } });
    await last().answer({ items: summaries(3) });
    expect(queue.getSnapshot().problem).toBeUndefined();
    expect(ids(queue)).toHaveLength(3);
  });

  it('tries the page again that did not come', async () => {
    const { queue, last } = await loaded(summaries(2), { next: 'c1' });
    queue.loadMore();
    await last().fail('offline');
    expect(queue.getSnapshot()).toMatchObject({ isLoadingMore: false, problem: { during: 'more' } });
    queue.retry();
    expect(last().query.cursor).toBe('c1');
    await last().answer({ items: [summary('LN-3')] });
    expect(ids(queue)).toEqual(['LN-1', 'LN-2', 'LN-3']);
    expect(queue.getSnapshot().problem).toBeUndefined();
  });

  it('says that an answer is slow, and still takes it when it comes', async () => {
    const { backend, last } = heldBackend();
    const queue = createReviewQueue({ backend, patience: 5_000 });
    queue.start();
    vi.advanceTimersByTime(5_000);
    expect(queue.getSnapshot()).toMatchObject({ isLoading: false, problem: { during: 'list', kind: 'slow' } });
    await last().answer({ items: summaries(1) });
    expect(queue.getSnapshot().problem).toBeUndefined();
    expect(ids(queue)).toEqual(['LN-1']);
  });

  it('drops the late answer to an older question', async () => {
    const { queue, asked } = await loaded(summaries(1));
    queue.setQuery({ order: 'newest' });
    queue.setQuery({ order: 'risk' });
    await asked[2]?.answer({ items: [summary('by-risk')] });
    await asked[1]?.answer({ items: [summary('by-age')] });
    expect(ids(queue)).toEqual(['by-risk']);
    queue.refresh();
    queue.refresh();
    await asked[3]?.fail('late failure');
    expect(queue.getSnapshot()).toMatchObject({ isLoading: true, problem: undefined });
  });

  it('takes an answer that is no page for no answer', async () => {
    const { backend, last } = heldBackend();
    const queue = createReviewQueue({ backend });
    queue.start();
    await last().answer(null as never);
    expect(queue.getSnapshot().problem).toEqual({ during: 'list', kind: 'unreachable' });
  });

  it('leaves out rows that are none', async () => {
    const { queue } = await loaded([summary('LN-1'), null, {}] as never);
    expect(ids(queue)).toEqual(['LN-1']);
  });

  it('says when changes cannot be heard, and listens again on retry', async () => {
    const held = heldBackend();
    let isBroken = true;
    const backend = {
      list: held.backend.list,
      subscribe: (...args: Parameters<typeof held.backend.subscribe>) => {
        if (isBroken) throw new Error('no stream');
        return held.backend.subscribe(...args);
      },
    };
    const queue = createReviewQueue({ backend });
    queue.start();
    await held.last().answer({ items: summaries(1) });
    expect(queue.getSnapshot().problem).toMatchObject({ during: 'updates', message: 'no stream' });
    isBroken = false;
    queue.retry();
    await held.last().answer({ items: summaries(1) });
    expect(queue.getSnapshot().problem).toBeUndefined();
    expect(held.listeners.size).toBe(1);
  });
});

describe('changes of others', () => {
  it('counts cases, not messages, and moves no row until asked', async () => {
    const { queue, push, last } = await loaded(summaries(3));
    const before = queue.getSnapshot().rows;
    push(summary('LN-1', { status: 'approved', state: 'approved', version: 2 }));
    push(summary('LN-1', { status: 'approved', state: 'approved', version: 3 }));
    push(summary('LN-9', { version: 1 }));
    expect(queue.getSnapshot().updateCount).toBe(2);
    expect(queue.getSnapshot().rows).toBe(before);
    queue.showUpdates();
    expect(queue.getSnapshot().rows).toBe(before);
    await last().answer({ items: [summary('LN-1', { version: 3 }), summary('LN-9')], total: 2 });
    expect(queue.getSnapshot()).toMatchObject({ updateCount: 0, total: 2 });
    expect(ids(queue)).toEqual(['LN-1', 'LN-9']);
  });

  it('drops what is older than what is known, in whatever order it comes', async () => {
    const { queue, push } = await loaded([summary('LN-1', { version: 4 })]);
    push(summary('LN-1', { version: 4 }));
    push(summary('LN-1', { version: 2 }));
    expect(queue.getSnapshot().updateCount).toBe(0);
  });

  it('does not count a case that the query does not ask for', async () => {
    const { queue, push } = await loaded(summaries(1), {}, { status: ['pending'], risk: ['high', 'medium'] });
    push(summary('LN-7', { status: 'approved', state: 'approved' }));
    push(summary('LN-8', { risk: 'low' }));
    expect(queue.getSnapshot().updateCount).toBe(0);
    push(summary('LN-9'));
    expect(queue.getSnapshot().updateCount).toBe(1);
    push(summary('LN-9', { status: 'approved', state: 'approved', version: 2 }));
    expect(queue.getSnapshot().updateCount).toBe(0);
  });

  it('goes on counting what came while the list was on its way', async () => {
    const { queue, push, last } = await loaded(summaries(2));
    push(summary('LN-1', { version: 2 }));
    queue.showUpdates();
    push(summary('LN-2', { version: 2 }));
    push(summary('LN-9'));
    await last().answer({ items: [summary('LN-1', { version: 2 }), summary('LN-2')] });
    expect(queue.getSnapshot().updateCount).toBe(2);
  });

  it('keeps the count when showing them fails', async () => {
    const { queue, push, last } = await loaded(summaries(2));
    push(summary('LN-1', { version: 2 }));
    queue.showUpdates();
    await last().fail();
    expect(queue.getSnapshot()).toMatchObject({ updateCount: 1, problem: { during: 'list' } });
  });

  it('stands still while paused and loses nothing', async () => {
    const { queue, push } = await loaded(summaries(3));
    push(summary('LN-1', { version: 2 }));
    queue.pause();
    const paused = queue.getSnapshot();
    push(summary('LN-2', { version: 2 }));
    expect(queue.getSnapshot()).toBe(paused);
    queue.applyOwn(summary('LN-3', { version: 2 }));
    expect(queue.getSnapshot()).toMatchObject({ isPaused: true, updateCount: 1 });
    queue.resume();
    expect(queue.getSnapshot()).toMatchObject({ isPaused: false, updateCount: 2 });
  });

  it('stops listening when nobody looks, and resumes after the last change it heard', async () => {
    const held = heldBackend();
    const queue = createReviewQueue({ backend: held.backend });
    const releases = [queue.start(), queue.start()];
    expect(held.listeners.size).toBe(1);
    held.push(summary('LN-1'), 'c7');
    for (const release of releases) release();
    expect(held.listeners.size).toBe(0);
    queue.start();
    expect(held.since).toEqual([undefined, 'c7']);
  });

  it('drops answers that come after stop()', async () => {
    const { queue, last } = await loaded(summaries(1));
    queue.refresh();
    queue.stop();
    await last().answer({ items: summaries(5) });
    expect(queue.getSnapshot()).toMatchObject({ isLoading: false });
    expect(ids(queue)).toHaveLength(1);
  });
});

describe('the reader’s own decision', () => {
  const decided = summary('LN-2', { status: 'approved', state: 'approved', version: 3 });

  it('shows in its place at once, and its echo is no update', async () => {
    const { queue, push } = await loaded(summaries(3));
    queue.applyOwn(decided);
    expect(ids(queue)).toEqual(['LN-1', 'LN-2', 'LN-3']);
    expect(queue.getSnapshot().rows[1]).toBe(decided);
    push(decided);
    expect(queue.getSnapshot().updateCount).toBe(0);
  });

  it('takes the row away where the query no longer asks for it', async () => {
    const { queue } = await loaded(summaries(3), { total: 36 }, { status: ['pending', 'reviewing'] });
    queue.applyOwn(decided);
    expect(ids(queue)).toEqual(['LN-1', 'LN-3']);
    expect(queue.getSnapshot().total).toBe(35);
  });

  it('is not undone by a list that was asked for before it', async () => {
    const { queue, last } = await loaded(summaries(3), {}, { status: ['pending', 'reviewing'] });
    queue.refresh();
    queue.applyOwn(decided);
    await last().answer({ items: summaries(3) });
    expect(ids(queue)).toEqual(['LN-1', 'LN-3']);
  });

  it('gives way to what is newer', async () => {
    const { queue, last } = await loaded(summaries(3));
    queue.applyOwn(decided);
    queue.refresh();
    const reopened = summary('LN-2', { version: 4 });
    await last().answer({ items: [summary('LN-1'), reopened] });
    expect(queue.getSnapshot().rows[1]).toBe(reopened);
    queue.applyOwn(decided);
    expect(queue.getSnapshot().rows[1]).toBe(reopened);
  });
});

it('runs on a real backend: a colleague decides, the count rises, showing brings the new state', async () => {
  vi.useRealTimers();
  const store = createMemoryStore({ reviews: [sampleReview('loan'), sampleReview('refund')] });
  const queue = createReviewQueue({ backend: store.backendFor(sampleReviewers.amara) });
  const release = queue.start();
  await vi.waitFor(() => expect(queue.getSnapshot().isLoading).toBe(false));
  expect(queue.getSnapshot().updateCount).toBe(0);
  store.apply('RUN-7f3e', { type: 'claim' }, sampleReviewers.mateo);
  expect(queue.getSnapshot().updateCount).toBe(1);
  queue.showUpdates();
  await vi.waitFor(() => expect(queue.getSnapshot().updateCount).toBe(0));
  expect(queue.getSnapshot().rows.find(({ id }) => id === 'RUN-7f3e')?.status).toBe('reviewing');
  release();
});
