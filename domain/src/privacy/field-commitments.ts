// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '../encoding/base64url.js';
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
  const inOrder = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return toBase64url(merkleRoot(inOrder.map(([name, value]) => commitmentLeaf(name, value, seed))));
}

/**
 * Salt of one field: what its holder shows together with the value. A secret prefix of fixed length and half of the
 * digest, so nothing can be extended; HMAC would say the same at seven times the price, twenty times a record.
 */
export function fieldSalt(seed: Uint8Array, name: string): Uint8Array {
  if (seed.length !== SEED_BYTES) throw new RangeError('a seed has 32 bytes');
  return sm3(seed, encodeUtf8(name)).subarray(0, SALT_BYTES);
}

function commitmentLeaf(name: string, value: string, seed: Uint8Array): Uint8Array {
  return leafHash(canonicalBytes([name, toBase64url(fieldSalt(seed, name)), value]));
}
