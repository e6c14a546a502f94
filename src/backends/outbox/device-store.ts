import { type DBSchema, type IDBPDatabase, type IDBPObjectStore, wrap } from 'idb';
import type { KeptCommand, KeptDraft, NewCommand } from './outbox.types.js';

interface Lease {
  holder: string;
  /** Milliseconds since 1970 of this device's clock, which all its windows share. */
  until: number;
}

interface Schema extends DBSchema {
  commands: { key: number; value: NewCommand; indexes: { key: string } };
  drafts: { key: string; value: KeptDraft };
  lease: { key: string; value: Lease };
}

const VERSION = 1;
const LEASE = 'sender';

/** One person's database on this device. Whatever goes wrong rejects. */
export interface DeviceStore {
  /** Every command in order, as found: what another version or a fault wrote is the caller's to judge. */
  commands(): Promise<unknown[]>;
  /** Adds a command, or finds the one that has its key. */
  add(command: NewCommand): Promise<{ isNew: boolean; found: unknown }>;
  /** Changes a command that is still there. */
  change(key: string, change: Partial<KeptCommand>): Promise<void>;
  remove(key: string): Promise<void>;
  /** Notes until when a window may be sending a command. `false` where the person gave it up. */
  beginSending(key: string, until: number): Promise<boolean>;
  /** Gives a command up, in one transaction. `false` where a window may be sending it: for `longest` at most from now. */
  withdraw(key: string, now: number, longest: number): Promise<boolean>;
  drafts(): Promise<unknown[]>;
  draft(id: string): Promise<unknown>;
  putDraft(draft: KeptDraft): Promise<void>;
  /** Puts another draft, or none, in the place of the one that has this stamp; nothing where another one is there. */
  exchangeDraft(id: string, stamp: string | undefined, next: KeptDraft | undefined): Promise<void>;
  /** Takes the lease, or moves its end, in one transaction. `false` where somebody else has it. */
  takeLease(holder: string, now: number, length: number): Promise<boolean>;
  dropLease(holder: string): Promise<void>;
  close(): void;
}

function build(db: IDBDatabase): void {
  const commands = db.createObjectStore('commands', { keyPath: 'order', autoIncrement: true });
  commands.createIndex('key', 'options.idempotencyKey', { unique: true });
  db.createObjectStore('drafts', { keyPath: 'id' });
  db.createObjectStore('lease');
}

/**
 * Opens the database of one person.
 *
 * @param onLose called when the connection is gone: closed by the browser, or given up for a newer version of the kit
 */
export async function openDeviceStore(factory: IDBFactory, name: string, onLose: () => void): Promise<DeviceStore> {
  const request = factory.open(name, VERSION);
  request.onupgradeneeded = () => build(request.result);
  const db = (await wrap(request)) as unknown as IDBPDatabase<Schema>;
  db.addEventListener('close', onLose);
  db.addEventListener('versionchange', () => {
    db.close();
    onLose();
  });
  /** Runs a read and a write as one. A transaction that is undone fails both, and both are heard. */
  async function within<S extends 'commands' | 'drafts' | 'lease', T>(
    name: S,
    work: (store: IDBPObjectStore<Schema, [S], S, 'readwrite'>) => Promise<T>,
    // A decision survives a power cut too; what comes back by itself need not.
    durability: IDBTransactionDurability = 'default',
  ): Promise<T> {
    const transaction = db.transaction(name, 'readwrite', { durability });
    const [result] = await Promise.all([work(transaction.store), transaction.done]);
    return result;
  }

  return {
    commands: () => db.getAll('commands'),
    async add(command) {
      const transaction = db.transaction('commands', 'readwrite', { durability: 'strict' });
      const added = transaction.store.add(command);
      // Committed at once: this page may be gone before it could hear that the request succeeded.
      transaction.commit();
      try {
        const [order] = await Promise.all([added, transaction.done]);
        return { isNew: true, found: { ...command, order } };
      } catch (error) {
        if ((error as DOMException | null)?.name !== 'ConstraintError') throw error;
        return { isNew: false, found: await db.getFromIndex('commands', 'key', command.options.idempotencyKey) };
      }
    },
    change: (key, change) =>
      within(
        'commands',
        async (store) => {
          const kept = await store.index('key').get(key);
          if (kept) await store.put({ ...kept, ...change });
        },
        'strict',
      ),
    remove: (key) =>
      within('commands', async (store) => {
        const order = await store.index('key').getKey(key);
        if (order !== undefined) await store.delete(order);
      }),
    beginSending: (key, until) =>
      within('commands', async (store) => {
        const kept = await store.index('key').get(key);
        if (kept?.withdrawnAt !== undefined) return false;
        if (kept) await store.put({ ...kept, sendingUntil: until });
        return true;
      }),
    withdraw: (key, now, longest) =>
      within(
        'commands',
        async (store) => {
          const kept = await store.index('key').get(key);
          if (!kept || kept.withdrawnAt !== undefined) return true;
          const { sendingUntil = now } = kept;
          // An end further off than any try lasts is from before the clock was set back.
          if (sendingUntil > now && sendingUntil <= now + longest) return false;
          await store.put({ ...kept, withdrawnAt: now });
          return true;
        },
        'strict',
      ),
    drafts: () => db.getAll('drafts'),
    draft: (id) => db.get('drafts', id),
    async putDraft(draft) {
      const transaction = db.transaction('drafts', 'readwrite');
      const put = transaction.store.put(draft);
      // As with a command: the page may be gone before it could hear that the request succeeded.
      transaction.commit();
      await Promise.all([put, transaction.done]);
    },
    exchangeDraft: (id, stamp, next) =>
      within('drafts', async (store) => {
        const kept = await store.get(id);
        if (kept?.stamp === stamp) await (next ? store.put(next) : store.delete(id));
      }),
    takeLease: (holder, now, length) =>
      within('lease', async (store) => {
        const lease = await store.get(LEASE);
        // An end further off than any lease reaches is from before the clock was set back.
        const isHeld = lease !== undefined && lease.until > now && lease.until <= now + length;
        const isFree = !isHeld || lease.holder === holder;
        if (isFree) await store.put({ holder, until: now + length }, LEASE);
        return isFree;
      }),
    dropLease: (holder) =>
      within('lease', async (store) => {
        const lease = await store.get(LEASE);
        if (lease?.holder === holder) await store.delete(LEASE);
      }),
    close: () => db.close(),
  };
}
