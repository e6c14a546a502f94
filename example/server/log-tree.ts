import {
  BLOCK_LINES,
  createMerkleTree,
  type Digest,
  hashInPieces,
  leafOf,
  type MerkleTree,
  rootOver,
  toHex,
} from 'countersign/core';
import { bounded } from './bounded-read.js';
import type { Queryable } from './database.js';
import { hashOf, tools } from './log-tools.js';

/** Digests, and lines, that are read at a time. */
const DIGESTS = 5_000;
const LINES = 20 * BLOCK_LINES;
const READ_LINES = bounded(
  `select place::float8 as place, line, hash from audit_lines where place >= $1 and place <= $2
   order by audit_lines.place limit $3`,
  'octet_length(line)',
  'place',
);
const DIGEST = /^[0-9a-f]{64}$/;
/** How the canonical text of an entry begins. */
const TIME = /^\{"at":"([^"]+)"/;

/** The log is not what it was when it was last looked at. */
export class LogBrokenError extends Error {
  override name = 'LogBrokenError';
}

/**
 * The digests of the log as they have been once, in memory: what is read of it later is held against them. It only grows.
 */
export interface LogTree {
  readonly tree: MerkleTree;
  /**
   * Reads on to the end of the log.
   *
   * @throws {LogBrokenError} where lines that were there are gone or have another digest
   */
  catchUp(on: Queryable): Promise<number>;
  /**
   * Root over the digests of the blocks of the first `size` lines, to be signed: of lines that were read for it, or that
   * `hasBlocks` said yes to.
   *
   * @throws {LogBrokenError} where a line is not what its digest was made of
   */
  blocksRoot(on: Queryable, size: number): Promise<Digest>;
  /**
   * Whether this is that root, as somebody signed it. Then the digests that the table keeps are believed, and nobody has to
   * read the log from its beginning.
   */
  hasBlocks(on: Queryable, size: number, root: Digest): Promise<boolean>;
  /** Time of the newest entry among the lines that were read, in milliseconds since 1970. */
  readonly newestTime: number;
}

export function createLogTree(): LogTree {
  const tree = createMerkleTree(tools.hash);
  /** Of whole blocks, from the first. */
  const blocks: Digest[] = [];
  let newest: Digest | undefined;
  let newestTime = 0;

  /** Every line from one place to another, each as it was when its digest came into the tree. */
  async function* readLines(on: Queryable, from: number, to: number): AsyncGenerator<string, void, undefined> {
    for (let next = from; next <= to; ) {
      const rows = await on.query<{ place: number; line: string; hash: string }>(READ_LINES, [next, to, LINES]);
      if (rows.length === 0) throw new LogBrokenError(`Line ${next} of the log is missing.`);
      for (const { place, line, hash } of rows) {
        if (place !== next) throw new LogBrokenError(`Line ${next} of the log is missing.`);
        if (hashOf(line) !== hash || toHex(leafOf(tools, hash)) !== toHex(tree.leaf(place - 1)))
          throw new LogBrokenError(`Line ${place} of the log is not what was hashed.`);
        next += 1;
        const at = Date.parse(TIME.exec(line)?.[1] ?? '');
        if (at > newestTime) newestTime = at;
        yield line;
      }
    }
  }

  /** Digests of the blocks of some lines; of the last one, where it is shorter, as well. */
  async function digestsOf(on: Queryable, from: number, to: number): Promise<Digest[]> {
    const digests: Digest[] = [];
    let digest = hashInPieces(tools);
    let count = 0;
    for await (const line of readLines(on, from, to)) {
      digest.update(tools.encode(`${line}\n`));
      count += 1;
      if (count % BLOCK_LINES !== 0) continue;
      digests.push(toHex(digest.digest()));
      digest = hashInPieces(tools);
    }
    if (count % BLOCK_LINES !== 0) digests.push(toHex(digest.digest()));
    return digests;
  }

  /** The block behind the whole ones, if there is one. */
  const rest = (on: Queryable, size: number) => digestsOf(on, size - (size % BLOCK_LINES) + 1, size);

  async function readBlocks(on: Queryable, whole: number): Promise<void> {
    if (blocks.length >= whole) return;
    const first = blocks.length + 1;
    const added = await digestsOf(on, blocks.length * BLOCK_LINES + 1, whole * BLOCK_LINES);
    await on.query(
      `insert into block_digests (number, sha256) select * from unnest($1::int[], $2::text[]) on conflict do nothing`,
      [added.map((_, index) => first + index), added],
    );
    blocks.push(...added);
  }

  /** What the table says of the blocks that were not read yet: anybody may have put it there. */
  async function storedBlocks(on: Queryable, whole: number): Promise<Digest[]> {
    if (blocks.length >= whole) return [];
    const rows = await on.query<{ sha256: string }>(
      'select sha256 from block_digests where number > $1 and number <= $2 order by number',
      [blocks.length, whole],
    );
    return rows.map(({ sha256 }) => sha256);
  }

  return {
    tree,
    get newestTime() {
      return newestTime;
    },
    async catchUp(on) {
      for (;;) {
        const { size } = tree;
        // The last one that is known is read again: a log that was written anew has another there.
        const rows = await on.query<{ place: number; hash: string }>(
          'select place::float8 as place, hash from audit_lines where place >= $1 order by audit_lines.place limit $2',
          [Math.max(size, 1), DIGESTS],
        );
        if (size > 0) {
          const known = rows.shift();
          if (known?.place !== size) throw new LogBrokenError(`Line ${size} of the log is missing.`);
          if (known.hash !== newest)
            throw new LogBrokenError(`Line ${size} of the log has another digest than it had.`);
        }
        for (const { place, hash } of rows) {
          if (place !== tree.size + 1) throw new LogBrokenError(`Line ${tree.size + 1} of the log is missing.`);
          tree.append(leafOf(tools, hash));
          newest = hash;
        }
        if (rows.length < DIGESTS - 1) return tree.size;
      }
    },
    async blocksRoot(on, size) {
      const whole = Math.floor(size / BLOCK_LINES);
      await readBlocks(on, whole);
      return rootOver(tools, [...blocks.slice(0, whole), ...(await rest(on, size))]);
    },
    async hasBlocks(on, size, root) {
      const whole = Math.floor(size / BLOCK_LINES);
      const stored = await storedBlocks(on, whole);
      const isThere = blocks.length + stored.length >= whole && stored.every((digest) => DIGEST.test(digest));
      if (isThere) {
        const digests = [...blocks, ...stored].slice(0, whole);
        if (rootOver(tools, [...digests, ...(await rest(on, size))]) === root) {
          blocks.push(...stored);
          return true;
        }
        if (stored.length === 0) return false;
      }
      return (await this.blocksRoot(on, size)) === root;
    },
  };
}

/** Hexadecimal digits of each node of a proof. */
export const digits = (nodes: readonly Uint8Array[]): Digest[] => nodes.map(toHex);
