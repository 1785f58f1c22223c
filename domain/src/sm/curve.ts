// SPDX-License-Identifier: Apache-2.0
// Recommended curve sm2p256v1, GB/T 32918.5-2017. Fixed-width lower-case hex compares like the number it writes,
// so ranges are checked on the text itself and BigInt is used only where arithmetic is needed.

/** Field prime p. */
export const CURVE_P = 'fffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffff';
/** Coefficient a = p - 3. */
export const CURVE_A = 'fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc';
/** Coefficient b. */
export const CURVE_B = '28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93';
/** Order n of the base point. */
export const CURVE_N = 'fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123';
/** Base point G, x. */
export const CURVE_GX = '32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7';
/** Base point G, y. */
export const CURVE_GY = 'bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0';

const P = toBigInt(CURVE_P);
const A = toBigInt(CURVE_A);
const B = toBigInt(CURVE_B);

/** Whether y² = x³ + ax + b (mod p). Both coordinates are hex digits, already below p. */
export function isOnCurve(xHex: string, yHex: string): boolean {
  const x = toBigInt(xHex);
  const y = toBigInt(yHex);
  return (y * y - (x * x * x + A * x + B)) % P === 0n;
}

/** The number that hex digits write. */
export function toBigInt(hex: string): bigint {
  return BigInt(`0x${hex}`);
}
