// SPDX-License-Identifier: Apache-2.0
// PrivateKeyInfo of a key on sm2p256v1, with the public key inside (RFC 5915 in PKCS#8).
import { createPrivateKey, type KeyObject } from 'node:crypto';

const PREFIX = Buffer.from('308187020100301306072a8648ce3d020106082a811ccf5501822d046d306b0201010420', 'hex');
const PUBLIC_KEY_TAG = Buffer.from('a144034200', 'hex');

/** A key pair as bytes that passed the gate: 32 bytes d and 65 bytes 04‖x‖y, the latter computed from the former. */
export interface KeyPairBytes {
  readonly privateKey: Uint8Array;
  readonly publicKey: Uint8Array;
}

/** DER PrivateKeyInfo, 138 bytes. */
export function toPkcs8({ privateKey, publicKey }: KeyPairBytes): Uint8Array {
  return new Uint8Array(Buffer.concat([PREFIX, privateKey, PUBLIC_KEY_TAG, publicKey]));
}

/**
 * A key that OpenSSL uses for SM2. The objects that `generateKeyPairSync('ec', { namedCurve: 'SM2' })` returns do
 * ECDSA on the same curve; only an imported key does SM2. OpenSSL does not compare the embedded public key with d.
 */
export function importPrivateKey(pair: KeyPairBytes): KeyObject {
  return createPrivateKey({ key: Buffer.from(toPkcs8(pair)), format: 'der', type: 'pkcs8' });
}
