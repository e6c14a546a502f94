import { afterEach, describe, expect, it, vi } from 'vitest';
import { guardLeaving, type OutboxBackend } from '../../src/backends/outbox-backend.js';
import type { Draft, DraftStore, ReviewBackend } from '../../src/review/backend.types.js';
import { CLAIM, createDevice, createServer, optionsFor, pause, recordOf, until, watch } from './outbox.fixtures.js';

const devices: ReturnType<typeof createDevice>[] = [];
afterEach(() => {
  vi.restoreAllMocks();
  for (const each of devices.splice(0)) each.end();
});
function device(server = createServer()) {
  const made = createDevice(server);
  devices.push(made);
  return made;
}
const itemsOf = ({ outbox }: OutboxBackend) => outbox.getSnapshot().items;
const storageOf = ({ outbox }: OutboxBackend) => outbox.getSnapshot().storage;
const full = () => new DOMException('The quota has been exceeded.', 'QuotaExceededError');
const withoutDrafts = { wrap: ({ drafts: _drafts, ...behind }: ReviewBackend): ReviewBackend => behind };

/** A factory whose databases never open, until they are let. */
function slowFactory() {
  const requests: (() => void)[] = [];
  const factory = {
    open(name: string, version: number) {
      const request = new (class extends IDBOpenDBRequest {})();
      requests.push(() => {
        const real = indexedDB.open(name, version);
        for (const type of ['upgradeneeded', 'success', 'error'] as const) {
          real.addEventListener(type, () => {
            Object.assign(request, { result: real.result, transaction: real.transaction, readyState: 'done' });
            request.dispatchEvent(new (real.constructor as never as typeof Event)(type));
          });
        }
      });
      return request;
    },
  };
  return factory as unknown as IDBFactory;
}

/** A browser's storage in trouble, and what is given for it. */
const TROUBLES: [what: string, make: () => { indexedDB?: IDBFactory | false }][] = [
  ['there is none', () => ({ indexedDB: false })],
  [
    'it is denied',
    () => ({
      indexedDB: {
        open() {
          throw new DOMException('Access is denied.', 'SecurityError');
        },
      } as never,
    }),
  ],
  ['it never opens', () => ({ indexedDB: slowFactory() })],
  [
    'it is full',
    () => {
      for (const verb of ['add', 'put'] as const) {
        vi.spyOn(IDBObjectStore.prototype, verb).mockImplementation(() => {
          throw full();
        });
      }
      return {};
    },
  ],
  [
    'every write is undone',
    () => {
      const { transaction } = IDBDatabase.prototype;
      vi.spyOn(IDBTransaction.prototype, 'commit').mockImplementation(() => {});
      vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(function (this: IDBDatabase, ...args) {
        const begun = transaction.apply(this, args as never);
        if (args[1] === 'readwrite') queueMicrotask(() => begun.abort());
        return begun;
      });
      return {};
    },
  ],
];

describe.each(TROUBLES)('where the device keeps nothing: %s', (_what, make) => {
  it('sends from memory, says so, and has the page guarded until the answer', async () => {
    const here = device();
    const page = here.window({ ...make(), delays: { firstRetry: 4, longestRetry: 8, storage: 20, look: 10 } });
    const guarded: boolean[] = [];
    const leave = () => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }));
    const stopGuarding = guardLeaving(page);
    page.behind.fail('send', 'unreachable', 4);
    const asked = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(itemsOf(page)[0]?.attempts).toBeGreaterThan(0));
    expect(storageOf(page)).toBe('memory');
    expect(page.hasUnsaved()).toBe(true);
    guarded.push(leave());
    await until(() => expect(asked.result?.outcome).toBe('accepted'));
    await until(() => expect(page.hasUnsaved()).toBe(false));
    guarded.push(leave());
    expect(guarded).toEqual([true, false]);
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed']);
    stopGuarding();
  });

  it('keeps drafts in memory, and says that they are not saved', async () => {
    const page = device().window({ ...make(), ...withoutDrafts, delays: { storage: 20 } });
    await expect(page.drafts.save('R-1', { message: 'Half a sen' })).rejects.toThrow('memory');
    expect(await page.drafts.load('R-1')).toEqual({ message: 'Half a sen' });
    expect(storageOf(page)).toBe('memory');
    expect(page.hasUnsaved()).toBe(true);
    await page.drafts.clear('R-1');
    expect(page.hasUnsaved()).toBe(false);
  });

  it('calls a draft saved once the backend behind has it', async () => {
    const page = device().window({ ...make(), delays: { storage: 20 } });
    await page.drafts.save('R-1', { message: 'Half a sen' });
    expect(page.hasUnsaved()).toBe(false);
    expect(await page.behind.drafts?.load('R-1')).toMatchObject({ message: 'Half a sen' });
  });
});

