import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createMerkleTree,
  leafHash,
  type MerkleTree,
  verifyConsistency,
  verifyInclusion,
  verifyMulti,
} from '../../src/audit/merkle.selectors.js';

const hash = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
const fromHex = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const toHex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

/** The leaves of the published test vectors of Certificate Transparency, and the roots over the first of them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

const treeOf = (leaves: readonly string[]) =>
  createMerkleTree(
    hash,
    leaves.map((leaf) => leafHash(hash, fromHex(leaf))),
  );

/** A tree as the recursion of RFC 9162, 2.1.1 has it, to compare with. */
function plainRoot(leaves: readonly Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return hash(new Uint8Array());
  if (leaves.length === 1) return leaves[0] as Uint8Array;
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return hash(new Uint8Array([1, ...plainRoot(leaves.slice(0, split)), ...plainRoot(leaves.slice(split))]));
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => index.toString(16).padStart(8, '0'));

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  const other = bytes.slice();
  const at = (bit >> 3) % other.length;
  other[at] = (other[at] as number) ^ (1 << (bit & 7));
  return other;
}

const inclusionOf = (tree: MerkleTree, leaves: readonly string[], index: number, size: number) => ({
  leaf: leafHash(hash, fromHex(leaves[index] as string)),
  index,
  size,
  proof: tree.inclusionProof(index, size),
  root: tree.root(size),
});
const consistencyOf = (tree: MerkleTree, from: number, size: number) => ({
  from,
  fromRoot: tree.root(from),
  size,
  root: tree.root(size),
  proof: tree.consistencyProof(from, size),
});

