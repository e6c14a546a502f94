import { inTime } from '../../internal/in-time.js';
import { type DeviceStore, openDeviceStore } from './device-store.js';
import type { KeptCommand, KeptDraft, NewCommand, OutboxDelays, OutboxTimers } from './outbox.types.js';
import { isStep, laneOf, readCommand, readDraft } from './outbox-records.js';

/** A device's storage that failed is tried again after this long, in milliseconds. */
const REST = 30_000;
/** So long the device remembers that a command was given up, in milliseconds. */
export const WITHDRAWN_FOR = 7 * 24 * 60 * 60_000;

export interface OutboxStorageOptions {
  indexedDB: IDBFactory | undefined;
  name: string;
  delays: OutboxDelays;
  timers: OutboxTimers;
  clock: () => number;
  /** Called when `isOnDevice()` or `isUnsaved()` may answer differently. */
  onChange: () => void;
}

/** Commands and drafts of one person: on the device, and what the device does not take in this page's memory. */
export interface OutboxStorage {
  /** Whether everything new is kept beyond this page. */
  isOnDevice(): boolean;
  /** Whether something the server has not heard of is in this page's memory only. */
  isUnsaved(): boolean;
  /** Whether a command is in this page's memory only: nobody else can send it. */
  isVolatile(key: string): boolean;
  add(command: NewCommand): Promise<{ isNew: boolean; kept?: KeptCommand }>;
  /** The commands in order, without those that were given up. */
  list(): Promise<KeptCommand[]>;
  change(key: string, change: Partial<KeptCommand>): Promise<void>;
  remove(key: string): Promise<void>;
  /** Asks before each try whether the command may be sent: `false` where the person gave it up in another window. */
  beginSending(key: string): Promise<boolean>;
  /** Gives a command up, so that no window sends it any more. `false` where one may be sending it right now. */
  withdraw(key: string): Promise<boolean>;
  drafts(): Promise<KeptDraft[]>;
  draft(id: string): Promise<KeptDraft | undefined>;
  /** Resolves with whether it is on the device. */
  putDraft(draft: KeptDraft): Promise<boolean>;
  /** Puts another draft, or none, in the place of the one that has this stamp; nothing where another one is there. */
  exchangeDraft(id: string, stamp: string | undefined, next: KeptDraft | undefined): Promise<void>;
  /** The device's store, for the lease: rejects where there is none. */
  withDevice<T>(use: (device: DeviceStore) => Promise<T>): Promise<T>;
  close(): void;
}

const keyOf = ({ options }: NewCommand) => options.idempotencyKey;
const isWithdrawn = (command: Partial<NewCommand> | undefined) => command?.withdrawnAt !== undefined;

/**
 * Never rejects but from `withDevice`: a device that is full, blocked, gone or slow means that this page's memory keeps
 * what it did not take.
 */
