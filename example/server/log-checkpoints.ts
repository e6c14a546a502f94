import { BLOCK_LINES, type Checkpoint, type MerkleTree, toHex } from 'countersign/core';
import type { Database, Queryable } from './database.js';
import type { LogKeys } from './log-keys.js';
import { createLogTree, LogBrokenError } from './log-tree.js';
import { createTurns } from './turns.js';

/** One server signs at a time. */
const LOCK_CHECKPOINTS = 7_303;
/** How soon after a change it is counted how many lines there are, in milliseconds: many changes are counted once. */
const LOOK = 200;

/** When a checkpoint is due. */
export interface CheckpointTimes {
  /** So many lines after the last one. @default 256 */
  lines: number;
  /** So long after a line without one, in milliseconds. @default a minute */
  wait: number;
}
const TIMES: CheckpointTimes = { lines: BLOCK_LINES, wait: 60_000 };

/** Signs the log now and then, and holds it against what was signed before. */
export interface LogCheckpoints {
  /**
   * The newest checkpoint, of the log as it is now: signed where it has grown. Of a log that is not what it was the newest
   * that was ever signed. Nothing where there are no entries.
   */
  take(): Promise<Checkpoint | undefined>;
  /** Every checkpoint, oldest first; and besides what this server remembers, whatever the database says. */
  list(): Promise<Checkpoint[]>;
  /** Why nothing is signed any more, in words; nothing where all is well. */
  readonly fault: string | undefined;
  /** The tree over the digests of the log, caught up to the newest checkpoint at least. */
  readonly tree: MerkleTree;
  /** Holds the log against what was signed before, and signs what is not signed, while others go on. */
  start(): void;
  /** Hears that there may be more lines. */
  note(): void;
  /** Signs what is not signed, and ends. */
  stop(): Promise<void>;
}

interface CheckpointRow {
  size: number;
  root: string;
  blocks: string;
  at: string;
  key_id: string;
  signature: string;
}
const checkpointFrom = ({ key_id: keyId, ...rest }: CheckpointRow): Checkpoint => ({ ...rest, keyId });
const COLUMNS = 'size::float8 as size, root, blocks, at, key_id, signature';

export async function newestCheckpoint(on: Queryable): Promise<Checkpoint | undefined> {
  const [row] = await on.query<CheckpointRow>(
    `select ${COLUMNS} from checkpoints order by checkpoints.size desc limit 1`,
  );
  return row && checkpointFrom(row);
}

export interface LogCheckpointOptions {
  database: Database;
  keys: LogKeys;
  /** Milliseconds since 1970. */
  clock: () => number;
  times?: Partial<CheckpointTimes>;
}

