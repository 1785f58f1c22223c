// SPDX-License-Identifier: Apache-2.0
import { sm3 } from '../sm/sm3.js';

// RFC 6962 §2.1 with SM3 for SHA-256. The 0x00 and 0x01 in front keep a leaf from passing as a node.
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

/** Hash of one leaf's content. */
export function leafHash(content: Uint8Array): Uint8Array {
  return sm3(LEAF, content);
}

/** Root over leaf hashes; the root of nothing is SM3 of the empty string (RFC 6962 §2.1). */
export function merkleRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return sm3();
  if (leaves.length === 1) return first;
  const split = largestPowerOfTwoBelow(leaves.length);
  return nodeHash(merkleRoot(leaves.slice(0, split)), merkleRoot(leaves.slice(split)));
}

/** A tree that grows leaf by leaf: its root costs little at the end, when everybody waits for it. */
export class GrowingTree {
  /** Roots of whole trees, each smaller than the one before, and how many leaves they have. */
  readonly #roots: { readonly hash: Uint8Array; readonly leaves: number }[] = [];
  #leaves = 0;

  get leaves(): number {
    return this.#leaves;
  }

  add(leaf: Uint8Array): void {
    this.#leaves += 1;
    let [hash, leaves] = [leaf, 1];
    for (let left = this.#roots.at(-1); left?.leaves === leaves; left = this.#roots.at(-1)) {
      this.#roots.pop();
      [hash, leaves] = [nodeHash(left.hash, hash), leaves * 2];
    }
    this.#roots.push({ hash, leaves });
  }

  /** The same as `merkleRoot` of its leaves. */
  root(): Uint8Array {
    const hashes = this.#roots.map(({ hash }) => hash);
    return hashes.length === 0 ? sm3() : hashes.reduceRight((right, left) => nodeHash(left, right));
  }
}

/**
 * Audit path of leaf `index` (RFC 6962 §2.1.1), nearest sibling first.
 * @throws RangeError where there is no such leaf
 */
export function auditPath(leaves: readonly Uint8Array[], index: number): Uint8Array[] {
  if (leaves[index] === undefined) throw new RangeError('no such leaf');
  if (leaves.length === 1) return [];
  const split = largestPowerOfTwoBelow(leaves.length);
  return index < split
    ? [...auditPath(leaves.slice(0, split), index), merkleRoot(leaves.slice(split))]
    : [...auditPath(leaves.slice(split), index - split), merkleRoot(leaves.slice(0, split))];
}

/** Where a leaf stands and what leads from it to the root. */
export interface Inclusion {
  readonly index: number;
  readonly size: number;
  readonly leaf: Uint8Array;
  readonly path: readonly Uint8Array[];
}

/** Root that an audit path leads to (RFC 9162 §2.1.3.2), or undefined where the path has the wrong length. */
export function rootFromPath({ index, size, leaf, path }: Inclusion): Uint8Array | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) return undefined;
  let position = index;
  let last = size - 1;
  let hash = leaf;
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (position === last) [position, last] = skipLonelyLevels(position);
    hash = position % 2 === 1 ? nodeHash(sibling, hash) : nodeHash(hash, sibling);
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

// The last node of a level with an odd number of them has no sibling and stands on the next level unchanged
// (RFC 9162 §2.1.3.2, step 4.b).
function skipLonelyLevels(lastPosition: number): [position: number, last: number] {
  let position = lastPosition;
  while (position % 2 === 0) position /= 2;
  return [position, position];
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sm3(NODE, left, right);
}

function largestPowerOfTwoBelow(count: number): number {
  return 2 ** Math.floor(Math.log2(count - 1));
}
