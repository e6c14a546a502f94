import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { retryCollisions } from './database-failures.js';
import { lockFolder } from './folder-lock.js';
import { listenOn } from './listener.js';

export interface Queryable {
  /** Runs one statement with `$1` parameters. */
  query<Row = Record<string, unknown>>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** All that the host needs of a PostgreSQL, embedded or not. */
export interface Database extends Queryable {
  /**
   * Everything that `work` does happens together or not at all. It is done again where the database ended it for the sake
   * of another transaction, and must therefore do nothing outside the database that a second time would spoil.
   */
  transaction<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result>;
  /** Whether other processes may write to it as well. */
  readonly isShared: boolean;
  /**
   * Hears what is notified on a channel, by any process, once it is committed; and also whenever something may have been
   * missed. Returns what stops it.
   */
  listen(channel: string, onNotify: () => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Whether a text can be a parameter at all: PostgreSQL's text holds no NUL, so nothing stored is named with one. */
export function isStorable(text: string): boolean {
  return !text.includes('\u0000');
}

export class DatabaseError extends Error {
  override name = 'DatabaseError';
}

async function takeFolder(folder: string): Promise<() => void> {
  // Each of two processes would overwrite the other's pages.
  const unlock = await lockFolder(folder);
  if (typeof unlock === 'function') return unlock;
  throw new DatabaseError(
    `Process ${unlock} already uses the data folder ${folder}. Stop it, or give another folder with --data.`,
  );
}

/** PostgreSQL inside this process, its files in `folder`; without one it lives in memory. */
export async function openEmbedded(folder?: string): Promise<Database> {
  const unlock = folder === undefined ? () => {} : await takeFolder(folder);
  const engine = await PGlite.create(folder === undefined ? 'memory://' : join(folder, 'database'));
  const over = (on: Pick<PGlite, 'query'>): Queryable => ({
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await on.query<Row>(sql, [...parameters])).rows,
  });
  return {
    ...over(engine),
    isShared: false,
    listen: (channel, onNotify) => engine.listen(channel, onNotify),
    transaction: (work) => engine.transaction((tx) => work(over(tx as unknown as PGlite))),
    async close() {
      await engine.close();
      unlock();
    },
  };
}

/** How long one part of the work may keep the others waiting, in milliseconds; 0 is for ever. */
export interface DatabaseTimeouts {
  /** For a lock that somebody else has. @default 5 seconds */
  lock: number;
  /** For one statement, the wait for its locks included. @default 20 seconds */
  statement: number;
  /**
   * For the next statement of a transaction: a process that was frozen inside one loses it, and its locks with it.
   * @default 10 seconds
   */
  idle: number;
  /** For a connection, where all are in use or the server does not answer. @default 8 seconds */
  connection: number;
}

const TIMEOUTS: DatabaseTimeouts = { lock: 5_000, statement: 20_000, idle: 10_000, connection: 8_000 };

/** Takes the time limits off a transaction that a server does before it serves: it may be long, and nobody waits for it. */
export async function takeTime(tx: Queryable): Promise<void> {
  await tx.query(
    `select set_config(name, '0', true)
     from unnest(array['lock_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout']) as name`,
  );
}

/** A PostgreSQL server, 15 or newer. What the address says of a timeout goes before `timeouts`. */
export function openServer(url: string, timeouts: Partial<DatabaseTimeouts> = {}): Database {
  const { lock, statement, idle, connection } = { ...TIMEOUTS, ...timeouts };
  const pool = new pg.Pool({
    connectionString: url,
    max: 10,
    keepAlive: true,
    connectionTimeoutMillis: connection,
    lock_timeout: lock,
    statement_timeout: statement,
    idle_in_transaction_session_timeout: idle,
  });
  // A connection that dies while idle is replaced; without a listener it would end the process.
  pool.on('error', (error) => {
    if (!pool.ending) console.error(`A database connection was lost: ${error.message}`);
  });
  // The pool listens while a connection is idle. One that dies at work is told of by the statement that fails.
  pool.on('connect', (client) => client.on('error', () => {}));
  const over = (on: pg.Pool | pg.PoolClient): Queryable => ({
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await on.query(sql, [...parameters])).rows as Row[],
  });
  async function once<Result>(work: (tx: Queryable) => Promise<Result>): Promise<Result> {
    const client = await pool.connect();
    try {
      await client.query('begin');
      const result = await work(over(client));
      await client.query('commit');
      client.release();
      return result;
    } catch (error) {
      // A client that cannot even roll back is not given to anybody else.
      await client.query('rollback').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  }
  return {
    ...over(pool),
    isShared: true,
    listen: (channel, onNotify) => listenOn(url, channel, onNotify),
    transaction: (work) => retryCollisions(() => once(work)),
    close: () => pool.end(),
  };
}