export function createLogCheckpoints({ database, keys, clock, times = {} }: LogCheckpointOptions): LogCheckpoints {
  const { lines: mostLines, wait } = { ...TIMES, ...times };
  const log = createLogTree();
  const inTurn = createTurns();
  let fault: string | undefined;
  let covered = 0;
  /** Size of the newest checkpoint that was held against the log. */
  let held = 0;
  let look: NodeJS.Timeout | undefined;
  let due: NodeJS.Timeout | undefined;
  let working: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  /** Once it has been said, nothing that is read later makes it unsaid. */
  function findFault(what: string) {
    if (fault !== undefined) return;
    fault = what;
    console.error(`The log is not what was signed, and nothing more is signed: ${what}`);
  }

  /** @throws {LogBrokenError} where a checkpoint with a good signature says something else than the log */
  async function hold(on: Queryable, checkpoint: Checkpoint, from: string) {
    const { size, root, blocks, at, keyId } = checkpoint;
    const isGenuine = keys.isGenuine(checkpoint);
    const name = `the checkpoint over ${size} lines of ${at}, ${from},`;
    if (isGenuine === false) throw new LogBrokenError(`${name} has a signature that does not fit.`);
    if (isGenuine === undefined) {
      if (keys.isGivenUp(keyId)) return;
      throw new LogBrokenError(
        `${name} was signed with the key ${keyId}, which this server does not have. All servers of one database need the same file${keys.path ? `: here it is ${keys.path}` : ''}.`,
      );
    }
    if (size > log.tree.size) {
      throw new LogBrokenError(
        `${name} counts more lines than the ${log.tree.size} that there are. After a backup was put back this is so; docs/security.md says what to do.`,
      );
    }
    if (toHex(log.tree.root(size)) !== root) throw new LogBrokenError(`${name} was signed over other lines.`);
    if (!(await log.hasBlocks(on, size, blocks))) throw new LogBrokenError(`${name} was signed over other texts.`);
  }

  async function sign(tx: Queryable): Promise<Checkpoint | undefined> {
    await tx.query('select pg_advisory_xact_lock($1)', [LOCK_CHECKPOINTS]);
    const newest = await newestCheckpoint(tx);
    const size = await log.catchUp(tx);
    if (newest && newest.size !== held) await hold(tx, newest, 'of the database');
    const remembered = keys.remembered();
    if (remembered && remembered.size > (newest?.size ?? 0)) await hold(tx, remembered, 'which this server remembers');
    held = newest?.size ?? 0;
    if (size === held || size === 0) return newest;
    // Reads every line that no checkpoint covers.
    const blocks = await log.blocksRoot(tx, size);
    // Servers that ask one database for the time are milliseconds apart, from those that wrote and that signed before.
    const times = [clock(), log.newestTime, Date.parse(newest?.at ?? ''), Date.parse(keys.list().at(-1)?.from ?? '')];
    const at = new Date(Math.max(...times.filter((time) => !Number.isNaN(time)))).toISOString();
    const body = { size, root: toHex(log.tree.root()), blocks, at };
    const checkpoint = keys.sign(body);
    await tx.query(
      `insert into checkpoints (size, root, blocks, at, key_id, signature) values ($1, $2, $3, $4, $5, $6)`,
      [size, body.root, body.blocks, body.at, checkpoint.keyId, checkpoint.signature],
    );
    return checkpoint;
  }

  async function take(): Promise<Checkpoint | undefined> {
    // Outside the transaction, which then has little to read.
    await readOn();
    if (fault !== undefined) return newestOf(await list());
    try {
      const checkpoint = await database.transaction(sign);
      if (checkpoint) {
        held = checkpoint.size;
        covered = checkpoint.size;
        if ((keys.remembered()?.size ?? 0) < checkpoint.size) keys.remember(checkpoint);
      }
      clearTimeout(due);
      due = undefined;
      return checkpoint;
    } catch (error) {
      if (!(error instanceof LogBrokenError)) throw error;
      findFault(error.message);
      return newestOf(await list());
    }
  }

  async function readOn() {
    if (fault !== undefined) return;
    try {
      await log.catchUp(database);
    } catch (error) {
      if (!(error instanceof LogBrokenError)) throw error;
      findFault(error.message);
    }
  }

  const newestOf = (all: readonly Checkpoint[]) => all.at(-1);

  async function list(): Promise<Checkpoint[]> {
    const rows = await database.query<CheckpointRow>(`select ${COLUMNS} from checkpoints order by checkpoints.size`);
    const all = rows.map(checkpointFrom);
    const remembered = keys.remembered();
    const isThere = all.some(({ size, signature }) => size === remembered?.size && signature === remembered.signature);
    if (remembered && !isThere) all.push(remembered);
    return all.sort((a, b) => a.size - b.size);
  }

  const takeInTurn = () => inTurn('', take);

  function inBackground(work: () => Promise<unknown>) {
    working = work().catch((error: Error) => {
      if (!isStopped) console.error(`No checkpoint could be taken: ${error.message}`);
    });
  }

  async function count() {
    look = undefined;
    const [end] = await database.query<{ size: number }>(
      'select coalesce(max(place), 0)::float8 as size from audit_lines',
    );
    const size = end?.size ?? 0;
    if (isStopped || fault !== undefined) return;
    if (size - covered >= mostLines) await takeInTurn();
    else if (size !== covered) due ??= setTimeout(() => inBackground(takeInTurn), wait).unref();
  }

  return {
    take: takeInTurn,
    list,
    get fault() {
      return fault;
    },
    tree: log.tree,
    start: () => inBackground(takeInTurn),
    note() {
      if (isStopped) return;
      look ??= setTimeout(() => inBackground(count), LOOK).unref();
    },
    async stop() {
      isStopped = true;
      clearTimeout(look);
      clearTimeout(due);
      await working;
      await takeInTurn().catch((error: Error) => console.error(`No last checkpoint could be taken: ${error.message}`));
    },
  };
}
