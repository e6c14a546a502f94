import { errorFor } from '../internal/errors.js';
import { inTime } from '../internal/in-time.js';
import type { DraftStore, Outbox, ReviewBackend, SendOptions, Unsubscribe } from '../review/backend.types.js';
import type { Command, CommandResult, Reviewer } from '../review/review.types.js';
import type { OutboxChannel, OutboxDelays, OutboxMessage, OutboxTimers } from './outbox/outbox.types.js';
import { createOutboxDrafts } from './outbox/outbox-drafts.js';
import { createOutboxQueue } from './outbox/outbox-queue.js';
import { createOutboxStorage } from './outbox/outbox-storage.js';
import { createLeaseLock, createWebLock } from './outbox/sender-lock.js';

export { guardLeaving, type LeaveGuarded } from './outbox/guard-leaving.js';
export type { OutboxChannel, OutboxDelays, OutboxTimers } from './outbox/outbox.types.js';

export interface OutboxBackendOptions {
  /** The backend behind, which answers. Its drafts, where it has them, hear of every draft kept here. */
  backend: ReviewBackend;
  /** Whose outbox this is. Another person's is never opened: each has a database of their own. */
  reviewer: Pick<Reviewer, 'id'>;
  /**
   * What tells two servers on one origin apart, such as the base URL.
   * @default ''
   */
  scope?: string;
  /**
   * Whether requests go out as this person now. Asked before each command and each draft that is sent, and before a draft
   * is read from the backend. The backend behind is told whose they are, and refuses what is not its person's: this saves the question.
   */
  isSignedIn?: () => boolean | Promise<boolean>;
  /** Where commands and drafts are kept; `false` for this page's memory. @default the browser's IndexedDB */
  indexedDB?: IDBFactory | false;
  /** Which window sends; `false` for a lease in the database. @default navigator.locks, where there is */
  locks?: Pick<LockManager, 'request'> | false;
  /** Makes the channel to the person's other windows; `false` for none. @default the browser's BroadcastChannel */
  channel?: ((name: string) => OutboxChannel) | false;
  /** Milliseconds since 1970. @default Date.now */
  clock?: () => number;
  /** A number from 0 to 1, for the jitter. @default Math.random */
  random?: () => number;
  /** Makes the ids of this window and of each draft's state. @default crypto.randomUUID */
  createId?: () => string;
  /** @default the page's timers */
  timers?: OutboxTimers;
  delays?: Partial<OutboxDelays>;
}

/** A backend whose commands and drafts outlive the page. */
export interface OutboxBackend extends ReviewBackend {
  outbox: Outbox;
  drafts: DraftStore;
  /**
   * Whether something is in this page's memory only, so that leaving would lose it. `outbox.subscribe` tells when to
   * ask again; `guardLeaving` does.
   */
  hasUnsaved(): boolean;
  /**
   * Ends sending and listening, for a page that goes on with another person. What is kept stays kept, and goes on when
   * an outbox is made for this person again; promises that wait stay open. What is given
   * afterwards rejects with `outbox-stopped`.
   */
  stop(): void;
}

const DELAYS: OutboxDelays = {
  firstRetry: 1_000,
  longestRetry: 60_000,
  answer: 30_000,
  storage: 3_000,
  lease: 15_000,
  look: 5_000,
};

const TIMERS: OutboxTimers = {
  setTimeout: (callback, milliseconds) => setTimeout(callback, milliseconds),
  clearTimeout: (handle) => clearTimeout(handle as number),
};

/** The browser's own, where there is one: reading it throws where storage is denied. */
function ownIndexedDB(): IDBFactory | undefined {
  try {
    return globalThis.indexedDB;
  } catch {
    return undefined;
  }
}

/**
 * Keeps every command on this device until the server has answered it, and every draft. A command is written down
 * before it is sent; sent again, under its key, until there is an answer; one after the other per review, in whichever
 * window has the turn. `send` rejects only for a command that the person gave up.
 *
 * Each command goes out as it was given, with the version, the fingerprint and the fence of the moment it was decided:
 * one that waited behind another of its review is never rebased on what that one did, since nobody has seen that. The
 * server says `conflict`, and the person looks again.
 *
 * @throws {CountersignError} `backend-invalid` when the backend lacks `send`, or the reviewer an id
 */