describe('the Merkle tree of a log', () => {
  it('has the roots of the published vectors, whenever they are asked for', () => {
    const tree = treeOf(LEAVES);
    expect(ROOTS.map((_, index) => toHex(tree.root(index + 1)))).toEqual(ROOTS);
    expect(ROOTS.map((_, index) => toHex(treeOf(LEAVES.slice(0, index + 1)).root()))).toEqual(ROOTS);
    expect(toHex(tree.root(0))).toBe(EMPTY);
  });

  it('has the inclusion proofs of the published vectors', () => {
    const tree = treeOf(LEAVES);
    expect(tree.inclusionProof(0, 8).map(toHex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(tree.inclusionProof(1, 5).map(toHex)).toEqual([
      ROOTS[0],
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
    ]);
    expect(tree.inclusionProof(0, 1)).toEqual([]);
  });

  it('has the consistency proofs of the published vectors', () => {
    const tree = treeOf(LEAVES);
    expect(tree.consistencyProof(1, 8).map(toHex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(tree.consistencyProof(6, 8).map(toHex)).toEqual([
      '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
      'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      ROOTS[3],
    ]);
    expect(tree.consistencyProof(5, 5)).toEqual([]);
    expect(tree.consistencyProof(0, 5)).toEqual([]);
  });

  it('has the root that the recursion of the RFC has, at every size', () => {
    const leaves = numbered(130);
    const hashed = leaves.map((leaf) => leafHash(hash, fromHex(leaf)));
    const tree = treeOf(leaves);
    for (let size = 0; size <= leaves.length; size++) {
      expect(toHex(tree.root(size))).toBe(toHex(plainRoot(hashed.slice(0, size))));
    }
  });

  it('proves every leaf in every tree, and every beginning of every tree', () => {
    const leaves = numbered(33);
    const tree = treeOf(leaves);
    for (let size = 1; size <= leaves.length; size++) {
      for (let index = 0; index < size; index++) {
        expect(verifyInclusion(hash, inclusionOf(tree, leaves, index, size))).toBe(true);
      }
      for (let from = 0; from <= size; from++) {
        expect(verifyConsistency(hash, consistencyOf(tree, from, size))).toBe(true);
      }
    }
  });

  it('proves nothing that is not so: a changed leaf, root, place, size or step', () => {
    const leaves = numbered(70);
    const tree = treeOf(leaves);
    const anywhere = fc.integer({ min: 2, max: 70 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        index: fc.integer({ min: 0, max: size - 1 }),
        bit: fc.integer({ min: 0, max: 255 }),
        step: fc.nat(),
        what: fc.constantFrom('leaf', 'root', 'index', 'size', 'step', 'longer', 'shorter'),
      }),
    );
    fc.assert(
      fc.property(anywhere, ({ size, index, bit, step, what }) => {
        const claim = inclusionOf(tree, leaves, index, size);
        const { proof } = claim;
        const at = step % proof.length;
        const wrong = {
          leaf: { leaf: flipped(claim.leaf, bit) },
          root: { root: flipped(claim.root, bit) },
          index: { index: (index + 1) % size },
          size: { size: size * 2 + 1 },
          step: { proof: proof.map((each, n) => (n === at ? flipped(each, bit) : each)) },
          longer: { proof: [...proof, claim.leaf] },
          shorter: { proof: proof.slice(0, -1) },
        }[what];
        expect(verifyInclusion(hash, { ...claim, ...wrong })).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('shows no beginning that is not one: a changed root, size or step', () => {
    const tree = treeOf(numbered(70));
    const anywhere = fc.integer({ min: 2, max: 70 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        from: fc.integer({ min: 1, max: size - 1 }),
        bit: fc.integer({ min: 0, max: 255 }),
        step: fc.nat(),
        what: fc.constantFrom('fromRoot', 'root', 'step', 'longer', 'shorter'),
      }),
    );
    fc.assert(
      fc.property(anywhere, ({ size, from, bit, step, what }) => {
        const claim = consistencyOf(tree, from, size);
        const { proof } = claim;
        const at = step % proof.length;
        const wrong = {
          fromRoot: { fromRoot: flipped(claim.fromRoot, bit) },
          root: { root: flipped(claim.root, bit) },
          step: { proof: proof.map((each, n) => (n === at ? flipped(each, bit) : each)) },
          longer: { proof: [...proof, claim.root] },
          shorter: { proof: proof.slice(0, -1) },
        }[what];
        expect(verifyConsistency(hash, { ...claim, ...wrong })).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  it('refuses what it is asked about leaves that it does not have', () => {
    const tree = treeOf(LEAVES);
    for (const ask of [
      () => tree.root(9),
      () => tree.inclusionProof(8),
      () => tree.inclusionProof(-1),
      () => tree.inclusionProof(3, 3),
      () => tree.consistencyProof(6, 5),
      () => tree.root(1.5),
    ]) {
      expect(ask).toThrow(RangeError);
    }
  });
});

describe('a proof of several leaves', () => {
  /** A tree, some of its leaves, and whether something about the claim is turned. */
  const cases = fc
    .integer({ min: 1, max: 70 })
    .chain((size) =>
      fc.tuple(fc.constant(size), fc.uniqueArray(fc.integer({ min: 0, max: size - 1 })), fc.nat(), fc.nat()),
    );
  const claimOf = (size: number, some: readonly number[]) => {
    // A tree that has grown beyond what is proved.
    const tree = treeOf(numbered(size + 3));
    const indices = [...some].sort((a, b) => a - b);
    const leaves = indices.map((index) => leafHash(hash, fromHex(numbered(size)[index] as string)));
    return { tree, claim: { indices, leaves, size, nodes: tree.multiProof(indices, size), root: tree.root(size) } };
  };

  it('ties any of them to the root, with no node more than it takes', () => {
    fc.assert(
      fc.property(cases, ([size, some]) => {
        const { claim } = claimOf(size, some);
        expect(verifyMulti(hash, claim)).toBe(true);
        expect(verifyMulti(hash, { ...claim, nodes: [...claim.nodes, claim.root] })).toBe(false);
        expect(verifyMulti(hash, { ...claim, nodes: claim.nodes.slice(0, -1) })).toBe(claim.nodes.length === 0);
      }),
      { numRuns: 500 },
    );
  });

  it('is the inclusion proof for a single one, in the order of the leaves', () => {
    for (const size of [1, 2, 3, 7, 8, 13, 64]) {
      for (let index = 0; index < size; index++) {
        const { tree, claim } = claimOf(size, [index]);
        expect(claim.nodes.map(toHex).sort()).toEqual(tree.inclusionProof(index, size).map(toHex).sort());
      }
    }
  });

  it('is nothing for all of them, and the root for none', () => {
    expect(
      claimOf(
        13,
        numbered(13).map((_, index) => index),
      ).claim.nodes,
    ).toEqual([]);
    expect(claimOf(13, []).claim).toMatchObject({ nodes: [claimOf(13, []).claim.root] });
    expect(verifyMulti(hash, { indices: [], leaves: [], size: 0, nodes: [], root: fromHex(EMPTY) })).toBe(true);
  });

  it('fits no other leaf, place, node or root', () => {
    fc.assert(
      fc.property(cases, ([size, some, which, bit]) => {
        fc.pre(some.length > 0);
        const { tree, claim } = claimOf(size, some);
        const at = which % some.length;
        const turn = (list: readonly Uint8Array[], place: number) =>
          list.map((each, index) => (index === place ? flipped(each, bit) : each));
        expect(verifyMulti(hash, { ...claim, leaves: turn(claim.leaves, at) })).toBe(false);
        expect(verifyMulti(hash, { ...claim, root: flipped(claim.root, bit) })).toBe(false);
        if (claim.nodes.length > 0)
          expect(verifyMulti(hash, { ...claim, nodes: turn(claim.nodes, which % claim.nodes.length) })).toBe(false);
        const moved = claim.indices.map((index, place) => (place === at ? (index + 1) % size : index));
        const isSorted = moved.every((index, place) => place === 0 || index > (moved[place - 1] as number));
        if (size > 1 && isSorted) expect(verifyMulti(hash, { ...claim, indices: moved })).toBe(false);
        expect(verifyMulti(hash, { ...claim, indices: claim.indices.map(() => -1) })).toBe(false);
        expect(() => tree.multiProof([size], size)).toThrow(RangeError);
      }),
      { numRuns: 500 },
    );
  });

  it('is asked for in order', () => {
    expect(() => treeOf(numbered(5)).multiProof([2, 1])).toThrow(RangeError);
    expect(() => treeOf(numbered(5)).multiProof([1, 1])).toThrow(RangeError);
  });
});