describe('a device that fails later', () => {
  it('loses nothing of what was kept', async () => {
    const here = device();
    const page = here.window({ isSignedIn: () => isSignedIn });
    let isSignedIn = false;
    const first = watch(page.send('R-1', CLAIM, optionsFor(1)));
    await until(() => expect(itemsOf(page)[0]?.stopped).toBe('signed-out'));
    expect(page.hasUnsaved()).toBe(false);
    vi.spyOn(IDBDatabase.prototype, 'transaction').mockImplementation(() => {
      throw new DOMException('The database connection is closing.', 'InvalidStateError');
    });
    const second = watch(page.send('R-2', CLAIM, optionsFor(1)));
    const third = watch(page.send('R-1', { type: 'release' }, optionsFor(2, { fence: 2 })));
    await until(() => expect(itemsOf(page)).toHaveLength(3));
    expect(storageOf(page)).toBe('memory');
    isSignedIn = true;
    page.outbox.flush();
    await until(() => expect([first, second, third].map(({ isOpen }) => isOpen)).toEqual([false, false, false]));
    expect([first, second, third].map(({ result }) => result?.outcome)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed', 'released']);
    vi.restoreAllMocks();
    // What the device could not be made to forget is known to the server by its key.
    const later = here.window();
    await until(() => expect(itemsOf(later)).toEqual([]));
    await pause(40);
    expect(recordOf(here.server, 'R-1')).toEqual(['claimed', 'released']);
  });

  it('takes things again when there is room', async () => {
    const here = device();
    const page = here.window();
    const add = vi.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(() => {
      throw full();
    });
    await page.send('R-1', CLAIM, optionsFor(1));
    add.mockRestore();
    await page.send('R-2', CLAIM, optionsFor(1));
    await until(() => expect(storageOf(page)).toBe('device'));
  });
});

describe('what is found on the device', () => {
  async function put(here: ReturnType<typeof createDevice>, records: object[]) {
    const names = await indexedDB.databases();
    const name = names.map(({ name }) => name as string).find((each) => each.includes(`"${here.scope}"`)) as string;
    const request = indexedDB.open(name);
    const db = await new Promise<IDBDatabase>((resolve) => {
      request.onsuccess = () => resolve(request.result);
    });
    const transaction = db.transaction('commands', 'readwrite');
    for (const record of records) transaction.objectStore('commands').add(record);
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
    db.close();
  }
  const record = (format: number, reviewId: string) => ({
    format,
    reviewId,
    command: CLAIM,
    options: optionsFor(1),
    addedAt: '2026-11-21T09:30:00.000Z',
    attempts: 0,
  });

  it('is kept, shown and left alone where a later kit wrote it, with what follows on its review', async () => {
    const here = device();
    here.window().stop();
    await until(async () =>
      expect((await indexedDB.databases()).some(({ name }) => name?.includes(here.scope))).toBe(true),
    );
    await put(here, [record(2, 'R-1')]);
    const page = here.window();
    await until(() => expect(itemsOf(page)[0]?.stopped).toBe('newer-kit'));
    const behindIt = watch(page.send('R-1', CLAIM, optionsFor(1)));
    page.outbox.flush();
    expect((await page.send('R-2', CLAIM, optionsFor(1))).outcome).toBe('accepted');
    await page.outbox.dismiss(itemsOf(page)[0]?.options.idempotencyKey as string);
    expect(itemsOf(page).map(({ reviewId, stopped }) => [reviewId, stopped])).toEqual([
      ['R-1', 'newer-kit'],
      ['R-1', undefined],
    ]);
    expect(behindIt.isOpen).toBe(true);
  });

  it('is neither sent nor deleted where it cannot be read, and holds nothing up', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const here = device();
    here.window().stop();
    await until(async () =>
      expect((await indexedDB.databases()).some(({ name }) => name?.includes(here.scope))).toBe(true),
    );
    await put(here, [{ reviewId: 7 }, { options: { idempotencyKey: 'broken' } }, record(1, 'R-1')]);
    const page = here.window();
    await until(() => expect(recordOf(here.server, 'R-1')).toEqual(['claimed']));
    await until(() => expect(itemsOf(page)).toEqual([]));
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('cannot be read'));
  });

  it('is left to a later kit that changed the database, and the page goes on from memory', async () => {
    const here = device();
    const page = here.window();
    await page.send('R-1', CLAIM, optionsFor(1));
    const { name } = (await indexedDB.databases()).find((each) => each.name?.includes(here.scope)) as { name: string };
    const upgrade = indexedDB.open(name, 99);
    await new Promise((resolve) => upgrade.addEventListener('success', resolve));
    expect((await page.send('R-2', CLAIM, optionsFor(1))).outcome).toBe('accepted');
    expect(storageOf(page)).toBe('memory');
    upgrade.result.close();
  });
});

