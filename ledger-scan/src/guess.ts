// SPDX-License-Identifier: Apache-2.0
import { createHash, createHmac } from 'node:crypto';
import { canonicalBytes, toBase64url } from '@unionid/domain/encoding';
import { leafHash } from '@unionid/domain/merkle';
import { fieldSalt, NAME_TAG_BYTES, SEED_BYTES, type PersonIdentifiers } from '@unionid/domain/privacy';
import { needlesOfBytes, type Needle } from './needles.js';

/** Somebody who has copied the ledger and holds keys, and guesses who stands on it. */
export interface Attacker {
  /** Every secret of theirs by name, e.g. both halves of one province's matching keys. */
  readonly keys: Readonly<Record<string, Uint8Array>>;
  /** The right answer: if even this can't be confirmed, no guess can. */
  readonly guess: PersonIdentifiers & { readonly phone?: string };
}

interface Derived {
  readonly how: string;
  readonly bytes: Uint8Array;
}

/**
 * Needles for everything the attacker can compute of the guess in two steps: each step hashes, or takes an HMAC with each
 * key in either role, what the step before gave, as bytes or as the text it would have on the ledger. Whatever the ledger
 * holds of a person that is a function of these would be found and the guess confirmed. Cut to a nameTag's length, so
 * that a cut value is found as well.
 */
export function guessNeedles({ keys, guess }: Attacker): Needle[] {
  const first = preimagesOf(guess).flatMap((text) => step(keys, text));
  const second = [...first, ...first.map(asText)].flatMap((value) => step(keys, value));
  const all = [...first, ...second, ...unseededLeaves(keys, guess)];
  return all.flatMap(({ how, bytes }) => needlesOfBytes(how, bytes.subarray(0, NAME_TAG_BYTES)));
}

const HASHES = ['sm3', 'sha256', 'sha1', 'md5'] as const;
const HMACS = ['sm3', 'sha256'] as const;

function step(keys: Attacker['keys'], { how, bytes }: Derived): Derived[] {
  const keyed = Object.entries(keys).flatMap(([name, key]) =>
    HMACS.flatMap((hash) => [
      { how: `hmac-${hash}(${name}, ${how})`, bytes: hmac(hash, key, bytes) },
      { how: `hmac-${hash}(${how}, ${name})`, bytes: hmac(hash, bytes, key) },
    ]),
  );
  const plain = HASHES.map((hash) => ({
    how: `${hash}(${how})`,
    bytes: createHash(hash).update(bytes).digest(),
  }));
  return [...plain, ...keyed];
}

function hmac(hash: string, key: Uint8Array, message: Uint8Array): Uint8Array {
  return createHmac(hash, key).update(message).digest();
}

function asText({ how, bytes }: Derived): Derived {
  return { how: `base64url(${how})`, bytes: Buffer.from(Buffer.from(bytes).toString('base64url')) };
}

// Every text that this project, or the designs before it, would take a key or tag from.
function preimagesOf({ docType, docNumber, name, phone }: Attacker['guess']): Derived[] {
  const texts: Record<string, string> = {
    number: docNumber,
    name,
    'type|number': `${docType}|${docNumber}`,
    'v1|type|number': `v1|${docType}|${docNumber}`,
    'CN|type|number': `CN|${docType}|${docNumber}`,
    'v1|type|number|name': `v1|${docType}|${docNumber}|${name}`,
    'type|number|name': `${docType}|${docNumber}|${name}`,
    'number|name': `${docNumber}|${name}`,
    'name|number': `${name}|${docNumber}`,
    'number name': docNumber + name,
    'name number': name + docNumber,
    ...(phone === undefined ? {} : { phone, 'number|phone': `${docNumber}|${phone}` }),
  };
  return Object.entries(texts).map(([how, text]) => ({ how, bytes: Buffer.from(text) }));
}

// Field commitments of somebody who forgot the salt, or took it from a key that others have (field names of `memberFields`).
function unseededLeaves(
  keys: Attacker['keys'],
  { docNumber, name, phone = '' }: Attacker['guess'],
): Derived[] {
  const seeds: readonly (readonly [string, Uint8Array])[] = [
    ['zeros', new Uint8Array(SEED_BYTES)],
    ...Object.entries(keys),
  ];
  return Object.entries({ docNumber, name, mobile: phone }).flatMap(([field, value]) => [
    { how: `leaf(${field}, no salt)`, bytes: leafOf(field, '', value) },
    ...seeds.map(([seedName, seed]) => ({
      how: `leaf(${field}, salt of ${seedName})`,
      bytes: leafOf(field, toBase64url(fieldSalt(seed, field)), value),
    })),
  ]);
}

function leafOf(field: string, salt: string, value: string): Uint8Array {
  return leafHash(canonicalBytes([field, salt, value]));
}
