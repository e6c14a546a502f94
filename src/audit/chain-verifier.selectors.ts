import { entryHash, leafOf } from './chain.selectors.js';
import type {
  ChainedEntry,
  ChainFault,
  ChainFaultKind,
  ChainReport,
  Checkpoint,
  Digest,
  Disclosures,
  LogRecord,
} from './chain.types.js';
import { type ChainTools, toHex } from './chain-tools.selectors.js';
import { createMerkleTree, type MerkleTree } from './merkle.selectors.js';
import { gapsOf, hasGap, longestRising } from './positions.selectors.js';
import { fits, sealedIn } from './seal.selectors.js';

const DIGEST = /^[0-9a-f]{64}$/;

/** What was found in one line. */
interface Line {
  /** Where it stands among the lines that can be read, and in its file. */
  index: number;
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

function readLine(
  tools: ChainTools,
  record: unknown,
  number: number,
  known: Digest | undefined,
): { line: Line; isChanged: boolean; isStored: boolean } | undefined {
  const { entry, hash } = (record ?? {}) as { entry?: Partial<ChainedEntry>; hash?: unknown };
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { id, reviewId, seq, at, position, prevHash } = entry;
  const isWhole = Number.isInteger(seq) && Number.isInteger(position) && (position as number) > 0;
  if (!isWhole || typeof reviewId !== 'string' || typeof at !== 'string') return undefined;
  let computed: Digest;
  try {
    computed = known ?? entryHash(tools, entry as ChainedEntry);
  } catch {
    return undefined;
  }
  // A digest in capitals is the same digest.
  const stored = typeof hash === 'string' ? hash.toLowerCase() : '';
  const isStored = stored === computed || DIGEST.test(stored);
  const line: Line = {
    index: 0,
    number,
    id: typeof id === 'string' ? id : `${reviewId}:${seq}`,
    reviewId,
    seq: seq as number,
    at: Date.parse(at),
    position: position as number,
    prevHash: typeof prevHash === 'string' ? prevHash : undefined,
    hash: isStored ? stored : computed,
    isErasure: entry.type === 'erased',
  };
  return { line, isChanged: stored !== computed, isStored };
}

/** Reads a log line by line and says at the end what is wrong with it. Nothing here waits: cut the work where it is long. */
export interface ChainVerifier {
  /**
   * One line of the log, in its order; anything that is not one counts as unreadable.
   *
   * @param number of the line in its file. @default how many were added
   * @param known the digest of the entry, where it is known already, and the place where it stands, where that may be its own
   * whatever it names
   */
  add(record: unknown, number?: number, known?: { computed?: Digest; stands?: number | undefined }): void;
  /** Says of a line that another one should stand there, which it was before it named another place. */
  restore(number: number, position: number, hash: Digest): void;
  /**
   * What the commitments of a line stand for, where `add` was not given it.
   *
   * @param number of the line in its file that says so
   * @returns whether there is such a line
   */
  disclose(position: number, values: Disclosures, number?: number): boolean;
  /**
   * @param checkpoints with whether the signature fits; nothing where the key is not known
   */
  finish(checkpoints?: readonly CheckedCheckpoint[]): ChainReport;
  /** The same, cut into short pieces of work for whoever must not wait long. */
  finishInSteps(checkpoints?: readonly CheckedCheckpoint[]): Generator<undefined, ChainReport, undefined>;
  /** Once it is finished: position and digest of every line that stands for one, in order. */
  digests(): readonly { position: number; hash: Digest }[];
  /** Once it is finished: root over the first `size` lines; nothing where there are fewer. */
  root(size: number): Digest | undefined;
}

/** A checkpoint with whether its signature fits; nothing where its key is not known. */
export type CheckedCheckpoint = Checkpoint & {
  isGenuine: boolean | undefined;
  /** What is wrong with its time, where the signature fits. */
  fault?: CheckpointTimeFault;
};
export type CheckpointTimeFault = Extract<ChainFaultKind, 'key-out-of-time' | 'checkpoint-time'>;

export interface ChainOptions {
  /** Whether these are some lines of a log: entries of a review or of a period. Then checkpoints are left to a proof. */
  isExtract?: boolean;
  /** Whether the log begins before the first line of an extract: then each review may begin anywhere. */
  beginsLate?: boolean;
  /** Whether the log goes on behind the last line: what is gone may have been erased by an entry that is not here. */
  endsEarly?: boolean;
}

/** Leaves per step: a few milliseconds. */
const STEP = 1000;

export function createChainVerifier(
  tools: ChainTools,
  { isExtract = false, beginsLate = false, endsEarly = false }: ChainOptions = {},
): ChainVerifier {
  const lines: Line[] = [];
  /** Grows along as long as every line stands in its place. */
  const growing = createMerkleTree(tools.hash);
  let tree = growing;
  let isInOrder = true;
  let placed: Line[] = [];
  const changed = new Set<Line>();
  /** What was said of lines whose own digest is another one. */
  const ownFaults = new Map<Line, ChainFault>();
  /** Of each line that has any: its commitments that nothing was heard of yet. */
  const sealed = new Map<Line, Map<string, Digest>>();
  /** The last that claims a place, and the one before it where there are two. */
  const byPosition = new Map<number, Line>();
  const rivals = new Map<number, Line>();
  const faults: ChainFault[] = [];
  /** Of these the digest is known that they should have: they do not say why a root is another one. */
  const known = new Set<ChainFault>();
  let count = 0;

  function report(kind: ChainFault['kind'], { position, id, number }: Line) {
    const fault: ChainFault = { kind, position, id, line: number };
    faults.push(fault);
    return fault;
  }

  /** Of lines that claim one place, the one that the rest of its review follows, and of those one among its neighbours. */
  function genuine(rivals: readonly Line[], followed: ReadonlySet<Digest>, at: ReadonlyMap<number, number>): Line {
    const preferences: ((line: Line) => boolean)[] = [
      (line) => !changed.has(line),
      ({ hash }) => followed.has(hash),
      ({ index, position }) => at.get(index - 1) === position - 1 || at.get(index + 1) === position + 1,
    ];
    let left = rivals;
    for (const prefers of preferences) {
      const better = left.filter(prefers);
      if (better.length > 0) left = better;
    }
    return left[0] as Line;
  }

  /** What a changed line says of its place is worth nothing where the place that it stands in is the only one it can have. */
  function reseat() {
    for (const [at, line] of lines.entries()) {
      const fault = ownFaults.get(line);
      const place = (lines[at - 1]?.position ?? 0) + 1;
      const behind = lines[at + 1];
      if (!fault || line.position === place || (behind && behind.position !== place + 1)) continue;
      line.position = place;
      fault.position = place;
    }
  }

  /** Each place once, in order; what else claims a place, or stands in another one, is reported. */
  function inPlace(): Line[] {
    if (!isExtract) reseat();
    const followed = new Set(lines.flatMap(({ prevHash }) => prevHash ?? []));
    const at = new Map(lines.map(({ index, position }) => [index, position]));
    const claims = new Map<number, Line[]>();
    for (const line of lines) {
      const rivals = claims.get(line.position);
      if (rivals) rivals.push(line);
      else claims.set(line.position, [line]);
    }
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
    const gaps = isExtract ? [] : gapsOf(new Set(claims.keys()), sorted.at(-1)?.position ?? 0);
    for (const { from, to } of gaps) faults.push({ kind: 'removed', position: from, to });
    return sorted;
  }

  /** Each review for itself: whether every entry follows the one before. */
  function* followReviews(sorted: readonly Line[]): Generator<undefined, void, undefined> {
    const there = new Set(isInOrder ? [] : sorted.map(({ position }) => position));
    const last = new Map<string, Line>();
    const digestsOfChanged = new Set([...changed].map(({ hash }) => hash));
    for (const [index, line] of sorted.entries()) {
      if (index % STEP === STEP - 1) yield;
      const before = last.get(line.reviewId);
      last.set(line.reviewId, line);
      if (line.prevHash === before?.hash && line.seq === (before?.seq ?? 0) + 1) {
        if (before && line.at < before.at && !changed.has(before) && !changed.has(line))
          report('clock-backwards', line);
        continue;
      }
      if (isExtract && !before) {
        // Anywhere before it: where its review began is not known.
        if (!beginsLate && !changed.has(line))
          faults.push({ kind: 'removed', position: 1, to: Math.max(line.position - 1, 1), line: line.number });
        continue;
      }
      if (isExtract && before && line.seq > before.seq + 1 && line.position > before.position + 1) {
        faults.push({ kind: 'removed', position: before.position + 1, to: line.position - 1, line: line.number });
        continue;
      }
      // Something between the two is missing, which has been said.
      if (line.seq > (before?.seq ?? 0) + 1 && !isInOrder && hasGap(there, before?.position ?? 0, line.position))
        continue;
      // What a changed entry says of the one before is worth nothing, and neither is its seq to the one behind.
      if (changed.has(line)) {
        if (before) last.set(line.reviewId, before);
        else last.delete(line.reviewId);
        continue;
      }
      if (line.prevHash !== undefined && digestsOfChanged.has(line.prevHash)) continue;
      // The one before has another digest than the one that this entry was written after.
      const wrong = before && line.seq === before.seq + 1 ? before : line;
      if (!changed.has(wrong)) {
        changed.add(wrong);
        report('changed', wrong);
      }
    }
  }

  function claim(position: number, line: Line) {
    const before = byPosition.get(position);
    if (before) rivals.set(position, before);
    byPosition.set(position, line);
  }

  function fitsLine(line: Line, values: Disclosures): boolean {
    return Object.entries(values).every(([pointer, disclosure]) => {
      const digest = sealed.get(line)?.get(pointer);
      return digest !== undefined && fits(tools, digest, disclosure);
    });
  }

  function disclose(line: Line, values: Disclosures, number: number) {
    const commitments = sealed.get(line);
    for (const [pointer, disclosure] of Object.entries(values)) {
      const digest = commitments?.get(pointer);
      commitments?.delete(pointer);
      if ((digest === undefined || !fits(tools, digest, disclosure)) && !changed.has(line)) {
        changed.add(line);
        known.add(report('changed', { ...line, number }));
      }
    }
  }

  /** What is not there has to have been erased by an entry of its review. */
  function missDisclosures() {
    if (endsEarly) return;
    const erasedAt = new Map<string, number>();
    for (const { isErasure, reviewId, position } of lines) {
      if (isErasure) erasedAt.set(reviewId, Math.max(erasedAt.get(reviewId) ?? 0, position));
    }
    const kept = new Set(placed);
    for (const [line, { size }] of sealed) {
      if (size > 0 && kept.has(line) && !((erasedAt.get(line.reviewId) ?? 0) > line.position))
        report('disclosure-missing', line);
    }
  }

  /** The tree over the lines in their places: that which grew along, if it did. */
  function* treeOver(sorted: readonly Line[]): Generator<undefined, MerkleTree, undefined> {
    if (isInOrder) return growing;
    const tree = createMerkleTree(tools.hash);
    for (const [index, { hash }] of sorted.entries()) {
      tree.append(leafOf(tools, hash));
      if (index % STEP === STEP - 1) yield;
    }
    return tree;
  }

  /** @returns how many lines are signed */
  function compareCheckpoints(checkpoints: readonly CheckedCheckpoint[], tree: MerkleTree): number {
    const isWhole = faults.every(
      (fault) => fault.kind === 'clock-backwards' || fault.kind === 'disclosure-missing' || known.has(fault),
    );
    const end = placed.at(-1)?.position ?? 0;
    let signed = 0;
    let isRewritten = false;
    let covered = 0;
    /** Time of the newest entry that is covered. */
    let newest = Number.NEGATIVE_INFINITY;
    for (const { size, root, at, isGenuine, fault } of [...checkpoints].sort((a, b) => a.size - b.size)) {
      for (let line = placed[covered]; line && line.position <= size; line = placed[++covered])
        if (line.at > newest && !changed.has(line)) newest = line.at;
      if (isGenuine === undefined) faults.push({ kind: 'key-unknown', position: size });
      else if (!isGenuine) faults.push({ kind: 'checkpoint-forged', position: size });
      else if (fault) faults.push({ kind: fault, position: size });
      else if (isExtract) {
        if (Date.parse(at) < newest) faults.push({ kind: 'checkpoint-time', position: size });
      } else if (isRewritten) continue;
      else if (size > placed.length) {
        if (size > end) faults.push({ kind: 'cut-off', position: end + 1, to: size });
      } else if (toHex(tree.root(size)) === root) {
        if (Date.parse(at) < newest) faults.push({ kind: 'checkpoint-time', position: size });
        else signed = Math.max(signed, size);
      }
      // Where something else is wrong, the roots differ for that.
      else if (isWhole) {
        faults.push({ kind: 'rewritten', position: signed + 1, to: size });
        isRewritten = true;
      }
    }
    return signed;
  }

  function* finishInSteps(
    checkpoints: readonly CheckedCheckpoint[] = [],
  ): Generator<undefined, ChainReport, undefined> {
    // A line that cannot be read stands in its place all the same.
    const unread = new Set(faults.filter(({ kind }) => kind === 'unreadable').map(({ position }) => position));
    placed = isInOrder ? lines : inPlace();
    yield;
    for (let index = faults.length - 1; index >= 0; index--) {
      const fault = faults[index] as ChainFault;
      if (fault.kind === 'removed' && fault.to === fault.position && unread.has(fault.position))
        faults.splice(index, 1);
    }
    yield* followReviews(placed);
    yield;
    missDisclosures();
    tree = yield* treeOver(placed);
    const signed = compareCheckpoints(checkpoints, tree);
    faults.sort((a, b) => a.position - b.position);
    return { lines: count, faults, root: toHex(tree.root()), signed };
  }

  return {
    finishInSteps,
    digests: () => placed,
    root: (size) => (size <= tree.size ? toHex(tree.root(size)) : undefined),
    disclose(position, values, number) {
      const last = byPosition.get(position);
      if (!last) return false;
      const rival = rivals.get(position);
      // Of lines that claim one place, it speaks of those that it fits.
      const meant = rival ? [rival, last].filter((line) => fitsLine(line, values)) : [];
      for (const line of meant.length > 0 ? meant : [rival ?? last]) disclose(line, values, number ?? line.number);
      return true;
    },
    restore(number, position, hash) {
      const line = lines.find((each) => each.number === number);
      if (!line) return;
      Object.assign(line, { position, hash });
      isInOrder = false;
      changed.add(line);
      known.add(report('changed', line));
    },
    add(record, number = count + 1, { computed, stands } = {}) {
      count += 1;
      const found = readLine(tools, record, number, computed);
      if (!found) {
        faults.push({ kind: 'unreadable', position: count, line: number });
        isInOrder = false;
        return;
      }
      const { line, isChanged, isStored } = found;
      line.index = count;
      lines.push(line);
      claim(line.position, line);
      const place = stands ?? (isChanged ? (lines.at(-2)?.position ?? 0) + 1 : line.position);
      if (place !== line.position) claim(place, line);
      isInOrder &&= line.position === lines.length;
      if (isInOrder) growing.append(leafOf(tools, line.hash));
      if (isChanged) {
        changed.add(line);
        const fault = report('changed', line);
        ownFaults.set(line, fault);
        if (isStored) known.add(fault);
      }
      const { entry, disclosed } = record as LogRecord;
      const commitments = sealedIn(entry);
      if (commitments.length > 0)
        sealed.set(line, new Map(commitments.map(({ pointer, digest }) => [pointer, digest])));
      if (disclosed) disclose(line, disclosed, number);
    },
    finish(checkpoints) {
      const steps = finishInSteps(checkpoints);
      for (;;) {
        const step = steps.next();
        if (step.done) return step.value;
      }
    },
  };
}
