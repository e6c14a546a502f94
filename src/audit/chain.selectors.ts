import type { AuditEntry } from '../review/review.types.js';
import { canonicalText } from './canonical.selectors.js';
import type {
  ChainedEntry,
  ChainFault,
  ChainReport,
  Checkpoint,
  CheckpointBody,
  Digest,
  Disclosures,
  LogRecord,
} from './chain.types.js';
import { type ChainTools, fromHex, toHex } from './chain-tools.selectors.js';
import { createMerkleTree, leafHash } from './merkle.selectors.js';
import { fits, sealedIn } from './seal.selectors.js';

const DIGEST = /^[0-9a-f]{64}$/;

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
export function blockDigest({ hash, encode }: ChainTools, lines: readonly string[]): Digest {
  return toHex(hash(encode(lines.map((line) => `${line}\n`).join(''))));
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

/** What was found in one line. */
interface Line {
  number: number;
  id: string;
  reviewId: string;
  seq: number;
  at: number;
  position: number;
  prevHash: Digest | undefined;
  /** As stored; computed where there is none that is one. */
  hash: Digest;
  /** Whether it says that what came before it in its review was erased. */
  isErasure: boolean;
}

function readLine(tools: ChainTools, record: unknown, number: number): { line: Line; isChanged: boolean } | undefined {
  const { entry, hash } = (record ?? {}) as { entry?: Partial<ChainedEntry>; hash?: unknown };
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, reviewId, seq, at, position, prevHash } = entry;
  const isWhole = Number.isInteger(seq) && Number.isInteger(position) && (position as number) > 0;
  if (!isWhole || typeof reviewId !== 'string' || typeof at !== 'string') return undefined;
  let computed: Digest;
  try {
    computed = entryHash(tools, entry as ChainedEntry);
  } catch {
    return undefined;
  }
  // A digest in capitals is the same digest.
  const stored = typeof hash === 'string' ? hash.toLowerCase() : '';
  const line: Line = {
    number,
    id: typeof id === 'string' ? id : `${reviewId}:${seq}`,
    reviewId,
    seq: seq as number,
    at: Date.parse(at),
    position: position as number,
    prevHash: typeof prevHash === 'string' ? prevHash : undefined,
    hash: DIGEST.test(stored) ? stored : computed,
    isErasure: entry.type === 'erased',
  };
  return { line, isChanged: stored !== computed };
}

/** Positions that are missing between two others, as ranges. */
function gapsOf(positions: ReadonlySet<number>, last: number): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  for (let position = 1; position <= last; position++) {
    if (positions.has(position)) continue;
    const gap = gaps.at(-1);
    if (gap && gap.to === position - 1) gap.to = position;
    else gaps.push({ from: position, to: position });
  }
  return gaps;
}

/** Reads a log line by line and says at the end what is wrong with it. Nothing here waits: cut the work where it is long. */
export interface ChainVerifier {
  /** One line of the log, in its order; anything that is not one counts as unreadable. */
  add(record: unknown): void;
  /** What the commitments of a line stand for, where `add` was not given it. */
  disclose(position: number, values: Disclosures): void;
  /**
   * @param checkpoints with whether the signature fits; nothing where the key is not known
   */
  finish(checkpoints?: readonly (Checkpoint & { isGenuine: boolean | undefined })[]): ChainReport;
}

