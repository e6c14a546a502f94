/**
 * The Merkle tree of a log, hashed as RFC 9162 (Certificate Transparency 2.0) section 2.1 says, which is the tree of RFC
 * 6962. Pure: the hash function is given.
 */

/** A digest of some bytes, at once: SHA-256 everywhere in the kit. */
export type HashBytes = (bytes: Uint8Array) => Uint8Array;

/** Says which sort of node was hashed, so that none can be passed off as another (RFC 9162, 2.1.1). */
const LEAF = 0;
const NODE = 1;

export function leafHash(hash: HashBytes, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + data.length);
  bytes[0] = LEAF;
  bytes.set(data, 1);
  return hash(bytes);
}

function nodeHash(hash: HashBytes, left: Uint8Array, right: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(1 + left.length + right.length);
  bytes[0] = NODE;
  bytes.set(left, 1);
  bytes.set(right, 1 + left.length);
  return hash(bytes);
}

function sameBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  return a !== undefined && b !== undefined && a.length === b.length && a.every((byte, index) => byte === b[index]);
}

/** The largest power of two below a number of leaves: where a tree is split. */
function splitOf(size: number): number {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

/** Where in a rising list those begin that are not below a number. */
function firstFrom(numbers: readonly number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * A tree that grows, with every complete node kept: a root or a proof costs a number of hashes that grows with the
 * logarithm of the leaves.
 */
export interface MerkleTree {
  readonly size: number;
  /** Adds a leaf by its hash, 32 bytes. */
  append(leaf: Uint8Array): void;
  /** The hash of leaf `index`, counted from 0. */
  leaf(index: number): Uint8Array;
  /** The root over the first `size` leaves. @default all of them */
  root(size?: number): Uint8Array;
  /** What leads from leaf `index`, counted from 0, to the root over the first `size` leaves (RFC 9162, 2.1.3). */
  inclusionProof(index: number, size?: number): Uint8Array[];
  /**
   * What ties several leaves to the root over the first `size`: the nodes that have none of them below, left to right.
   *
   * @param indices counted from 0, rising
   */
  multiProof(indices: readonly number[], size?: number): Uint8Array[];
  /** What shows that the first `from` leaves are a beginning of the first `size` (RFC 9162, 2.1.4). */
  consistencyProof(from: number, size?: number): Uint8Array[];
}

/** The nodes of one height in one piece of memory: as objects, those of a long log are what a verifier spends its time on. */
interface Level {
  bytes: Uint8Array;
  count: number;
}

/** Bytes of a digest. */
const WIDTH = 32;

const newLevel = (): Level => ({ bytes: new Uint8Array(WIDTH), count: 0 });

function push(level: Level, node: Uint8Array) {
  const start = level.count++ * WIDTH;
  if (start === level.bytes.length) {
    const { bytes } = level;
    level.bytes = new Uint8Array(2 * start);
    level.bytes.set(bytes);
  }
  level.bytes.set(node, start);
}

/** @throws {RangeError} from what asks for leaves that are not there */
export function createMerkleTree(hash: HashBytes, leaves: Iterable<Uint8Array> = []): MerkleTree {
  /** By height: the nodes over 1, 2, 4 … leaves that are complete. */
  const levels: Level[] = [newLevel()];
  /** A mark and two nodes, to be hashed. */
  const pair = new Uint8Array(1 + 2 * WIDTH);
  pair[0] = NODE;

  const sizeOf = () => levels[0]?.count ?? 0;
  const nodeAt = (height: number, index: number) => {
    const level = levels[height];
    return level && index < level.count ? level.bytes.slice(index * WIDTH, (index + 1) * WIDTH) : undefined;
  };

  function demand(size: number, index = 0) {
    if (!Number.isInteger(size) || !Number.isInteger(index) || size > sizeOf() || index < 0 || index > size) {
      throw new RangeError(`The tree has ${sizeOf()} leaves; ${index} of ${size} was asked for.`);
    }
  }

  function append(leaf: Uint8Array) {
    push(levels[0] as Level, leaf);
    for (let height = 0; (levels[height] as Level).count % 2 === 0; height++) {
      const { bytes, count } = levels[height] as Level;
      pair.set(bytes.subarray((count - 2) * WIDTH, count * WIDTH), 1);
      levels[height + 1] ??= newLevel();
      push(levels[height + 1] as Level, hash(pair));
    }
  }

  /** The root over leaves `from` to `to`, the second excluded. `from` is a multiple of the power of two that holds them. */
  function rootOf(from: number, to: number): Uint8Array {
    const size = to - from;
    if (size === 0) return hash(new Uint8Array());
    const height = Math.log2(size);
    const complete = Number.isInteger(height) ? nodeAt(height, from / size) : undefined;
    if (complete) return complete;
    const split = from + splitOf(size);
    return nodeHash(hash, rootOf(from, split), rootOf(split, to));
  }

  function path(index: number, from: number, to: number): Uint8Array[] {
    if (to - from <= 1) return [];
    const split = from + splitOf(to - from);
    return index < split
      ? [...path(index, from, split), rootOf(split, to)]
      : [...path(index, split, to), rootOf(from, split)];
  }

  /** @param first where in `indices` those begin that are at or behind `from` */
  function others(indices: readonly number[], first: number, from: number, to: number): Uint8Array[] {
    const next = indices[first];
    if (next === undefined || next >= to) return [rootOf(from, to)];
    if (to - from === 1) return [];
    const split = from + splitOf(to - from);
    const left = others(indices, first, from, split);
    return left.concat(others(indices, firstFrom(indices, split), split, to));
  }

  /** @param isWhole whether the older tree is exactly these leaves, whose root the reader knows */
  function subproof(end: number, from: number, to: number, isWhole: boolean): Uint8Array[] {
    if (end === to) return isWhole ? [] : [rootOf(from, to)];
    const split = from + splitOf(to - from);
    return end <= split
      ? [...subproof(end, from, split, isWhole), rootOf(split, to)]
      : [...subproof(end, split, to, false), rootOf(from, split)];
  }

  for (const leaf of leaves) append(leaf);
  return {
    get size() {
      return sizeOf();
    },
    append,
    leaf(index) {
      demand(index + 1, index);
      return nodeAt(0, index) as Uint8Array;
    },
    root(size = sizeOf()) {
      demand(size);
      return rootOf(0, size);
    },
    inclusionProof(index, size = sizeOf()) {
      demand(size, index);
      demand(size, index + 1);
      return path(index, 0, size);
    },
    multiProof(indices, size = sizeOf()) {
      demand(size);
      for (const [at, index] of indices.entries()) {
        demand(size, index);
        demand(size, index + 1);
        if (at > 0 && index <= (indices[at - 1] as number)) throw new RangeError('The leaves asked for do not rise.');
      }
      return size === 0 ? [] : others(indices, 0, 0, size);
    },
    consistencyProof(from, size = sizeOf()) {
      demand(size, from);
      return from === 0 ? [] : subproof(from, 0, size, true);
    },
  };
}

/**
 * The way from a node to the root, in so many steps: whether the other node of each stands to the left. Nothing where it
 * does not end at the root.
 */
function sidesOf(from: number, end: number, steps: number): boolean[] | undefined {
  let at = from;
  let last = end;
  const sides: boolean[] = [];
  for (let step = 0; step < steps; step++) {
    if (last === 0) return undefined;
    const isLeft = at % 2 === 1 || at === last;
    sides.push(isLeft);
    // A node without a neighbour is its parent as well.
    while (isLeft && at % 2 === 0 && at !== 0) {
      at = Math.floor(at / 2);
      last = Math.floor(last / 2);
    }
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  return last === 0 ? sides : undefined;
}

export interface InclusionClaim {
  leaf: Uint8Array;
  /** Counted from 0. */
  index: number;
  size: number;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}

/** Whether a leaf is in the tree that has this root: the steps of RFC 9162, 2.1.3.2. */
export function verifyInclusion(hash: HashBytes, { leaf, index, size, proof, root }: InclusionClaim): boolean {
  if (!Number.isInteger(index) || !Number.isInteger(size) || index < 0 || index >= size) return false;
  const sides = sidesOf(index, size - 1, proof.length);
  const found = proof.reduce(
    (node, step, height) => (sides?.[height] ? nodeHash(hash, step, node) : nodeHash(hash, node, step)),
    leaf,
  );
  return sides !== undefined && sameBytes(found, root);
}

export interface MultiClaim {
  /** Counted from 0, rising, each with its leaf. */
  indices: readonly number[];
  leaves: readonly Uint8Array[];
  /** As it was signed beside the root: a root alone does not always tell it. */
  size: number;
  /** The nodes that have none of the leaves below, left to right. */
  nodes: readonly Uint8Array[];
  root: Uint8Array;
}

/** Whether all of some leaves are in the tree that has this root, each in its place. */
export function verifyMulti(hash: HashBytes, { indices, leaves, size, nodes, root }: MultiClaim): boolean {
  const isRising = indices.every(
    (index, at) =>
      Number.isInteger(index) && index >= 0 && index < size && (at === 0 || index > (indices[at - 1] ?? 0)),
  );
  if (!isRising || !Number.isSafeInteger(size) || size < 0 || indices.length !== leaves.length) return false;
  let leaf = 0;
  let node = 0;
  const rootOf = (from: number, to: number): Uint8Array | undefined => {
    const next = indices[leaf];
    if (next === undefined || next >= to) return nodes[node++];
    if (to - from === 1) return leaves[leaf++];
    const split = from + splitOf(to - from);
    const left = rootOf(from, split);
    const right = left && rootOf(split, to);
    return right && nodeHash(hash, left, right);
  };
  const found = size === 0 ? hash(new Uint8Array()) : rootOf(0, size);
  return node === nodes.length && sameBytes(found, root);
}

export interface ConsistencyClaim {
  /** Number of leaves and root of the older tree, and of the newer one. */
  from: number;
  fromRoot: Uint8Array;
  size: number;
  root: Uint8Array;
  proof: readonly Uint8Array[];
}

/** Whether the older tree is a beginning of the newer one: the steps of RFC 9162, 2.1.4.2. */
export function verifyConsistency(hash: HashBytes, { from, fromRoot, size, root, proof }: ConsistencyClaim): boolean {
  if (!Number.isInteger(from) || !Number.isInteger(size) || from < 0 || from > size) return false;
  if (from === size) return proof.length === 0 && sameBytes(fromRoot, root);
  // Everything begins with nothing.
  if (from === 0) return proof.length === 0 && sameBytes(fromRoot, hash(new Uint8Array()));
  const isPowerOfTwo = Number.isInteger(Math.log2(from));
  const [first, ...steps] = isPowerOfTwo ? [fromRoot, ...proof] : proof;
  if (!first) return false;
  let at = from - 1;
  let last = size - 1;
  while (at % 2 === 1) {
    at = Math.floor(at / 2);
    last = Math.floor(last / 2);
  }
  const sides = sidesOf(at, last, steps.length);
  let older = first;
  let newer = first;
  for (const [height, step] of steps.entries()) {
    if (sides?.[height]) {
      older = nodeHash(hash, step, older);
      newer = nodeHash(hash, step, newer);
    } else newer = nodeHash(hash, newer, step);
  }
  return sides !== undefined && sameBytes(older, fromRoot) && sameBytes(newer, root);
}
