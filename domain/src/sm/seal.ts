// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from './sign.js';
import { SEAL_IV_BYTES, sealSm4, type Sm4Sealing } from './sm4.js';

/**
 * Encrypts and authenticates with a fresh random initial vector; `openSm4` opens it.
 *
 * @throws RangeError if the key is not of 32 bytes
 */
export function sealWithFreshIv(sealing: Omit<Sm4Sealing, 'iv'>): Uint8Array {
  return sealSm4({ ...sealing, iv: randomBytes(SEAL_IV_BYTES) });
}