describe('a draft', () => {
  const draft: Draft = {
    verdict: 'override',
    value: { amount: '12,' },
    message: '',
    reason: { codes: ['other'], text: '' },
  };

  it('comes back with every field as typed, after a reload and for the same person only', async () => {
    const here = device();
    const before = here.window(withoutDrafts);
    await before.drafts.save('R-1', draft);
    before.stop();
    expect(await here.window(withoutDrafts).drafts.load('R-1')).toEqual(draft);
  });

  it('is told to the backend behind, now or when it listens again', async () => {
    const here = device();
    let isDown = true;
    const told: unknown[] = [];
    const remote: DraftStore = {
      save: async (_id, each) => {
        if (isDown) throw new TypeError('Down.');
        told.push(each);
      },
      load: async () => undefined,
      clear: async () => {
        if (isDown) throw new TypeError('Down.');
        told.push('cleared');
      },
    };
    const wrap = (behind: ReviewBackend): ReviewBackend => ({ ...behind, drafts: remote });
    const page = here.window({ wrap });
    await page.drafts.save('R-1', { message: 'a' });
    await page.drafts.save('R-1', { message: 'ab' });
    expect(await page.drafts.load('R-1')).toEqual({ message: 'ab' });
    isDown = false;
    window.dispatchEvent(new Event('online'));
    await until(() => expect(told).toEqual([{ message: 'ab', typedAt: expect.any(String) }]));
    isDown = true;
    await page.drafts.clear('R-1');
    expect(await page.drafts.load('R-1')).toBeUndefined();
    isDown = false;
    page.outbox.flush();
    await until(() => expect(told).toEqual([{ message: 'ab', typedAt: expect.any(String) }, 'cleared']));
  });

  it('is not told in the name of somebody else who signed in', async () => {
    const here = device();
    const page = here.window({ isSignedIn: () => false });
    await page.drafts.save('R-1', draft);
    await pause(20);
    expect(await page.behind.drafts?.load('R-1')).toBeUndefined();
    expect(await page.drafts.load('R-1')).toEqual(draft);
  });

  it('is the server’s where the server had ours: typed or thrown away on another device since', async () => {
    const here = device();
    const page = here.window();
    await page.drafts.save('R-1', { message: 'here' });
    await until(async () => expect(await page.behind.drafts?.load('R-1')).toMatchObject({ message: 'here' }));
    await pause(20);
    await page.behind.drafts?.save('R-1', { message: 'elsewhere' });
    expect(await page.drafts.load('R-1')).toEqual({ message: 'elsewhere' });
    await page.behind.drafts?.clear('R-1');
    expect(await page.drafts.load('R-1')).toBeUndefined();
  });

  it('is the device’s where the server cannot be asked', async () => {
    const here = device();
    let isDown = false;
    const page = here.window({
      wrap: (behind) => ({
        ...behind,
        drafts: {
          ...(behind.drafts as DraftStore),
          load: (id) => (isDown ? Promise.reject(new TypeError('Down.')) : (behind.drafts as DraftStore).load(id)),
        },
      }),
    });
    await page.drafts.save('R-1', draft);
    isDown = true;
    expect(await page.drafts.load('R-1')).toEqual(draft);
    await expect(page.drafts.load('R-2')).rejects.toThrow('Down.');
  });
});
