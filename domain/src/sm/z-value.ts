// SPDX-License-Identifier: Apache-2.0
import { fromHex } from '../encoding/hex.js';
import { CURVE_A, CURVE_B, CURVE_GX, CURVE_GY } from './curve.js';
import { sm3 } from './sm3.js';

const CURVE_PARAMETERS = fromHex(CURVE_A + CURVE_B + CURVE_GX + CURVE_GY);

/**
 * Z = SM3(ENTL ‖ id ‖ a ‖ b ‖ Gx ‖ Gy ‖ x ‖ y), GB/T 32918.2 5.5: what binds a signature to its signer.
 *
 * @param publicKey 65 bytes 04‖x‖y that passed the gate
 * @param userId at most 8191 bytes that passed the gate
 */
export function computeZ(publicKey: Uint8Array, userId: Uint8Array): Uint8Array {
  const bits = userId.length * 8;
  return sm3(Uint8Array.of(bits >> 8, bits & 255), userId, CURVE_PARAMETERS, publicKey.subarray(1));
}