export function createChainVerifier(tools: ChainTools): ChainVerifier {
  const lines: Line[] = [];
  const changed = new Set<Line>();
  /** Of each line that has any: its commitments that nothing was heard of yet. */
  const sealed = new Map<Line, Map<string, Digest>>();
  const byPosition = new Map<number, Line>();
  const faults: ChainFault[] = [];
  let count = 0;

  function report(kind: ChainFault['kind'], { position, id, number }: Line) {
    faults.push({ kind, position, id, line: number });
  }

  /** Of lines that claim one place, the one that the rest of its review follows, and of those one among its neighbours. */
  function genuine(rivals: readonly Line[], followed: ReadonlySet<Digest>, at: ReadonlyMap<number, number>): Line {
    const preferences: ((line: Line) => boolean)[] = [
      (line) => !changed.has(line),
      ({ hash }) => followed.has(hash),
      ({ number, position }) => at.get(number - 1) === position - 1 || at.get(number + 1) === position + 1,
    ];
    let left = rivals;
    for (const prefers of preferences) {
      const better = left.filter(prefers);
      if (better.length > 0) left = better;
    }
    return left[0] as Line;
  }

  /** Each place once, in order; what else claims a place, or stands in another one, is reported. */
  function inPlace(): Line[] {
    const followed = new Set(lines.flatMap(({ prevHash }) => prevHash ?? []));
    const at = new Map(lines.map(({ number, position }) => [number, position]));
    const claims = new Map<number, Line[]>();
    for (const line of lines) claims.set(line.position, [...(claims.get(line.position) ?? []), line]);
    const kept = new Set<Line>();
    for (const rivals of claims.values()) {
      const best = genuine(rivals, followed, at);
      kept.add(best);
      for (const line of rivals) if (line !== best) report('inserted', line);
    }
    const placed = lines.filter((line) => kept.has(line));
    const sorted = [...placed].sort((a, b) => a.position - b.position);
    // Whoever is not in the longest part that is in order has been moved; naming the others would name too many.
    const still = new Set(longestRising(placed.map(({ position }) => position)));
    for (const line of placed) if (!still.has(line.position)) report('reordered', line);
    for (const { from, to } of gapsOf(new Set(claims.keys()), sorted.at(-1)?.position ?? 0)) {
      faults.push({ kind: 'removed', position: from, to });
    }
    return sorted;
  }

  /** Each review for itself: whether every entry follows the one before. */
  function followReviews(sorted: readonly Line[]) {
    const gone = new Set(sorted.map(({ position }) => position));
    const last = new Map<string, Line>();
    for (const line of sorted) {
      const before = last.get(line.reviewId);
      last.set(line.reviewId, line);
      if (before && line.at < before.at) report('clock-backwards', line);
      if (line.prevHash === before?.hash && line.seq === (before?.seq ?? 0) + 1) continue;
      // Something between the two is missing, which has been said.
      if (line.seq > (before?.seq ?? 0) + 1 && hasGap(gone, before?.position ?? 0, line.position)) continue;
      // The one before has another digest than the one that this entry was written after.
      const wrong = before && line.seq === before.seq + 1 ? before : line;
      if (!changed.has(wrong)) {
        changed.add(wrong);
        report('changed', wrong);
      }
    }
  }

  function disclose(line: Line, values: Disclosures) {
    const commitments = sealed.get(line);
    for (const [pointer, disclosure] of Object.entries(values)) {
      const digest = commitments?.get(pointer);
      commitments?.delete(pointer);
      if ((digest === undefined || !fits(tools, digest, disclosure)) && !changed.has(line)) {
        changed.add(line);
        report('changed', line);
      }
    }
  }

  /** What is not there has to have been erased by an entry of its review. */
  function missDisclosures() {
    const erasedAt = new Map<string, number>();
    for (const { isErasure, reviewId, position } of lines) {
      if (isErasure) erasedAt.set(reviewId, Math.max(erasedAt.get(reviewId) ?? 0, position));
    }
    for (const [line, { size }] of sealed) {
      if (size > 0 && !((erasedAt.get(line.reviewId) ?? 0) > line.position)) report('disclosure-missing', line);
    }
  }

  return {
    disclose(position, values) {
      const line = byPosition.get(position);
      if (line) disclose(line, values);
    },
    add(record) {
      count += 1;
      const found = readLine(tools, record, count);
      if (!found) {
        faults.push({ kind: 'unreadable', position: count, line: count });
        return;
      }
      const { line, isChanged } = found;
      lines.push(line);
      byPosition.set(line.position, line);
      if (isChanged) {
        changed.add(line);
        report('changed', line);
      }
      const { entry, disclosed } = record as LogRecord;
      const commitments = sealedIn(entry);
      if (commitments.length > 0)
        sealed.set(line, new Map(commitments.map(({ pointer, digest }) => [pointer, digest])));
      if (disclosed) disclose(line, disclosed);
    },
    finish(checkpoints = []) {
      // A line that cannot be read stands in its place all the same.
      const unread = new Set(faults.filter(({ kind }) => kind === 'unreadable').map(({ position }) => position));
      const sorted = inPlace();
      for (let index = faults.length - 1; index >= 0; index--) {
        const fault = faults[index] as ChainFault;
        if (fault.kind === 'removed' && fault.to === fault.position && unread.has(fault.position))
          faults.splice(index, 1);
      }
      followReviews(sorted);
      missDisclosures();
      const tree = createMerkleTree(
        tools.hash,
        sorted.map(({ hash }) => leafOf(tools, hash)),
      );
      const isWhole = faults.every(({ kind }) => kind === 'clock-backwards' || kind === 'disclosure-missing');
      let signed = 0;
      for (const checkpoint of [...checkpoints].sort((a, b) => a.size - b.size)) {
        const { size, root, isGenuine } = checkpoint;
        if (isGenuine === undefined) faults.push({ kind: 'key-unknown', position: size });
        else if (!isGenuine) faults.push({ kind: 'checkpoint-forged', position: size });
        else if (size > sorted.length) {
          const end = sorted.at(-1)?.position ?? 0;
          if (size > end) faults.push({ kind: 'cut-off', position: end + 1, to: size });
        } else if (toHex(tree.root(size)) === root) signed = Math.max(signed, size);
        // Where something else is wrong, the roots differ for that.
        else if (isWhole) {
          faults.push({ kind: 'rewritten', position: signed + 1, to: size });
          break;
        }
      }
      faults.sort((a, b) => a.position - b.position);
      return { lines: count, faults, root: toHex(tree.root()), signed };
    },
  };
}

/** Whether a place between two others is empty. */
function hasGap(positions: ReadonlySet<number>, from: number, to: number): boolean {
  for (let position = from + 1; position < to; position++) if (!positions.has(position)) return true;
  return false;
}

/** A longest part of a list of different numbers that rises (Schensted 1961, by patience sorting). */
function longestRising(numbers: readonly number[]): number[] {
  const ends: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const number of numbers) {
    let low = 0;
    let high = ends.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] as number) < number) low = middle + 1;
      else high = middle;
    }
    ends[low] = number;
    before.set(number, ends[low - 1]);
  }
  const rising: number[] = [];
  for (let at = ends.at(-1); at !== undefined; at = before.get(at)) rising.push(at);
  return rising.reverse();
}
