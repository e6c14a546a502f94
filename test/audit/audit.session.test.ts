import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuditLog } from '../../src/audit/audit.session.js';
import { createFaultyBackend, type FaultyBackend } from '../../src/backends/faulty-backend.js';
import { createMemoryStore, type MemoryStore } from '../../src/backends/memory-backend.js';
import { longRecord, type RecordWriter } from '../../src/backends/sample-records.js';
import { sampleReviewers } from '../../src/backends/sample-reviews.js';
import type { AuditEntry } from '../../src/review/review.types.js';

const { amara, mateo } = sampleReviewers;
const id = 'LN-20417';
const record: RecordWriter = longRecord(121);
const loaded = () => new Promise((resolve) => setTimeout(resolve));
const numbers = (entries: readonly AuditEntry[]) => entries.map(({ seq }) => seq);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

let store: MemoryStore;
let backend: FaultyBackend;
beforeEach(() => {
  store = createMemoryStore({ reviews: [record.review], history: { [id]: record.entries } });
  backend = createFaultyBackend(store.backendFor(amara));
});
/** Two entries: somebody takes the case up, and puts it down again. */
function writeTwo(by: typeof amara | typeof mateo = mateo) {
  store.apply(id, { type: 'claim' }, by);
  store.apply(id, { type: 'release' }, by);
}

describe('a log', () => {
  it('loads the newest page at once', async () => {
    const log = createAuditLog({ backend, id });
    expect(log.getSnapshot()).toMatchObject({ entries: [], isLoading: true });
    await loaded();
    const { entries, total, hasOlder, isLoading } = log.getSnapshot();
    expect(numbers(entries)).toEqual(range(72, 121));
    expect({ total, hasOlder, isLoading }).toEqual({ total: 121, hasOlder: true, isLoading: false });
  });

  it('goes back to the first entry, page by page', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    await log.loadOlder();
    expect(numbers(log.getSnapshot().entries)).toEqual(range(22, 121));
    await log.loadOlder();
    expect(numbers(log.getSnapshot().entries)).toEqual(range(1, 121));
    expect(log.getSnapshot().hasOlder).toBe(false);
    await log.loadOlder();
    expect(backend.calls.history).toBe(3);
  });

  it('asks once for what it is asked for twice', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    await Promise.all([log.loadOlder(), log.loadOlder()]);
    expect(backend.calls.history).toBe(2);
    expect(numbers(log.getSnapshot().entries)).toEqual(range(22, 121));
  });

  it('keeps one snapshot while nothing changes, and tells every listener when something does', async () => {
    const log = createAuditLog({ backend, id });
    const heard = vi.fn();
    const unsubscribe = log.subscribe(heard);
    await loaded();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(log.getSnapshot()).toBe(log.getSnapshot());
    unsubscribe();
    await log.loadOlder();
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

describe('what others write meanwhile', () => {
  it('waits until it is asked for', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    writeTwo();
    await log.refresh();
    expect(numbers(log.getSnapshot().entries).at(-1)).toBe(121);
    expect(log.getSnapshot()).toMatchObject({ newCount: 2, total: 123 });
    log.showNew();
    expect(numbers(log.getSnapshot().entries)).toEqual(range(72, 123));
    expect(log.getSnapshot().newCount).toBe(0);
  });

  it('counts each entry once, however often it looks', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    writeTwo();
    await Promise.all([log.refresh(), log.refresh()]);
    await log.refresh();
    expect(log.getSnapshot().newCount).toBe(2);
  });

  it('shows the reader’s own entry at once, with all before it', async () => {
    const log = createAuditLog({ backend, id, own: amara.id });
    await loaded();
    writeTwo(mateo);
    store.apply(id, { type: 'claim' }, amara);
    await log.refresh();
    expect(numbers(log.getSnapshot().entries).slice(-3)).toEqual([122, 123, 124]);
    expect(log.getSnapshot().newCount).toBe(0);
  });

  it('leaves no gap after more than a page of them', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    for (let count = 0; count < 60; count++) writeTwo();
    await log.refresh();
    expect(log.getSnapshot().newCount).toBe(120);
    log.showNew();
    expect(numbers(log.getSnapshot().entries)).toEqual(range(72, 241));
  });

  it('loses none when the second of two pages fails', async () => {
    let failAt = 0;
    const history: typeof backend.history = async (...args) => {
      failAt -= 1;
      if (failAt === 0) throw new TypeError('The network is unreachable.');
      return backend.history(...args);
    };
    const log = createAuditLog({ backend: { history }, id });
    await loaded();
    for (let count = 0; count < 60; count++) writeTwo();
    failAt = 2;
    await log.refresh();
    expect(log.getSnapshot()).toMatchObject({ newCount: 0, problem: { during: 'newer' } });
    await log.retry();
    expect(log.getSnapshot()).toMatchObject({ newCount: 120, problem: undefined });
  });

  it('looks again when a change comes while it looks', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    backend.fail('history', 'late');
    const first = log.refresh();
    await loaded();
    writeTwo();
    const second = log.refresh();
    backend.letThrough();
    await Promise.all([first, second]);
    expect(log.getSnapshot().newCount).toBe(2);
  });
});

