import { type DBSchema, type IDBPDatabase, wrap } from 'idb';
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
  // A decision survives a power cut too; what comes back by itself need not.
  const write = (store: 'commands') => db.transaction(store, 'readwrite', { durability: 'strict' });

  return {
    commands: () => db.getAll('commands'),
    async add(command) {
      const transaction = write('commands');
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
    async change(key, change) {
      const transaction = write('commands');
      const kept = await transaction.store.index('key').get(key);
      if (kept) await transaction.store.put({ ...kept, ...change });
      await transaction.done;
    },
    async remove(key) {
      const transaction = write('commands');
      const order = await transaction.store.index('key').getKey(key);
      if (order !== undefined) await transaction.store.delete(order);
      await transaction.done;
    },
    drafts: () => db.getAll('drafts'),
    draft: (id) => db.get('drafts', id),
    async putDraft(draft) {
      await db.put('drafts', draft);
    },
    async exchangeDraft(id, stamp, next) {
      const transaction = db.transaction('drafts', 'readwrite');
      const kept = await transaction.store.get(id);
      if (kept?.stamp === stamp) await (next ? transaction.store.put(next) : transaction.store.delete(id));
      await transaction.done;
    },
    async takeLease(holder, now, length) {
      const transaction = db.transaction('lease', 'readwrite');
      const lease = await transaction.store.get(LEASE);
      // An end further off than any lease reaches is from before the clock was set back.
      const isHeld = lease !== undefined && lease.until > now && lease.until <= now + length;
      const isFree = !isHeld || lease.holder === holder;
      if (isFree) await transaction.store.put({ holder, until: now + length }, LEASE);
      await transaction.done;
      return isFree;
    },
    async dropLease(holder) {
      const transaction = db.transaction('lease', 'readwrite');
      const lease = await transaction.store.get(LEASE);
      if (lease?.holder === holder) await transaction.store.delete(LEASE);
      await transaction.done;
    },
    close: () => db.close(),
  };
}
