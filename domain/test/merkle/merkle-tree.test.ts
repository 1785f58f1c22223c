// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { auditPath, GrowingTree, leafHash, merkleRoot, rootFromPath } from '#src/merkle/index.js';
import { sm3, toHex } from '#src/sm/index.js';
import { readVectors } from '../vectors/read-vectors.js';

const vectors = readVectors('merkle-sm3') as {
  readonly leaves: readonly string[];
  readonly leafHashes: readonly string[];
  readonly roots: readonly { readonly size: number; readonly root: string }[];
  readonly paths: readonly {
    readonly index: number;
    readonly size: number;
    readonly path: readonly string[];
  }[];
};

const MAX_SIZE = 70;
const leaves = Array.from({ length: MAX_SIZE }, (_, i) => leafHash(Uint8Array.of(i, i >> 8)));

describe('Merkle tree of RFC 6962 with SM3', () => {
  const published = vectors.leaves.map((hex) => leafHash(new Uint8Array(Buffer.from(hex, 'hex'))));

  it('is the same where it grows leaf by leaf, at each size', () => {
    const tree = new GrowingTree();
    for (let size = 0; size <= MAX_SIZE; size += 1) {
      expect(tree.leaves).to.equal(size);
      expect(toHex(tree.root()), String(size)).to.equal(toHex(merkleRoot(leaves.slice(0, size))));
      const next = leaves[size];
      if (next !== undefined) tree.add(next);
    }
  });

  it('hashes leaves as pinned', () => {
    expect(published.map((hash) => toHex(hash))).to.deep.equal(vectors.leafHashes);
  });

  for (const { size, root } of vectors.roots) {
    it(`has the pinned root over ${size} leaves`, () => {
      expect(toHex(merkleRoot(published.slice(0, size)))).to.equal(root);
    });
  }

  for (const { index, size, path } of vectors.paths) {
    it(`has the pinned path of leaf ${index} of ${size}`, () => {
      expect(auditPath(published.slice(0, size), index).map((hash) => toHex(hash))).to.deep.equal(path);
    });
  }

  it('leads from every leaf of every size to the root, by a path of the right length', () => {
    for (let size = 1; size <= MAX_SIZE; size++) {
      const tree = leaves.slice(0, size);
      const root = merkleRoot(tree);
      for (let index = 0; index < size; index++) {
        const path = auditPath(tree, index);
        expect(path.length, `${index} of ${size}`).to.be.at.most(Math.ceil(Math.log2(size)));
        const inclusion = { index, size, leaf: leaves[index]!, path };
        expect(rootFromPath(inclusion), `${index} of ${size}`).to.deep.equal(root);
      }
    }
  });

  it('leads elsewhere once leaf, index, size or path is tampered with', () => {
    const place = fc.integer({ min: 2, max: MAX_SIZE }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        index: fc.nat(size - 1),
        other: fc.nat(size - 1),
        step: fc.nat(),
        bit: fc.nat(255),
      }),
    );
    fc.assert(
      fc.property(place, ({ size, index, other, step, bit }) => {
        const tree = leaves.slice(0, size);
        const root = toHex(merkleRoot(tree));
        const whole = { index, size, leaf: leaves[index]!, path: auditPath(tree, index) };
        const at = step % whole.path.length;
        const tampered = [
          { ...whole, leaf: flip(whole.leaf, bit) },
          { ...whole, path: whole.path.map((hash, i) => (i === at ? flip(hash, bit) : hash)) },
          { ...whole, path: whole.path.toSpliced(at, 1) },
          { ...whole, path: [...whole.path, leaves[0]!] },
          ...(other === index ? [] : [{ ...whole, index: other }]),
        ];
        for (const inclusion of tampered) expect(hexOrNone(rootFromPath(inclusion))).to.not.equal(root);
      }),
    );
  });

  it('does not take a node for a leaf', () => {
    const [a, b, c, d] = leaves as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const left = merkleRoot([a, b]);
    const right = merkleRoot([c, d]);
    const children = new Uint8Array([...left, ...right]);
    expect(leafHash(children)).to.not.deep.equal(merkleRoot([a, b, c, d]));
  });

  it('has SM3 of nothing as the root of nothing', () => {
    expect(merkleRoot([])).to.deep.equal(sm3());
  });

  it('knows no leaf outside the tree', () => {
    const path = auditPath(leaves.slice(0, 3), 0);
    for (const index of [-1, 3, 0.5, Number.NaN, Infinity]) {
      expect(() => auditPath(leaves.slice(0, 3), index), String(index)).to.throw(RangeError);
      expect(rootFromPath({ index, size: 3, leaf: leaves[0]!, path })).to.equal(undefined);
    }
    expect(() => auditPath([], 0)).to.throw(RangeError);
    for (const size of [0, -1, Number.NaN, Infinity]) {
      expect(rootFromPath({ index: 0, size, leaf: leaves[0]!, path })).to.equal(undefined);
    }
  });
});

function flip(hash: Uint8Array, bit: number): Uint8Array {
  return hash.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
}

function hexOrNone(hash: Uint8Array | undefined): string {
  return hash === undefined ? '' : toHex(hash);
}
