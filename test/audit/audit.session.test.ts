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

describe('what the server withholds from the reader', () => {
  const answer = (entries: readonly AuditEntry[], seq: number) => entries.find((entry) => entry.seq === seq)?.newValue;
  /** The server leaves the answers out until the reader may see them. */
  function guarded() {
    const guard = { isOpen: false };
    const history: typeof backend.history = async (...args) => {
      const { isOpen } = guard;
      const page = await backend.history(...args);
      const items = page.items.map((entry) => ({ ...entry, newValue: isOpen ? `answer ${entry.seq}` : undefined }));
      return { ...page, items: items as AuditEntry[] };
    };
    return { guard, log: createAuditLog({ backend: { history }, id }) };
  }

  it('is there after a reload, on every page the reader has, and among what waits', async () => {
    const { guard, log } = guarded();
    await loaded();
    await log.loadOlder();
    writeTwo();
    await log.refresh();
    expect(answer(log.getSnapshot().entries, 121)).toBeUndefined();
    guard.isOpen = true;
    await log.reload();
    const { entries, newCount } = log.getSnapshot();
    for (const { seq, newValue } of entries) expect(newValue).toBe(`answer ${seq}`);
    expect(numbers(entries)).toEqual(range(numbers(entries)[0] as number, 121));
    expect(numbers(entries)[0]).toBeLessThanOrEqual(22);
    expect(newCount).toBe(2);
    log.showNew();
    expect(answer(log.getSnapshot().entries, 123)).toBe('answer 123');
    await log.loadOlder();
    expect(numbers(log.getSnapshot().entries)).toEqual(range(1, 123));
    expect(log.getSnapshot().hasOlder).toBe(false);
  });

  it('is gone after a reload when the server withholds it again', async () => {
    const { guard, log } = guarded();
    guard.isOpen = true;
    await log.reload();
    expect(answer(log.getSnapshot().entries, 121)).toBe('answer 121');
    guard.isOpen = false;
    await log.reload();
    expect(answer(log.getSnapshot().entries, 121)).toBeUndefined();
  });

  it('comes with a plain refresh too, for the entries that it fetches, and brings no older ones', async () => {
    const { guard, log } = guarded();
    await loaded();
    writeTwo();
    guard.isOpen = true;
    await log.refresh();
    expect(answer(log.getSnapshot().entries, 121)).toBe('answer 121');
    expect(numbers(log.getSnapshot().entries)).toEqual(range(72, 121));
  });

  it('does not come back from an older page that was asked for before', async () => {
    const { guard, log } = guarded();
    await loaded();
    backend.fail('history', 'late');
    const older = log.loadOlder();
    await loaded();
    guard.isOpen = true;
    await log.reload();
    backend.letThrough();
    await older;
    const { entries } = log.getSnapshot();
    expect(entries.length).toBeGreaterThan(50);
    for (const { seq, newValue } of entries) expect(newValue).toBe(`answer ${seq}`);
    expect(log.getSnapshot().isLoadingOlder).toBe(false);
  });

  it('does not come back from a page that was asked for before a refresh and comes after it', async () => {
    const [older, newer] = record.entries.slice(0, 2) as [AuditEntry, AuditEntry];
    const withheld = { ...newer, newValue: undefined };
    let letThrough = (_page: { items: AuditEntry[] }) => {};
    let isOpen = false;
    const log = createAuditLog({
      backend: {
        history: async (_id, cursor) =>
          cursor
            ? new Promise((resolve) => {
                letThrough = resolve;
              })
            : { items: [isOpen ? { ...newer, newValue: 'answer 2' } : withheld], next: 'older' },
      },
      id,
    });
    await loaded();
    const asked = log.loadOlder();
    isOpen = true;
    await log.refresh();
    letThrough({ items: [withheld, older] });
    await asked;
    expect(numbers(log.getSnapshot().entries)).toEqual([1, 2]);
    expect(answer(log.getSnapshot().entries, 2)).toBe('answer 2');
  });

  it('is asked for again when the reload failed', async () => {
    const { guard, log } = guarded();
    await loaded();
    guard.isOpen = true;
    backend.fail('history', 'unreachable');
    await log.reload();
    expect(log.getSnapshot()).toMatchObject({ problem: { during: 'newer' } });
    expect(log.getSnapshot().entries).toHaveLength(50);
    await log.retry();
    expect(log.getSnapshot().problem).toBeUndefined();
    for (const { seq, newValue } of log.getSnapshot().entries) expect(newValue).toBe(`answer ${seq}`);
  });

  it('shows an entry in its place that the server had left out', async () => {
    let isOpen = false;
    const history: typeof backend.history = async (...args) => {
      const page = await backend.history(...args);
      return isOpen ? page : { ...page, items: page.items.filter(({ seq }) => seq !== 110) };
    };
    const log = createAuditLog({ backend: { history }, id });
    await loaded();
    expect(numbers(log.getSnapshot().entries)).not.toContain(110);
    isOpen = true;
    await log.refresh();
    expect(numbers(log.getSnapshot().entries)).toEqual(range(72, 121));
    expect(log.getSnapshot().newCount).toBe(0);
  });
});

describe('a log that is shown again', () => {
  it('can be refreshed whenever it is mounted: nothing new is no change', async () => {
    const log = createAuditLog({ backend, id });
    await Promise.all([log.refresh(), log.refresh()]);
    expect(numbers(log.getSnapshot().entries)).toEqual(range(72, 121));
    const before = log.getSnapshot();
    const heard = vi.fn();
    log.subscribe(heard);
    await log.refresh();
    await log.reload();
    expect(heard).not.toHaveBeenCalled();
    expect(log.getSnapshot()).toBe(before);
  });

  it('says which entry is the newest it knows, shown or waiting', async () => {
    const log = createAuditLog({ backend, id });
    expect(log.getSnapshot().newestSeq).toBeUndefined();
    await loaded();
    expect(log.getSnapshot().newestSeq).toBe(121);
    writeTwo();
    await log.refresh();
    expect(log.getSnapshot().newestSeq).toBe(123);
    log.showNew();
    expect(log.getSnapshot().newestSeq).toBe(123);
  });

  it('tells every listener, even after one that throws', async () => {
    const reported: unknown[] = [];
    vi.stubGlobal('reportError', (error: unknown) => reported.push(error));
    const log = createAuditLog({ backend, id });
    const heard = vi.fn();
    log.subscribe(() => {
      throw new Error('a mistake of the host');
    });
    log.subscribe(heard);
    await loaded();
    vi.unstubAllGlobals();
    expect(heard).toHaveBeenCalledTimes(1);
    expect(reported).toEqual([new Error('a mistake of the host')]);
    expect(log.getSnapshot().problem).toBeUndefined();
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
