// SPDX-License-Identifier: Apache-2.0
import { fromBase64url, toBase64url } from '../encoding/base64url.js';
import { canonicalBytes } from '../encoding/canonical-json.js';
import { encodeUtf8 } from '../encoding/utf8.js';
import { leafHash, merkleRoot } from '../merkle/index.js';
import { sm3 } from '../sm/sm3.js';

/** Named fields of a real-name record; only their root goes on the ledger. */
export type Fields = Readonly<Record<string, string>>;

/** Bytes of the seed that a record's field salts come from. */
export const SEED_BYTES = 32;
const SALT_BYTES = 16;

/**
 * One SM3 Merkle root over salted commitments to each field, in the order of their names.
 * A leaf is `[name, salt, value]`: to disclose one field its salt is shown and no other, and destroying the seed makes
 * the root say nothing about anybody (union-law.md §9.3, crypto-shredding).
 */
export function commitmentRoot(fields: Fields, seed: Uint8Array): string {
  return toBase64url(merkleRoot(leavesOf(fields, seed).map(hashOf)));
}

/** A field with its salt: what says what its leaf commits to. */
export interface OpenedField {
  readonly name: string;
  /** base64url. */
  readonly salt: string;
  readonly value: string;
}

/** One leaf of a record's tree: opened, or its SM3 alone, base64url, which says nothing without the salt. */
export type OpeningLeaf = OpenedField | { readonly hash: string };

/** Some fields of a record and no other, so that whoever knows the root can check them; leaves in the order of the fields' names. */
export function openFields(
  fields: Fields,
  seed: Uint8Array,
  isShown: (name: string) => boolean,
): readonly OpeningLeaf[] {
  return leavesOf(fields, seed).map((leaf) =>
    isShown(leaf.name) ? leaf : { hash: toBase64url(hashOf(leaf)) },
  );
}

/** The root that an opening is of. @throws RangeError for a hash that is no base64url */
export function rootOfOpening(opening: readonly OpeningLeaf[]): string {
  const hashes = opening.map((leaf) => ('hash' in leaf ? fromBase64url(leaf.hash) : hashOf(leaf)));
  return toBase64url(merkleRoot(hashes));
}

/** What an opening shows. @throws RangeError where it is none of a record */
export function openedFields(opening: readonly OpeningLeaf[]): Fields {
  if (!isInOrder(opening)) throw new RangeError('an opening has the leaves of a record, each field once');
  return Object.fromEntries(opening.flatMap((leaf) => ('hash' in leaf ? [] : [[leaf.name, leaf.value]])));
}

/** Whether its leaves are a record's: each field once, in the order of the names. Of a field that comes twice nobody knows what holds. */
export function isInOrder(opening: readonly OpeningLeaf[]): boolean {
  const names = opening.flatMap((leaf) => ('hash' in leaf ? [] : [leaf.name]));
  return names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name);
}

/**
 * Salt of one field: what its holder shows together with the value. A secret prefix of fixed length and half of the
 * digest, so nothing can be extended; HMAC would say the same at seven times the price, twenty times a record.
 */
export function fieldSalt(seed: Uint8Array, name: string): Uint8Array {
  if (seed.length !== SEED_BYTES) throw new RangeError('a seed has 32 bytes');
  return sm3(seed, encodeUtf8(name)).subarray(0, SALT_BYTES);
}

function leavesOf(fields: Fields, seed: Uint8Array): readonly OpenedField[] {
  return Object.entries(fields)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => ({ name, salt: toBase64url(fieldSalt(seed, name)), value }));
}

function hashOf({ name, salt, value }: OpenedField): Uint8Array {
  return leafHash(canonicalBytes([name, salt, value]));
}