describe('a backend that fails', () => {
  it.each(['unreachable', 'answer-lost', 'garbage'] as const)('says so and tries again: %s', async (fault) => {
    backend.fail('history', fault);
    const log = createAuditLog({ backend, id });
    await loaded();
    expect(log.getSnapshot()).toMatchObject({ entries: [], isLoading: false, problem: { during: 'loading' } });
    await log.retry();
    expect(log.getSnapshot()).toMatchObject({ isLoading: false, problem: undefined });
    expect(log.getSnapshot().entries).toHaveLength(50);
  });

  it('keeps what is shown when older entries cannot be loaded', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    backend.fail('history', 'unreachable');
    await log.loadOlder();
    expect(log.getSnapshot()).toMatchObject({ hasOlder: true, isLoadingOlder: false, problem: { during: 'older' } });
    expect(log.getSnapshot().entries).toHaveLength(50);
    await log.loadOlder();
    expect(numbers(log.getSnapshot().entries)).toEqual(range(22, 121));
    expect(log.getSnapshot().problem).toBeUndefined();
  });

  it('tries the look for newer entries again', async () => {
    const log = createAuditLog({ backend, id });
    await loaded();
    writeTwo();
    backend.fail('history', 'unreachable');
    await log.refresh();
    expect(log.getSnapshot()).toMatchObject({ newCount: 0, problem: { during: 'newer' } });
    await log.retry();
    expect(log.getSnapshot()).toMatchObject({ newCount: 2, problem: undefined });
  });

  it('starts over on a change after the first page failed', async () => {
    backend.fail('history', 'unreachable');
    const log = createAuditLog({ backend, id });
    await loaded();
    await log.refresh();
    expect(log.getSnapshot().entries).toHaveLength(50);
  });

  it('skips pages that hold nothing new, and never goes round in circles', async () => {
    const page = record.entries.slice(-2);
    const history = vi.fn(async () => ({ items: page, next: 'same' }));
    const log = createAuditLog({ backend: { history }, id });
    await loaded();
    await log.loadOlder();
    expect(history).toHaveBeenCalledTimes(2);
    expect(log.getSnapshot()).toMatchObject({ hasOlder: false, isLoadingOlder: false });
    expect(log.getSnapshot().entries).toHaveLength(2);
  });

  it('drops an answer that comes after stop()', async () => {
    backend.fail('history', 'late');
    const log = createAuditLog({ backend, id });
    const heard = vi.fn();
    log.subscribe(heard);
    await loaded();
    log.stop();
    backend.letThrough();
    await loaded();
    expect(heard).not.toHaveBeenCalled();
    expect(log.getSnapshot().entries).toEqual([]);
    await Promise.all([log.refresh(), log.loadOlder(), log.retry()]);
    expect(backend.calls.history).toBe(1);
  });
});
