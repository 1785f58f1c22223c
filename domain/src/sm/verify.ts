// SPDX-License-Identifier: Apache-2.0
// SM2 verification, GB/T 32918.2-2016 clause 7, by Node's OpenSSL and the one recipe that is correct there:
// `createVerify('sm3')` hashes exactly what it is fed, so Z goes in before the message. The one-shot
// `crypto.verify('sm3', …)` uses the empty id, and `dsaEncoding: 'ieee-p1363'` is ignored for SM2 keys. A future
// Node may change any of this: the known-answer test at start-up notices.
import { createVerify, type KeyObject } from 'node:crypto';
import { encodeDerSignature } from './der-signature.js';
import { parsePublicKey, parseSignature, parseUserId, SM2_USER_ID } from './gate.js';
import { LruMap } from './lru-map.js';
import { importPublicKey } from './spki.js';
import { computeZ } from './z-value.js';

/** Importing a key costs a third of a verification; one entry takes a few kilobytes. */
const CACHED_KEYS = 2048;

const PUBLIC_KEY_DIGITS = 130;

/** What is verified. */
export interface Sm2Verification {
  /** The signed bytes, without Z. */
  readonly message: Uint8Array;
  /** r‖s, 128 lower-case hex digits. */
  readonly signature: string;
  /** 04‖x‖y, 130 lower-case hex digits. */
  readonly publicKey: string;
  /** The signer's id, 1234567812345678 by default. */
  readonly userId?: string;
}

/** Whether the signature is valid. Never throws on bad input: whatever does not pass the gate is not valid. */
export type Sm2Verifier = (verification: Sm2Verification) => boolean;

/** {@link Sm2Verifier} with the cache of imported keys that the process shares. */
export const verifySm2: Sm2Verifier = newSm2Verifier({ cachedKeys: CACHED_KEYS });

/** A verifier with its own cache of imported keys. */
export function newSm2Verifier({ cachedKeys }: { readonly cachedKeys: number }): Sm2Verifier {
  const cache = new LruMap<ImportedKey>(cachedKeys);
  return ({ message, signature, publicKey, userId = SM2_USER_ID }) => {
    const parts = parseSignature(signature);
    if (parts === undefined || !(message instanceof Uint8Array)) return false;
    const key = findKey(cache, publicKey, userId);
    if (key === undefined) return false;
    return createVerify('sm3').update(key.z).update(message).verify(key.keyObject, encodeDerSignature(parts));
  };
}

interface ImportedKey {
  readonly keyObject: KeyObject;
  readonly z: Uint8Array;
}

// An entry is named by the exact text of the key and the id. The key's width is checked before the look-up, else a
// shorter key with the rest of its digits moved into the id would find another pair's entry. Nothing enters the cache
// that has not passed the gate.
function findKey(cache: LruMap<ImportedKey>, publicKey: unknown, userId: unknown): ImportedKey | undefined {
  if (!isPublicKeyWide(publicKey) || typeof userId !== 'string') return undefined;
  const name = publicKey + userId;
  const cached = cache.get(name);
  if (cached !== undefined) return cached;
  const imported = importKey(publicKey, userId);
  if (imported !== undefined) cache.set(name, imported);
  return imported;
}

function isPublicKeyWide(publicKey: unknown): publicKey is string {
  return typeof publicKey === 'string' && publicKey.length === PUBLIC_KEY_DIGITS;
}

function importKey(publicKey: string, userId: string): ImportedKey | undefined {
  const point = parsePublicKey(publicKey);
  const id = parseUserId(userId);
  if (point === undefined || id === undefined) return undefined;
  return { keyObject: importPublicKey(point), z: computeZ(point, id) };
}
