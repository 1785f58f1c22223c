// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-module.ts.

/**
 * `width` bits of a scalar of 32 bytes from bit `start` on, at most 17; beyond its 256 bits there are zeros. Only `start` decides
 * what is read: the scalar may be a secret.
 */
export function bitsOf(scalar: usize, start: i32, width: i32): i32 {
  const first = start >> 3;
  let bits: u32 = 0;
  for (let i: i32 = 2; i >= 0; i--) {
    bits <<= 8;
    if (first + i < 32) bits |= load<u8>(scalar + (31 - first - i));
  }
  return <i32>((bits >> (start & 7)) & ((1 << width) - 1));
}
