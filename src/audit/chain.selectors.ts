import type { AuditEntry } from '../review/review.types.js';
import { canonicalText } from './canonical.selectors.js';
import type {
  ChainedEntry,
  ChainFault,
  ChainReport,
  Checkpoint,
  CheckpointBody,
  Digest,
  LogRecord,
} from './chain.types.js';
import { createMerkleTree, type HashBytes, leafHash } from './merkle.selectors.js';

/** The bytes of a text in UTF-8. Given, since not every place where this runs has the same encoder. */
export type EncodeText = (text: string) => Uint8Array;

export interface ChainTools {
  /** SHA-256. */
  hash: HashBytes;
  encode: EncodeText;
}

const DIGEST = /^[0-9a-f]{64}$/;

export function toHex(bytes: Uint8Array): Digest {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function fromHex(hex: Digest): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

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

/** What a server signs: the first lines of a log, by the digests of all of them in order. */
export function checkpointOf(tools: ChainTools, digests: readonly Digest[], at: string): CheckpointBody {
  const tree = createMerkleTree(
    tools.hash,
    digests.map((digest) => leafOf(tools, digest)),
  );
  return { size: digests.length, root: toHex(tree.root()), at };
}

/** The text that a checkpoint's signature is over. */
export function checkpointText({ size, root, at }: CheckpointBody): string {
  return canonicalText({ size, root, at });
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
  /**
   * @param checkpoints with whether the signature fits; nothing where the key is not known
   */
  finish(checkpoints?: readonly (Checkpoint & { isGenuine: boolean | undefined })[]): ChainReport;
}

export function createChainVerifier(tools: ChainTools): ChainVerifier {
  const lines: Line[] = [];
  const changed = new Set<Line>();
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
    const byPosition = new Map<number, Line[]>();
    for (const line of lines) byPosition.set(line.position, [...(byPosition.get(line.position) ?? []), line]);
    const kept = new Set<Line>();
    for (const rivals of byPosition.values()) {
      const best = genuine(rivals, followed, at);
      kept.add(best);
      for (const line of rivals) if (line !== best) report('inserted', line);
    }
    const placed = lines.filter((line) => kept.has(line));
    const sorted = [...placed].sort((a, b) => a.position - b.position);
    // Whoever is not in the longest part that is in order has been moved; naming the others would name too many.
    const still = new Set(longestRising(placed.map(({ position }) => position)));
    for (const line of placed) if (!still.has(line.position)) report('reordered', line);
    for (const { from, to } of gapsOf(new Set(byPosition.keys()), sorted.at(-1)?.position ?? 0)) {
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

  return {
    add(record) {
      count += 1;
      const found = readLine(tools, record, count);
      if (!found) {
        faults.push({ kind: 'unreadable', position: count, line: count });
        return;
      }
      lines.push(found.line);
      if (!found.isChanged) return;
      changed.add(found.line);
      report('changed', found.line);
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
      const tree = createMerkleTree(
        tools.hash,
        sorted.map(({ hash }) => leafOf(tools, hash)),
      );
      const isWhole = faults.every(({ kind }) => kind === 'clock-backwards');
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
