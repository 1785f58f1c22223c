// SPDX-License-Identifier: Apache-2.0
// The only file of this package that draws random numbers: chaincode must never import it. Every endorsing peer would
// compute different bytes, and a contract has no secret to sign with.
import {
  createECDH,
  createSign,
  randomBytes as drawBytes,
  randomFillSync,
  type KeyObject,
} from 'node:crypto';
import { fromDerSignature } from './der-signature.js';
import { parsePrivateKey, parseUserId, SM2_USER_ID } from './gate.js';
import { toHex } from '../encoding/hex.js';
import { importPrivateKey } from './pkcs8.js';
import { computeZ } from './z-value.js';

/** A key pair in the only text form used inside the system. */
export interface Sm2KeyPair {
  /** d, 64 lower-case hex digits in [1, n - 2]. Secret. */
  readonly privateKey: string;
  /** 04‖x‖y, 130 lower-case hex digits. */
  readonly publicKey: string;
}

/** What is signed. */
export interface Sm2Signing {
  /** The bytes to sign, without Z. */
  readonly message: Uint8Array;
  /** 64 lower-case hex digits in [1, n - 2]. */
  readonly privateKey: string;
  /** The signer's id, 1234567812345678 by default. */
  readonly userId?: string;
}

/** A key imported once, to sign many messages. */
export interface SigningKey {
  readonly publicKey: string;
  readonly keyObject: KeyObject;
  readonly z: Uint8Array;
}

/** Random bytes of the operating system's generator: ids, salts, initial vectors. */
export function randomBytes(length: number): Uint8Array {
  return new Uint8Array(drawBytes(length));
}

/** Fills bytes in place from the same generator: a nonce needs no copy of its own. */
export function fillRandomly(bytes: Uint8Array): void {
  randomFillSync(bytes);
}

/** A new key pair. */
export function newSm2KeyPair(): Sm2KeyPair {
  for (;;) {
    const exchange = createECDH('SM2');
    exchange.generateKeys();
    // OpenSSL drops leading zero bytes, and draws from [1, n - 1] where SM2 ends at n - 2.
    const privateKey = exchange.getPrivateKey('hex').padStart(64, '0');
    if (parsePrivateKey(privateKey) !== undefined)
      return { privateKey, publicKey: exchange.getPublicKey('hex') };
  }
}

/**
 * The public key 04‖x‖y (130 lower-case hex digits) of a private key.
 *
 * @throws RangeError if the private key does not pass the gate
 */
export function publicKeyOf(privateKey: string): string {
  return toHex(derivePublicKey(requirePrivateKey(privateKey)));
}

/**
 * Signs with a fresh nonce: r‖s, 128 lower-case hex digits (GB/T 32918.2-2016 clause 6).
 *
 * @throws RangeError if the private key or the user id does not pass the gate
 */
export function signSm2({ message, privateKey, userId }: Sm2Signing): string {
  return signWithKey(importSigningKey(privateKey, userId), message);
}

/**
 * Imports a private key for many signatures.
 *
 * @throws RangeError if the private key or the user id does not pass the gate
 */
export function importSigningKey(privateKey: string, userId: string = SM2_USER_ID): SigningKey {
  const scalar = requirePrivateKey(privateKey);
  const id = parseUserId(userId);
  if (id === undefined) throw new RangeError('an SM2 user id is well-formed text of at most 8191 bytes');
  const point = derivePublicKey(scalar);
  const keyObject = importPrivateKey({ privateKey: scalar, publicKey: point });
  return { publicKey: toHex(point), keyObject, z: computeZ(point, id) };
}

/** r‖s, 128 lower-case hex digits, of one message by an imported key. */
export function signWithKey({ keyObject, z }: SigningKey, message: Uint8Array): string {
  const signature = fromDerSignature(createSign('sm3').update(z).update(message).sign(keyObject));
  if (signature === undefined) throw new Error('OpenSSL produced a signature outside the SM2 ranges');
  return signature;
}

// d = n - 1 has to be refused before OpenSSL sees it: its signing loop would never end.
function requirePrivateKey(privateKey: string): Uint8Array {
  const scalar = parsePrivateKey(privateKey);
  if (scalar === undefined)
    throw new RangeError('an SM2 private key is 64 lower-case hex digits in [1, n - 2]');
  return scalar;
}

function derivePublicKey(scalar: Uint8Array): Uint8Array {
  const exchange = createECDH('SM2');
  exchange.setPrivateKey(scalar);
  return new Uint8Array(exchange.getPublicKey());
}