export function createOutboxBackend(options: OutboxBackendOptions): OutboxBackend {
  const { backend, reviewer, scope = '', isSignedIn = () => true } = options;
  if (typeof backend?.send !== 'function') throw errorFor('backend-invalid', 'send() is missing');
  if (typeof reviewer?.id !== 'string' || reviewer.id === '') {
    throw errorFor('backend-invalid', 'the outbox was given no reviewer.id, and cannot tell whose commands it keeps');
  }
  const { clock = Date.now, random = Math.random, createId = () => crypto.randomUUID(), timers = TIMERS } = options;
  const delays = { ...DELAYS, ...options.delays };
  const name = `countersign-outbox:${JSON.stringify([scope, reviewer.id])}`;
  const windowId = createId();
  const endings: Unsubscribe[] = [];
  let isStopped = false;

  const makeChannel =
    options.channel ??
    (typeof BroadcastChannel === 'undefined' ? false : (of: string): OutboxChannel => new BroadcastChannel(of));
  const channel = makeChannel ? makeChannel(name) : undefined;
  const tell = (message: OutboxMessage) => {
    if (!isStopped) channel?.postMessage(message);
  };

  const storage = createOutboxStorage({
    indexedDB: options.indexedDB === false ? undefined : (options.indexedDB ?? ownIndexedDB()),
    name,
    delays,
    timers,
    clock,
    onChange: () => queue.notify(),
  });
  const locks = options.locks ?? globalThis.navigator?.locks ?? false;
  const lock = locks
    ? createWebLock({ locks, name, beat: () => tell({ type: 'beat' }), delays, timers })
    : createLeaseLock({
        take: () => storage.withDevice((device) => device.takeLease(windowId, clock(), delays.lease)),
        drop: () => storage.withDevice((device) => device.dropLease(windowId)),
        random,
        delays,
        timers,
      });
  const drafts = createOutboxDrafts({
    storage,
    remote: backend.drafts,
    by: reviewer.id,
    isSignedIn,
    createId,
    clock,
    now: () => backend.now?.() ?? clock(),
    delays,
    timers,
  });
  const queue = createOutboxQueue({
    send: (id, command, sendOptions) => backend.send(id, command, { ...sendOptions, by: reviewer.id }),
    storage,
    lock,
    isSignedIn,
    isOffline: () => globalThis.navigator?.onLine === false,
    tell,
    delays,
    timers,
    clock,
    random,
    forgetDraft: drafts.forget,
  });

  function listen(target: EventTarget | undefined, types: readonly string[], listener: (event: Event) => void) {
    for (const type of types) {
      target?.addEventListener?.(type, listener);
      endings.push(() => target?.removeEventListener?.(type, listener));
    }
  }
  const goOn = () => {
    queue.start();
    void drafts.sync();
  };
  channel?.addEventListener('message', ({ data }) => {
    if (!isStopped && typeof data === 'object' && data !== null) queue.receive(data as OutboxMessage);
  });
  const page = typeof window === 'undefined' ? undefined : window;
  listen(page, ['online'], () => {
    queue.notify();
    queue.hurry();
    void drafts.sync();
  });
  listen(page, ['offline'], () => queue.notify());
  // A page in the back-forward cache, or frozen in the background, must not keep the turn.
  listen(page, ['pagehide'], () => queue.pause());
  listen(page, ['pageshow'], ({ persisted }: Event & { persisted?: boolean }) => {
    if (persisted) goOn();
  });
  listen(page?.document, ['freeze'], () => queue.pause());
  listen(page?.document, ['resume'], goOn);

  queue.notify();
  goOn();
  // Who opens the page is there to sign in, or has: what was refused for that is tried once.
  queue.flush();

  /**
   * A proof is good for minutes and written down nowhere: a decision that carries one is sent at once, and rejects where it
   * is not answered. Whoever gave it has the draft, and asks for another proof.
   */
  async function sendSigned(id: string, command: Command, given: SendOptions): Promise<CommandResult> {
    if (isStopped) throw errorFor('outbox-stopped', 'send');
    if (!(await isSignedIn())) throw Object.assign(new Error('Nobody is signed in.'), { code: 'not-signed-in' });
    return inTime(backend.send(id, command, { ...given, by: reviewer.id }), delays.answer, timers);
  }

  const { subscribe, claims, now, record, ownHistory, stops, checks, outcomes, presence, people } = backend;
  return {
    list: (query) => backend.list(query),
    load: (id, options) => backend.load(id, options),
    history: (id, cursor) => backend.history(id, cursor),
    ...(subscribe && { subscribe: subscribe.bind(backend) }),
    ...(claims && { claims }),
    ...(record && { record }),
    ...(ownHistory && { ownHistory }),
    ...(checks && { checks }),
    ...(outcomes && { outcomes }),
    ...(presence && { presence }),
    ...(people && { people: people.bind(backend) }),
    // Not kept to be sent later: a stop that waits stops nothing, and whoever gives it has to be told.
    ...(stops && { stops }),
    ...(now && { now: now.bind(backend) }),
    send: (id, command, given) =>
      given?.proof === undefined ? queue.send(id, command, given) : sendSigned(id, command, given),
    drafts: { save: drafts.save, load: drafts.load, clear: drafts.clear, saveUnread: drafts.saveUnread },
    outbox: {
      getSnapshot: queue.getSnapshot,
      subscribe: queue.subscribe,
      settle: queue.settle,
      dismiss: queue.dismiss,
      flush() {
        queue.flush();
        void drafts.sync();
      },
    },
    hasUnsaved: storage.isUnsaved,
    stop() {
      if (isStopped) return;
      isStopped = true;
      for (const end of endings) end();
      queue.stop();
      channel?.close();
      // The turn is given back first: with a lease, that is a write.
      timers.setTimeout(() => storage.close(), delays.storage);
    },
  };
}
