import {
  BLOCK_LINES,
  blockDigest,
  createMerkleTree,
  type Digest,
  leafOf,
  type MerkleTree,
  rootOver,
  toHex,
} from 'countersign/core';
import type { Queryable } from './database.js';
import { hashOf, tools } from './log-tools.js';

/** Digests, and lines, that are read at a time. */
const DIGESTS = 5_000;
const LINES = 20 * BLOCK_LINES;

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
   * Root over the digests of the blocks of the first `size` lines.
   *
   * @throws {LogBrokenError} where a line is not what its digest was made of
   */
  blocksRoot(on: Queryable, size: number): Promise<Digest>;
}

export function createLogTree(): LogTree {
  const tree = createMerkleTree(tools.hash);
  /** Of whole blocks, from the first. */
  const blocks: Digest[] = [];
  let newest: Digest | undefined;

  async function readLines(on: Queryable, from: number, to: number): Promise<string[]> {
    const rows = await on.query<{ place: number; line: string; hash: string }>(
      `select place::float8 as place, line, hash from audit_lines where place >= $1 and place <= $2
       order by audit_lines.place`,
      [from, to],
    );
    for (const [index, { place, line, hash }] of rows.entries()) {
      if (place !== from + index) throw new LogBrokenError(`Line ${from + index} of the log is missing.`);
      if (hashOf(line) !== hash) throw new LogBrokenError(`Line ${place} of the log is not what was hashed.`);
    }
    if (rows.length !== to - from + 1) throw new LogBrokenError(`Line ${from + rows.length} of the log is missing.`);
    return rows.map(({ line }) => line);
  }

  async function completeBlocks(on: Queryable, size: number) {
    const whole = Math.floor(size / BLOCK_LINES);
    if (blocks.length < whole) {
      const known = await on.query<{ number: number; sha256: string }>(
        'select number, sha256 from block_digests where number > $1 and number <= $2 order by number',
        [blocks.length, whole],
      );
      for (const { number, sha256 } of known) if (number === blocks.length + 1) blocks.push(sha256);
    }
    while (blocks.length < whole) {
      const from = blocks.length * BLOCK_LINES + 1;
      const lines = await readLines(on, from, Math.min(from - 1 + LINES, whole * BLOCK_LINES));
      const first = blocks.length + 1;
      const added: Digest[] = [];
      for (let at = 0; at < lines.length; at += BLOCK_LINES) {
        added.push(blockDigest(tools, lines.slice(at, at + BLOCK_LINES)));
      }
      await on.query(
        `insert into block_digests (number, sha256) select * from unnest($1::int[], $2::text[]) on conflict do nothing`,
        [added.map((_, index) => first + index), added],
      );
      blocks.push(...added);
    }
  }

  return {
    tree,
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
      await completeBlocks(on, size);
      const whole = Math.floor(size / BLOCK_LINES);
      const digests = blocks.slice(0, whole);
      const from = whole * BLOCK_LINES + 1;
      if (size >= from) digests.push(blockDigest(tools, await readLines(on, from, size)));
      return rootOver(tools, digests);
    },
  };
}

/** Hexadecimal digits of each node of a proof. */
export const digits = (nodes: readonly Uint8Array[]): Digest[] => nodes.map(toHex);