export function createOutboxStorage(options: OutboxStorageOptions): OutboxStorage {
  const { indexedDB, name, delays, timers, clock, onChange } = options;
  const commands = new Map<string, KeptCommand>();
  const drafts = new Map<string, KeptDraft>();
  /** Answered commands that the device would not forget: they are not listed any more. */
  const undeletable = new Set<number>();
  /** Changes of commands that the device did not take. */
  const changes = new Map<string, Partial<KeptCommand>>();
  /** Commands and drafts on their way to the device. */
  let writing = 0;
  let device: DeviceStore | undefined;
  let opening: Promise<DeviceStore> | undefined;
  let failedAt: number | undefined;
  let isDown = indexedDB === undefined;
  let isClosed = false;
  /** What the device held when it was last heard of. */
  let lastListed: KeptCommand[] = [];

  function setDown(next: boolean) {
    if (isDown === next) return;
    isDown = next;
    onChange();
  }

  function open(): Promise<DeviceStore> {
    if (!indexedDB || isClosed) return Promise.reject(new Error('This device keeps nothing.'));
    if (opening) return opening;
    if (failedAt !== undefined && Math.abs(clock() - failedAt) < REST) {
      return Promise.reject(new Error('The storage of this device is out of order.'));
    }
    const lose = () => {
      device = undefined;
      opening = undefined;
    };
    const opened = openDeviceStore(indexedDB, name, lose).then(
      (store) => {
        // Answered after all, perhaps too late for whoever asked first.
        if (isClosed) store.close();
        else device = store;
        failedAt = undefined;
        setDown(false);
        return store;
      },
      (error) => {
        opening = undefined;
        failedAt = clock();
        setDown(true);
        throw error;
      },
    );
    opening = opened;
    return opened;
  }

  function giveUp() {
    device?.close();
    if (device) opening = undefined;
    device = undefined;
    failedAt = clock();
    setDown(true);
  }

  /** Storage that does not answer is worse than none: it would hold a decision back. */
  const answered = <T>(answer: Promise<T>) => inTime(answer, delays.storage, timers, giveUp);

  async function withDevice<T>(use: (device: DeviceStore) => Promise<T>): Promise<T> {
    // An open database is asked in this very task: the page may not live to see the next one.
    if (device) return answered(use(device));
    const opened = open();
    // Known not to answer: nobody waits for it again until it does.
    if (isDown) {
      opened.catch(() => {});
      throw new Error('The storage of this device is out of order.');
    }
    return answered(opened).then((store) => answered(use(store)));
  }

  /** Runs a write; resolves with whether the device took it. */
  async function wrote(use: (device: DeviceStore) => Promise<unknown>): Promise<boolean> {
    return withDevice(use).then(
      () => true,
      () => false,
    );
  }

  async function whileWriting<T>(write: () => Promise<T>): Promise<T> {
    writing += 1;
    onChange();
    try {
      return await write();
    } finally {
      writing -= 1;
      onChange();
    }
  }

  function keepInMemory(command: NewCommand): KeptCommand {
    const orders = [...lastListed, ...commands.values()].map(({ order }) => order);
    // Behind what is known, and before the next whole number, which the device gives.
    const kept = { ...command, order: Math.max(0, ...orders) + 1e-6 };
    commands.set(keyOf(command), kept);
    return kept;
  }

  return {
    isOnDevice: () => !isDown && commands.size === 0 && drafts.size === 0,
    isUnsaved: () =>
      writing > 0 ||
      [...commands.values()].some(({ refusal, command }) => !refusal && isStep(command.type)) ||
      [...drafts.values()].some(({ isUnsynced }) => isUnsynced),
    isVolatile: (key) => commands.has(key),

    add: (command) =>
      whileWriting(async () => {
        const key = keyOf(command);
        const known = commands.get(key);
        if (known) return { isNew: false, kept: known };
        // Behind another one of its review that only this page can send, so that they stay in order.
        if ([...commands.values()].some((each) => laneOf(each) === laneOf(command) && !each.refusal)) {
          return { isNew: true, kept: keepInMemory(command) };
        }
        try {
          const { isNew, found } = await withDevice((store) => store.add(command));
          const kept = readCommand(found);
          return { isNew, ...(kept && { kept }) };
        } catch {
          return { isNew: true, kept: keepInMemory(command) };
        }
      }),
    async list() {
      let found: KeptCommand[];
      try {
        const read = (await withDevice((store) => store.commands())).map(readCommand);
        const all = read
          .filter((each) => each !== undefined)
          .filter(({ order }) => !undeletable.has(order))
          .map((each) => ({ ...each, ...changes.get(keyOf(each)) }));
        const onDevice = new Set(all.map(keyOf));
        for (const key of commands.keys()) if (onDevice.has(key)) commands.delete(key);
        for (const each of all) {
          const age = isWithdrawn(each) ? Math.abs(clock() - (each.withdrawnAt as number)) : 0;
          if (age > WITHDRAWN_FOR) void wrote((store) => store.remove(keyOf(each)));
        }
        found = all.filter((each) => !isWithdrawn(each));
        lastListed = found;
      } catch {
        // What was on the device a moment ago is not lost with it: the server knows a command by its key.
        for (const each of lastListed) {
          if (each.stopped !== 'newer-kit') commands.set(keyOf(each), each);
        }
        lastListed = [];
        found = [];
      }
      return [...found, ...commands.values()].sort((a, b) => a.order - b.order);
    },
    async change(key, change) {
      const kept = commands.get(key);
      if (kept) commands.set(key, { ...kept, ...change });
      else if (await wrote((store) => store.change(key, change))) changes.delete(key);
      else changes.set(key, { ...changes.get(key), ...change });
    },
    async remove(key) {
      const listed = lastListed.find((each) => keyOf(each) === key);
      lastListed = lastListed.filter((each) => each !== listed);
      commands.delete(key);
      changes.delete(key);
      if (!(await wrote((store) => store.remove(key))) && listed) undeletable.add(listed.order);
    },
    async beginSending(key) {
      if (commands.has(key)) return true;
      if (isWithdrawn(changes.get(key))) return false;
      // What the device cannot say keeps nothing from being sent: the server knows a command by its key.
      return withDevice((store) => store.beginSending(key, clock() + delays.answer)).catch(() => true);
    },
    async withdraw(key) {
      const now = clock();
      const answer = await withDevice((store) => store.withdraw(key, now, delays.answer)).catch(() => undefined);
      if (answer === false) return false;
      if (answer === undefined && !commands.has(key)) changes.set(key, { ...changes.get(key), withdrawnAt: now });
      commands.delete(key);
      lastListed = lastListed.filter((each) => keyOf(each) !== key);
      return true;
    },

    async drafts() {
      const found = await withDevice((store) => store.drafts()).catch(() => []);
      const read = found.map(readDraft).filter((each) => each !== undefined);
      return [...read.filter(({ id }) => !drafts.has(id)), ...drafts.values()];
    },
    async draft(id) {
      return drafts.get(id) ?? readDraft(await withDevice((store) => store.draft(id)).catch(() => undefined));
    },
    putDraft: (draft) =>
      whileWriting(async () => {
        const isKept = await wrote((store) => store.putDraft(draft));
        if (isKept) drafts.delete(draft.id);
        else drafts.set(draft.id, draft);
        return isKept;
      }),
    async exchangeDraft(id, stamp, next) {
      const kept = drafts.get(id);
      if (kept && kept.stamp !== stamp) return;
      if (kept && next) drafts.set(id, next);
      else {
        drafts.delete(id);
        // What the device holds below a draft in memory is older still.
        await wrote(async (store) => {
          const below = kept && readDraft(await store.draft(id));
          await store.exchangeDraft(id, kept ? below?.stamp : stamp, next);
        });
      }
      onChange();
    },
    withDevice,
    close() {
      isClosed = true;
      device?.close();
    },
  };
}
