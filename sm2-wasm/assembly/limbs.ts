// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-module.ts.
//
// A number as nine limbs of 29 bits in 36 bytes, least first. Limbs 0 to 7 are in [0, 2^29); the last is signed and takes what
// is over. 29 bits leave room for nine products and their carries in an i64.

export const MASK: i64 = 0x1fffffff;

/** Bytes of one number, and so of one element of the field. */
export const ELEMENT: usize = 36;

/** The limbs of 32 bytes, most significant first, as they are. `r` may not be `bytes`. */
export function readLimbs(r: usize, bytes: usize): void {
  let bits: u64 = 0;
  let count: i32 = 0;
  let limb = r;
  for (let i: i32 = 31; i >= 0; i--) {
    bits |= (<u64>load<u8>(bytes + i)) << count;
    count += 8;
    if (count < 29) continue;
    store<i32>(limb, <i32>(bits & MASK));
    limb += 4;
    bits >>= 29;
    count -= 29;
  }
  store<i32>(limb, <i32>bits);
}

/** 32 bytes, most significant first, of a number below 2^256 whose limbs are all in range. */
export function writeLimbs(bytes: usize, a: usize): void {
  let bits: u64 = 0;
  let count: i32 = 0;
  let limb = a;
  for (let i: i32 = 31; i >= 0; i--) {
    if (count < 8) {
      bits |= (<u64>load<u32>(limb)) << count;
      limb += 4;
      count += 29;
    }
    store<u8>(bytes + i, <u8>bits);
    bits >>= 8;
    count -= 8;
  }
}

// r = the number of these limbs, each with what it is over carried to the next.
// @ts-ignore: a decorator of AssemblyScript
@inline
export function storeCarried(
  r: usize,
  v0: i64,
  v1: i64,
  v2: i64,
  v3: i64,
  v4: i64,
  v5: i64,
  v6: i64,
  v7: i64,
  v8: i64,
): void {
  store<i32>(r, <i32>(v0 & MASK), 0); v1 += v0 >> 29;
  store<i32>(r, <i32>(v1 & MASK), 4); v2 += v1 >> 29;
  store<i32>(r, <i32>(v2 & MASK), 8); v3 += v2 >> 29;
  store<i32>(r, <i32>(v3 & MASK), 12); v4 += v3 >> 29;
  store<i32>(r, <i32>(v4 & MASK), 16); v5 += v4 >> 29;
  store<i32>(r, <i32>(v5 & MASK), 20); v6 += v5 >> 29;
  store<i32>(r, <i32>(v6 & MASK), 24); v7 += v6 >> 29;
  store<i32>(r, <i32>(v7 & MASK), 28); v8 += v7 >> 29;
  store<i32>(r, <i32>v8, 32);
}
