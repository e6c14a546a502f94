import type { AuditEntry } from '../review/review.types.js';
import { canonicalText } from './canonical.selectors.js';
import type { ChainedEntry, CheckpointBody, Digest, LogRecord } from './chain.types.js';
import { type ChainTools, fromHex, hashInPieces, toHex } from './chain-tools.selectors.js';
import { createMerkleTree, leafHash } from './merkle.selectors.js';

/** Digest of an entry: of its canonical text, whatever the order of its keys. */
export function entryHash({ hash, encode }: ChainTools, entry: ChainedEntry): Digest {
  return toHex(hash(encode(canonicalText(entry))));
}

/** The leaf of the log's Merkle tree that stands for a line: its digest is what is hashed. */
export function leafOf({ hash }: ChainTools, digest: Digest): Uint8Array {
  return leafHash(hash, fromHex(digest));
}

/**
 * An entry as the next line of a log.
 *
 * @param position one more than that of the line before
 * @param prevHash digest of the entry before it in the same review; nothing for the first
 * @throws {CountersignError} `value-not-canonical`
 */
export function chainEntry(tools: ChainTools, entry: AuditEntry, position: number, prevHash?: Digest): LogRecord {
  const chained: ChainedEntry = { ...entry, position, ...(prevHash !== undefined && { prevHash }) };
  return { entry: chained, hash: entryHash(tools, chained) };
}

/** Digest of a block of lines, each as its canonical text. */
export function blockDigest(tools: ChainTools, lines: readonly string[]): Digest {
  const digest = hashInPieces(tools);
  for (const line of lines) digest.update(tools.encode(`${line}\n`));
  return toHex(digest.digest());
}

/** Root of the Merkle tree over some digests, each of them a leaf. */
export function rootOver(tools: ChainTools, digests: readonly Digest[]): Digest {
  const leaves = digests.map((digest) => leafOf(tools, digest));
  return toHex(createMerkleTree(tools.hash, leaves).root());
}

/**
 * What a server signs: the first lines of a log.
 *
 * @param digests of each line, in order
 * @param blocks `blockDigest` of each block, in order
 * @param at ISO 8601
 */
export function checkpointOf(
  tools: ChainTools,
  digests: readonly Digest[],
  blocks: readonly Digest[],
  at: string,
): CheckpointBody {
  return { size: digests.length, root: rootOver(tools, digests), blocks: rootOver(tools, blocks), at };
}

/** The text that a checkpoint's signature is over. */
export function checkpointText({ size, root, blocks, at }: CheckpointBody): string {
  return canonicalText({ size, root, blocks, at });
}
