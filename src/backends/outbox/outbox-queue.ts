import { sameJson } from '../../internal/canonical-json.js';
import { errorFor } from '../../internal/errors.js';
import { inTime } from '../../internal/in-time.js';
import { notifyAll } from '../../internal/notify.js';
import type { OutboxItem, OutboxSnapshot, ReviewBackend, SendOptions } from '../../review/backend.types.js';
import {
  COMMAND_OUTCOMES,
  type Command,
  type CommandResult,
  type CommandType,
  type Refusal,
} from '../../review/review.types.js';
import { isVerdict } from '../../review/verdict.selectors.js';
import {
  type KeptCommand,
  type OutboxDelays,
  type OutboxMessage,
  type OutboxTimers,
  RECORD_FORMAT,
} from './outbox.types.js';
import { isStep, laneOf, plain } from './outbox-records.js';
import { type OutboxStorage, WITHDRAWN_FOR } from './outbox-storage.js';
import { backOff, stopOf } from './send-failures.js';
import type { SenderLock } from './sender-lock.js';

/** So many answers are remembered for who asks after them late. */
const REMEMBERED = 100;

interface QueueDeps {
  send: ReviewBackend['send'];
  storage: OutboxStorage;
  lock: SenderLock;
  /** Whether requests still go out as the person whose outbox this is. */
  isSignedIn: () => boolean | Promise<boolean>;
  isOffline: () => boolean;
  /** Throws the draft of a review away that was decided at this time of the device; never rejects. */
  forgetDraft: (reviewId: string, decidedAt: string) => Promise<void>;
  tell: (message: OutboxMessage) => void;
  delays: OutboxDelays;
  timers: OutboxTimers;
  clock: () => number;
  random: () => number;
}

/** Somebody in this page who waits for the answer to a command. */
interface Waiter {
  command: Omit<KeptCommand, 'order'>;
  promise: Promise<CommandResult>;
  resolve: (result: CommandResult) => void;
  reject: (error: unknown) => void;
  /** Whether it was written; before that it is in no list. */
  isKept: boolean;
  /** Whether its refusal stays listed, whatever it was: who asked by key says when the person was told. */
  isAsked: boolean;
  /** How often in a row it was in no list, though it has no answer. */
  missed: number;
}

/** The commands of one person that have no answer yet, and their way to the server. */
export interface OutboxQueue {
  send: ReviewBackend['send'];
  settle: (key: string) => Promise<CommandResult>;
  dismiss: (key: string) => Promise<void>;
  flush: () => void;
  /** Tries what waits for its next try. */
  hurry: () => void;
  receive: (message: OutboxMessage) => void;
  getSnapshot: () => OutboxSnapshot;
  subscribe: (listener: () => void) => () => void;
  notify: () => void;
  /** Reads what the device holds and sends it. */
  start: () => void;
  /** The page is frozen or goes: others send. */
  pause: () => void;
  /** Nobody hears anything any more. */
  stop: () => void;
}

/** Whether a person put something into it: a claim that was refused takes nothing away from anybody. */
const isWork = (type: CommandType) => type !== 'claim' && type !== 'release' && isStep(type);
const keyOf = ({ options }: { options: SendOptions }) => options.idempotencyKey;
const waits = ({ refusal, stopped }: KeptCommand) => !refusal && !stopped;

function itemOf({ reviewId, command, options, addedAt, attempts, stopped, refusal }: KeptCommand): OutboxItem {
  return {
    reviewId,
    command,
    options,
    addedAt,
    attempts,
    ...(stopped && { stopped }),
    ...(refusal && { refusal }),
  };
}

