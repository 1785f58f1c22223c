// SPDX-License-Identifier: Apache-2.0
// SubjectPublicKeyInfo of a key on sm2p256v1: id-ecPublicKey 1.2.840.10045.2.1, curve 1.2.156.10197.1.301.
import { createPublicKey, type KeyObject } from 'node:crypto';

const PREFIX = Buffer.from('3059301306072a8648ce3d020106082a811ccf5501822d034200', 'hex');

/** DER SubjectPublicKeyInfo of a public key of 65 bytes that passed the gate. */
export function toSpki(publicKey: Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat([PREFIX, publicKey]));
}

/**
 * A key that OpenSSL uses for SM2. Keys are only ever built from this template: a KeyObject cannot be asked whether
 * it is SM2 (`asymmetricKeyType` is undefined), a P-256 key would silently verify ECDSA, and on Node 24 importing a
 * JWK with crv "SM2" aborts the whole process.
 */
export function importPublicKey(publicKey: Uint8Array): KeyObject {
  return createPublicKey({ key: Buffer.concat([PREFIX, publicKey]), format: 'der', type: 'spki' });
}
