import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { StoredRecord } from './records.js';
import type { Moment } from './sudden-death.js';

const root = resolve(import.meta.dirname, '../..');

export interface ServerOptions {
  /** A PostgreSQL server; without it the embedded one, in `folder`. */
  databaseUrl?: string;
  folder?: string;
  /** File of the key that signs the record. */
  logKey: string;
  /** How far the host's clock is ahead, in milliseconds. @default the clock of the database */
  shift?: number;
  /** How far the clock of its machine is ahead, in milliseconds. @default 0 */
  deviceShift?: number;
  /** How long a claim lasts, in milliseconds. */
  lease?: number;
  /** Folder of the built page. */
  page?: string;
  /** Where effects are sent. */
  webhook?: { url: string; secret: string };
}

type Task =
  | { do: 'open'; ids: readonly string[]; kind?: string }
  | { do: 'enrol'; ids: readonly string[] }
  | { do: 'die'; moment: Moment; statements: number }
  | { do: 'read'; ids: readonly string[] }
  | { do: 'verify' }
  | { do: 'tell the time' };
/** What a server process is told. */
export type Order = Task & { number: number };

/** A reference host in a process of its own, started again whenever it was killed. */
export interface FaultServer {
  /** Where it listens now: another port after each start. Nothing while it is down. */
  url(): string | undefined;
  /** How often it was killed so far. */
  deaths(): number;
  /** Resolves as soon as it listens. */
  ready(): Promise<void>;
  /** Opens one review for each id. */
  open(ids: readonly string[], kind?: string): Promise<void>;
  /** Lets people sign in as everybody does. */
  enrol(ids: readonly string[]): Promise<void>;
  /** What is stored, once everything that it causes has left. */
  read(ids: readonly string[]): Promise<StoredRecord[]>;
  /** What is wrong with the log as it is stored. */
  verify(): Promise<string[]>;
  /** How far the clock of its machine is ahead of ours, in milliseconds. */
  ahead(): Promise<number>;
  /** Has it end in its next transaction. */
  dieAt(moment: Moment, statements?: number): Promise<void>;
  /** Kills it now. */
  kill(): void;
  stop(): Promise<void>;
}

/** Starts a server, and again each time that it ends before `stop()`. */
export async function startFaultServer(options: ServerOptions): Promise<FaultServer> {
  let child: ChildProcess;
  let url: string | undefined;
  let deaths = 0;
  let number = 0;
  let isStopping = false;
  let started: Promise<void>;
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();

  function start(): Promise<void> {
    const current = fork(resolve(import.meta.dirname, 'fault-server.process.ts'), [JSON.stringify(options)], {
      cwd: root,
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    child = current;
    let output = '';
    current.stderr?.on('data', (chunk) => {
      output = (output + chunk).slice(-4_000);
    });
    return new Promise<void>((ready, fail) => {
      current.on('message', (message: { url?: string; number?: number; value?: never; error?: string }) => {
        if (message.url !== undefined) {
          url = message.url;
          ready();
          return;
        }
        const waiter = waiting.get(message.number as number);
        waiting.delete(message.number as number);
        if (message.error !== undefined) waiter?.reject(new Error(message.error));
        else waiter?.resolve(message.value as never);
      });
      current.once('exit', (code, signal) => {
        const wasReady = url !== undefined;
        url = undefined;
        for (const { reject } of waiting.values()) reject(new Error('The server was killed.'));
        waiting.clear();
        if (isStopping) return;
        // Only a kill is a fault of ours: a server that ends by itself is one of its own, and ends the run.
        if (signal === 'SIGKILL' && wasReady) {
          deaths += 1;
          started = start();
          started.catch(() => {});
          return;
        }
        started = Promise.reject(new Error(`The server ended with ${signal ?? code}:\n${output}`));
        started.catch(() => {});
        fail(new Error(`The server ended with ${signal ?? code}:\n${output}`));
      });
    });
  }

  async function order<T>(task: Task): Promise<T> {
    await started;
    number += 1;
    const own = number;
    return new Promise<T>((resolve, reject) => {
      waiting.set(own, { resolve: resolve as never, reject });
      child.send({ ...task, number: own } satisfies Order);
    });
  }

  started = start();
  await started;
  return {
    url: () => url,
    deaths: () => deaths,
    ready: () => started,
    open: (ids, kind) => order({ do: 'open', ids, ...(kind !== undefined && { kind }) }),
    enrol: (ids) => order({ do: 'enrol', ids }),
    read: (ids) => order({ do: 'read', ids }),
    verify: () => order({ do: 'verify' }),
    ahead: async () => (await order<number>({ do: 'tell the time' })) - Date.now(),
    dieAt: (moment, statements = Number.POSITIVE_INFINITY) =>
      // JSON has no infinity.
      order({ do: 'die', moment, statements: Math.min(statements, 1_000) }),
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      isStopping = true;
      await started.catch(() => {});
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    },
  };
}