export function createOutboxQueue(deps: QueueDeps): OutboxQueue {
  const { storage, lock, tell, delays, timers, clock, random } = deps;
  const listeners = new Set<() => void>();
  const waiters = new Map<string, Waiter>();
  const answers = new Map<string, CommandResult>();
  /** Commands that the person gave up while this page was open. */
  const withdrawn = new Set<string>();
  /** Lanes with a command on its way, and its key. */
  const busy = new Map<string, string>();
  /** Lanes that wait for their next try. */
  const resting = new Map<string, unknown>();
  let kept: readonly KeptCommand[] = [];
  let snapshot: OutboxSnapshot = { items: [], storage: 'device', isOffline: false };
  let isPaused = true;
  let isStopped = false;
  /** Present while it is this window's turn to send. */
  let turn: { end: () => void } | undefined;
  let wanting: AbortController | undefined;
  let lookTimer: unknown;
  let reading: Promise<void> | undefined;
  let isReadStale = false;

  /* What everybody sees --------------------------------------------------------------------------------------------- */

  function notify() {
    const next: OutboxSnapshot = {
      items: kept.filter(({ command }) => isStep(command.type)).map(itemOf),
      storage: storage.isOnDevice() ? 'device' : 'memory',
      isOffline: deps.isOffline(),
    };
    if (!sameJson(next, snapshot)) snapshot = next;
    if (!isStopped) notifyAll(listeners);
  }

  function refresh(): Promise<void> {
    if (isStopped) return Promise.resolve();
    isReadStale = true;
    reading ??= (async () => {
      let found: readonly KeptCommand[] = [];
      // What is written while a list is read may be in it or not: only a list after the last write is the truth.
      while (isReadStale) {
        isReadStale = false;
        found = await storage.list();
      }
      reading = undefined;
      if (isStopped) return;
      kept = found.filter((command) => !withdrawn.has(keyOf(command)));
      for (const command of kept) {
        const waiter = waiters.get(keyOf(command));
        if (waiter) waiter.missed = 0;
        if (command.refusal) hear(keyOf(command), command.refusal);
      }
      notify();
      pump();
    })();
    return reading;
  }

  async function changed(write: Promise<unknown>): Promise<void> {
    await write;
    tell({ type: 'changed' });
    await refresh();
  }

  /* Answers --------------------------------------------------------------------------------------------------------- */

  function waitFor(command: Omit<KeptCommand, 'order'>, isKept: boolean, isAsked: boolean): Waiter {
    let resolve!: (result: CommandResult) => void;
    let reject!: (error: unknown) => void;
    const promise = new Promise<CommandResult>((...settlers) => {
      [resolve, reject] = settlers;
    });
    const waiter = { command, promise, resolve, reject, isKept, isAsked, missed: 0 };
    waiters.set(keyOf(command), waiter);
    return waiter;
  }

  /** Tells whoever in this page waits for this answer. A refusal stays listed until somebody says that it was read. */
  function hear(key: string, result: CommandResult) {
    answers.delete(key);
    answers.set(key, result);
    if (answers.size > REMEMBERED) answers.delete(answers.keys().next().value as string);
    const waiter = waiters.get(key);
    const isTold = result.outcome === 'accepted' || (waiter && !waiter.isAsked && !isWork(waiter.command.command.type));
    if (isTold) kept = kept.filter((command) => keyOf(command) !== key);
    // Listed before anybody hears of it: whoever has read it at once would look for it in vain.
    else kept = kept.map((command) => (keyOf(command) === key ? { ...command, refusal: result as Refusal } : command));
    if (!waiter) return;
    waiters.delete(key);
    notify();
    waiter.resolve(result);
    if (isTold && result.outcome !== 'accepted') void changed(storage.remove(key));
  }

  async function conclude(command: KeptCommand, result: CommandResult) {
    const key = keyOf(command);
    // A refusal is kept until somebody has read it: the page that asked may be gone, or show another case.
    if (result.outcome === 'accepted') {
      // Before the command is forgotten: the page that gave it may be gone, and its draft would come back as undecided.
      if (isVerdict(command.command.type)) await deps.forgetDraft(command.reviewId, command.addedAt);
      await storage.remove(key);
    } else if (isStep(command.command.type)) await storage.change(key, { refusal: result as Refusal });
    // Nobody is told, and nobody could do anything about it.
    else await storage.remove(key);
    // An answer is the proof that somebody is signed in.
    for (const each of kept) if (each.stopped === 'signed-out') await resume(each);
    hear(key, result);
    tell({ type: 'answered', key, result });
    await changed(Promise.resolve());
  }

  async function noteFailure(command: KeptCommand, error: unknown) {
    const { attempts } = command;
    const lane = laneOf(command);
    const stopped = stopOf(error);
    const tries = attempts + 1;
    if (stopped === 'signed-out') {
      for (const each of kept) if (waits(each) && each !== command) await storage.change(keyOf(each), { stopped });
    }
    if (!stopped) {
      const wait = backOff(tries, error, delays, random);
      const wake = () => {
        resting.delete(lane);
        pump();
      };
      resting.set(lane, timers.setTimeout(wake, wait));
    }
    const change = { attempts: tries, sendingUntil: undefined, ...(stopped && { stopped }) };
    await changed(storage.change(keyOf(command), change));
  }

  /* Sending --------------------------------------------------------------------------------------------------------- */

  /** One try. Rejects where there was no answer; nothing where it is not for this window to send any more. */
  async function ask({ reviewId, command, options }: KeptCommand): Promise<CommandResult | undefined> {
    if (!(await deps.isSignedIn())) throw Object.assign(new Error('Nobody is signed in.'), { code: 'not-signed-in' });
    // Meanwhile the person may have given it up, or the page have gone: somebody else sends it then.
    if (!(await storage.beginSending(options.idempotencyKey)) || isPaused) return undefined;
    const result = await inTime(deps.send(reviewId, command, options), delays.answer, timers);
    if (!COMMAND_OUTCOMES.includes(result?.outcome)) throw new Error('What came is no answer.');
    return plain(result);
  }

  async function attempt(command: KeptCommand) {
    busy.set(laneOf(command), keyOf(command));
    try {
      const result = await ask(command).catch((error: unknown) => ({ error }));
      if (isStopped) return;
      if (!result) await refresh();
      else await ('error' in result ? noteFailure(command, result.error) : conclude(command, result));
    } finally {
      busy.delete(laneOf(command));
      pump();
    }
  }

  /** Whether the device holds something that can be sent. */
  const hasWork = () => kept.some((command) => waits(command) && !storage.isVolatile(keyOf(command)));

  /** Sends the first command of each lane that may be sent now, and asks for the turn where it needs one. */
  function pump() {
    if (isPaused || isStopped) return;
    const seen = new Set<string>();
    for (const command of kept) {
      const lane = laneOf(command);
      if (command.refusal || seen.has(lane)) continue;
      seen.add(lane);
      if (command.stopped || busy.has(lane) || resting.has(lane)) continue;
      // What is in this page's memory only, no other window can send.
      if (turn || storage.isVolatile(keyOf(command))) void attempt(command);
    }
    if (hasWork()) takeTurn();
    else if (busy.size === 0) turn?.end();
    look();
  }

  function takeTurn() {
    if (wanting) return;
    const cancel = new AbortController();
    wanting = cancel;
    const work = async (lost: AbortSignal) => {
      // Whoever had the turn before may have sent what is still listed here.
      await refresh();
      if (lost.aborted || !hasWork()) return;
      await new Promise<void>((end) => {
        lost.addEventListener('abort', () => end());
        turn = { end };
        pump();
      });
      turn = undefined;
    };
    const next = () => {
      if (wanting === cancel) wanting = undefined;
      pump();
    };
    // Where a lock is denied, the next look tries again.
    lock.hold(work, cancel.signal).then(next, () => {
      if (wanting === cancel) wanting = undefined;
    });
  }

  /** A message between windows may be lost: while something waits, this page looks by itself. */
  function look() {
    if (lookTimer !== undefined || isPaused || isStopped || (waiters.size === 0 && kept.length === 0)) return;
    lookTimer = timers.setTimeout(async () => {
      lookTimer = undefined;
      await refresh();
      for (const [key, waiter] of waiters) {
        if (!waiter.isKept || kept.some((command) => keyOf(command) === key)) continue;
        waiter.missed += 1;
        // Answered in another window, and the answer was lost on the way: the server gives it again, under its key.
        if (waiter.missed > 1) void keep(waiter);
      }
      look();
    }, delays.look);
  }

  async function keep(waiter: Waiter): Promise<void> {
    const { command } = waiter;
    const key = keyOf(command);
    // A record of it is kept for so long; who waited longer cannot know whether the person gave it up.
    const isForgotten = clock() - Date.parse(command.addedAt) > WITHDRAWN_FOR;
    if (withdrawn.has(key) || isForgotten) return giveUp(key);
    waiter.isKept = false;
    const { isNew, kept: found } = await storage.add(command);
    waiter.isKept = true;
    waiter.missed = 0;
    if (found?.withdrawnAt !== undefined) return giveUp(key);
    const isSame = !found || (found.reviewId === command.reviewId && sameJson(found.command, command.command));
    if (!isNew && !isSame) {
      if (waiters.get(key) === waiter) waiters.delete(key);
      waiter.resolve({ outcome: 'invalid', issues: [{ code: 'value-invalid', path: 'idempotencyKey' }] });
      return;
    }
    if (!isNew && found?.stopped) await resume(found);
    await changed(Promise.resolve());
  }

  /* Verbs ----------------------------------------------------------------------------------------------------------- */

  function send(reviewId: string, given: Command, givenOptions: SendOptions): Promise<CommandResult> {
    if (isStopped) return Promise.reject(errorFor('outbox-stopped', 'send'));
    const refuse = (code: 'field-missing' | 'value-invalid', path: string): Promise<CommandResult> =>
      Promise.resolve({ outcome: 'invalid', issues: [{ code, path }] });
    const key = givenOptions?.idempotencyKey;
    if (typeof key !== 'string' || key === '') return refuse('field-missing', 'idempotencyKey');
    let command: Command;
    let options: SendOptions;
    try {
      command = plain(given);
      options = plain(givenOptions);
    } catch {
      return refuse('value-invalid', 'command');
    }
    const asked = waiters.get(key);
    if (asked) {
      const isSame = asked.command.reviewId === reviewId && sameJson(asked.command.command, command);
      if (!isSame) return refuse('value-invalid', 'idempotencyKey');
      asked.isAsked = false;
      if (asked.isKept) void keep(asked);
      return asked.promise;
    }
    const addedAt = new Date(clock()).toISOString();
    const waiter = waitFor({ format: RECORD_FORMAT, reviewId, command, options, addedAt, attempts: 0 }, false, false);
    void keep(waiter);
    return waiter.promise;
  }

  async function settle(key: string): Promise<CommandResult> {
    if (isStopped) throw errorFor('outbox-stopped', 'settle');
    const waiter = waiters.get(key);
    if (waiter) return waiter.promise;
    const find = () => kept.find((command) => keyOf(command) === key);
    const isAnswered = () => find()?.refusal ?? answers.get(key);
    if (!find()) await refresh();
    const answer = isAnswered();
    if (answer) return answer;
    const command = find();
    if (!command) throw errorFor('command-not-waiting', key);
    const { order: _order, ...rest } = command;
    const asking = waiters.get(key) ?? waitFor(rest, true, true);
    look();
    return asking.promise;
  }

  async function dismiss(key: string): Promise<void> {
    const command = kept.find((each) => keyOf(each) === key);
    if (!command || command.stopped === 'newer-kit') return;
    if (command.refusal) return changed(storage.remove(key));
    // What is on its way may well have arrived: "not sent" would not be true.
    if (busy.get(laneOf(command)) === key || !(await storage.withdraw(key))) return;
    tell({ type: 'withdrawn', key });
    giveUp(key);
    await changed(Promise.resolve());
  }

  /** Tells whoever waits in this page that the person does not want it sent. */
  function giveUp(key: string) {
    withdrawn.add(key);
    kept = kept.filter((command) => keyOf(command) !== key);
    const waiter = waiters.get(key);
    waiters.delete(key);
    notify();
    waiter?.reject(errorFor('command-given-up', key));
  }

  const resume = (command: KeptCommand) =>
    command.stopped === 'newer-kit' ? undefined : storage.change(keyOf(command), { stopped: undefined });

  function hurry() {
    for (const timer of resting.values()) timers.clearTimeout(timer);
    resting.clear();
    void refresh();
  }

  async function flush() {
    await refresh();
    for (const command of kept) if (command.stopped) await resume(command);
    tell({ type: 'flush' });
    hurry();
  }

  function pause() {
    isPaused = true;
    wanting?.abort();
    timers.clearTimeout(lookTimer);
    lookTimer = undefined;
    for (const timer of resting.values()) timers.clearTimeout(timer);
    resting.clear();
  }

  return {
    send,
    settle,
    dismiss,
    flush: () => void flush(),
    hurry,
    receive(message) {
      if (message.type === 'beat') lock.noteBeat();
      else if (message.type === 'flush') hurry();
      else {
        if (message.type === 'answered') hear(message.key, message.result);
        if (message.type === 'withdrawn') {
          // What this page has of it in memory goes as well.
          void storage.withdraw(message.key);
          giveUp(message.key);
        }
        void refresh();
      }
    },
    getSnapshot: () => snapshot,
    subscribe(listener) {
      const hear = () => listener();
      listeners.add(hear);
      return () => listeners.delete(hear);
    },
    notify,
    start() {
      isPaused = false;
      hurry();
    },
    pause,
    stop() {
      pause();
      isStopped = true;
      listeners.clear();
    },
  };
}
