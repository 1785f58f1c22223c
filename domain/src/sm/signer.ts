// SPDX-License-Identifier: Apache-2.0
import { importSigningKey, signWithKey } from './sign.js';

/**
 * Signs messages with a key that it does not show: an encrypted key file, an operating system's key store, a UKey or
 * an HSM behind one interface. The signer adds Z with the user id 1234567812345678.
 */
export interface Signer {
  /** 04‖x‖y, 130 lower-case hex digits. */
  readonly publicKey: string;
  /** r‖s, 128 lower-case hex digits, over the message's bytes. */
  sign(message: Uint8Array): Promise<string>;
}

/**
 * A signer that holds the private key in memory.
 *
 * @param privateKey 64 lower-case hex digits in [1, n - 2]
 * @throws RangeError if the private key does not pass the gate
 */
export function newKeySigner(privateKey: string): Signer {
  const key = importSigningKey(privateKey);
  return {
    publicKey: key.publicKey,
    // A failure becomes a rejected promise, as it would with a device.
    sign: (message) => Promise.resolve().then(() => signWithKey(key, message)),
  };
}
