// SPDX-License-Identifier: Apache-2.0
// The one strict gate before any SM2 code. Without it every library accepts something wrong: OpenSSL takes hybrid
// keys, signs with d = 0 and never returns from signing with d = n - 1; sm-crypto takes padded r‖s, hybrid keys of
// the wrong parity and x + p aliases. With it, independent implementations accept exactly the same inputs, which is
// what every endorsing peer must do.
import { CURVE_N, CURVE_P, isOnCurve, toBigInt } from './curve.js';
import { parseHex } from '../encoding/hex.js';

/**
 * The signer's id that goes into Z: GM/T 0009-2012, GB/T 35276-2017. Always passed explicitly, because OpenSSL
 * defaults to the empty id.
 */
export const SM2_USER_ID = '1234567812345678';

/** ENTL is the id's length in bits in two bytes (GB/T 32918.2 5.5): 8191 bytes is the longest that fits. */
const MAX_USER_ID_BYTES = 8191;

const SIGNATURE = /^[0-9a-f]{128}$/;
const PUBLIC_KEY = /^04[0-9a-f]{128}$/;
const PRIVATE_KEY = /^[0-9a-f]{64}$/;
const ZERO = '0'.repeat(64);
const ONE = ZERO.slice(1) + '1';
const N_MINUS_2 = (toBigInt(CURVE_N) - 2n).toString(16);
const N = toBigInt(CURVE_N);

/** The two halves of a signature, each 64 lower-case hex digits. */
export interface SignatureParts {
  readonly r: string;
  readonly s: string;
}

/**
 * Splits r‖s, 128 lower-case hex digits with 1 ≤ r, s < n and r + s ≠ n (GB/T 32918.2 7.1, steps B1, B2, B5).
 * Returns undefined for anything else; never throws.
 */
export function parseSignature(signature: unknown): SignatureParts | undefined {
  if (typeof signature !== 'string' || !SIGNATURE.test(signature)) return undefined;
  const r = signature.slice(0, 64);
  const s = signature.slice(64);
  if (!isScalar(r) || !isScalar(s) || toBigInt(r) + toBigInt(s) === N) return undefined;
  return { r, s };
}

/**
 * The 65 bytes of an uncompressed public key 04‖x‖y, 130 lower-case hex digits, x, y < p, on the curve. The cofactor
 * is 1, so a point on the curve other than infinity, which this form cannot write, is a valid key (GB/T 32918.1 6.2).
 * Returns undefined for anything else; never throws.
 */
export function parsePublicKey(publicKey: unknown): Uint8Array | undefined {
  if (typeof publicKey !== 'string' || !PUBLIC_KEY.test(publicKey)) return undefined;
  const x = publicKey.slice(2, 66);
  const y = publicKey.slice(66);
  if (x >= CURVE_P || y >= CURVE_P || !isOnCurve(x, y)) return undefined;
  return parseHex(publicKey);
}

/**
 * The 32 bytes of a private key, 64 lower-case hex digits with 1 ≤ d ≤ n - 2 (GB/T 32918.1 6.1: 1 + d must have an
 * inverse mod n). Returns undefined for anything else; never throws.
 */
export function parsePrivateKey(privateKey: unknown): Uint8Array | undefined {
  if (typeof privateKey !== 'string' || !PRIVATE_KEY.test(privateKey)) return undefined;
  if (privateKey < ONE || privateKey > N_MINUS_2) return undefined;
  return parseHex(privateKey);
}

/**
 * The UTF-8 bytes of a user id, at most 8191. A lone surrogate is refused: encoding would replace it, and two ids
 * would share one Z. Returns undefined for anything else; never throws.
 */
export function parseUserId(userId: unknown): Uint8Array | undefined {
  if (typeof userId !== 'string' || userId.length > MAX_USER_ID_BYTES || !userId.isWellFormed())
    return undefined;
  const bytes = new TextEncoder().encode(userId);
  return bytes.length <= MAX_USER_ID_BYTES ? bytes : undefined;
}

function isScalar(hex: string): boolean {
  return hex > ZERO && hex < CURVE_N;
}
