// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-module.ts.
//
// The field of sm2p256v1 (GB/T 32918.5): p = 2^256 - 2^224 - 2^96 + 2^64 - 1. An element is a number of limbs.ts in
// Montgomery form x·R mod p with R = 2^261; it lies within a little of [0, 2^256): sums are folded once, not reduced (lazy
// reduction). No branch and no address here depends on the value of an element: secrets may be computed with (sign.ts).
import { ELEMENT, MASK, readLimbs, storeCarried } from './limbs';

/** p itself. */
const PRIME: usize = memory.data<i32>([
  536870911, 536870911, 63, 536870400, 536870911, 536870911, 536870911, 534773759, 16777215,
]);
/** R mod p, the element 1. */
export const ONE: usize = memory.data<i32>([32, 0, 536868864, 16383, 0, 0, 0, 67108864, 0]);
/** R² mod p: multiplying by it takes a number into Montgomery form. */
const R_SQUARED: usize = memory.data<i32>([3072, 16384, 536805376, 1572863, 4194304, 33554432, 0, 1, 16]);

/** The number 1, no element. */
const NUMBER_ONE: usize = memory.data<i32>([1, 0, 0, 0, 0, 0, 0, 0, 0]);

/** r = a·b/R mod p. */
export function multiply(r: usize, a: usize, b: usize): void {
  const a0 = <i64>load<i32>(a, 0), b0 = <i64>load<i32>(b, 0);
  const a1 = <i64>load<i32>(a, 4), b1 = <i64>load<i32>(b, 4);
  const a2 = <i64>load<i32>(a, 8), b2 = <i64>load<i32>(b, 8);
  const a3 = <i64>load<i32>(a, 12), b3 = <i64>load<i32>(b, 12);
  const a4 = <i64>load<i32>(a, 16), b4 = <i64>load<i32>(b, 16);
  const a5 = <i64>load<i32>(a, 20), b5 = <i64>load<i32>(b, 20);
  const a6 = <i64>load<i32>(a, 24), b6 = <i64>load<i32>(b, 24);
  const a7 = <i64>load<i32>(a, 28), b7 = <i64>load<i32>(b, 28);
  const a8 = <i64>load<i32>(a, 32), b8 = <i64>load<i32>(b, 32);
  const t0: i64 = a0 * b0;
  const t1: i64 = a0 * b1 + a1 * b0;
  const t2: i64 = a0 * b2 + a1 * b1 + a2 * b0;
  const t3: i64 = a0 * b3 + a1 * b2 + a2 * b1 + a3 * b0;
  const t4: i64 = a0 * b4 + a1 * b3 + a2 * b2 + a3 * b1 + a4 * b0;
  const t5: i64 = a0 * b5 + a1 * b4 + a2 * b3 + a3 * b2 + a4 * b1 + a5 * b0;
  const t6: i64 = a0 * b6 + a1 * b5 + a2 * b4 + a3 * b3 + a4 * b2 + a5 * b1 + a6 * b0;
  const t7: i64 = a0 * b7 + a1 * b6 + a2 * b5 + a3 * b4 + a4 * b3 + a5 * b2 + a6 * b1 + a7 * b0;
  const t8: i64 = a0 * b8 + a1 * b7 + a2 * b6 + a3 * b5 + a4 * b4 + a5 * b3 + a6 * b2 + a7 * b1 + a8 * b0;
  const t9: i64 = a1 * b8 + a2 * b7 + a3 * b6 + a4 * b5 + a5 * b4 + a6 * b3 + a7 * b2 + a8 * b1;
  const t10: i64 = a2 * b8 + a3 * b7 + a4 * b6 + a5 * b5 + a6 * b4 + a7 * b3 + a8 * b2;
  const t11: i64 = a3 * b8 + a4 * b7 + a5 * b6 + a6 * b5 + a7 * b4 + a8 * b3;
  const t12: i64 = a4 * b8 + a5 * b7 + a6 * b6 + a7 * b5 + a8 * b4;
  const t13: i64 = a5 * b8 + a6 * b7 + a7 * b6 + a8 * b5;
  const t14: i64 = a6 * b8 + a7 * b7 + a8 * b6;
  const t15: i64 = a7 * b8 + a8 * b7;
  const t16: i64 = a8 * b8;
  reduce(r, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16);
}

/** r = a²/R mod p. */
export function square(r: usize, a: usize): void {
  const a0 = <i64>load<i32>(a, 0), d0 = a0 << 1;
  const a1 = <i64>load<i32>(a, 4), d1 = a1 << 1;
  const a2 = <i64>load<i32>(a, 8), d2 = a2 << 1;
  const a3 = <i64>load<i32>(a, 12), d3 = a3 << 1;
  const a4 = <i64>load<i32>(a, 16), d4 = a4 << 1;
  const a5 = <i64>load<i32>(a, 20), d5 = a5 << 1;
  const a6 = <i64>load<i32>(a, 24), d6 = a6 << 1;
  const a7 = <i64>load<i32>(a, 28), d7 = a7 << 1;
  const a8 = <i64>load<i32>(a, 32);
  const t0: i64 = a0 * a0;
  const t1: i64 = d0 * a1;
  const t2: i64 = d0 * a2 + a1 * a1;
  const t3: i64 = d0 * a3 + d1 * a2;
  const t4: i64 = d0 * a4 + d1 * a3 + a2 * a2;
  const t5: i64 = d0 * a5 + d1 * a4 + d2 * a3;
  const t6: i64 = d0 * a6 + d1 * a5 + d2 * a4 + a3 * a3;
  const t7: i64 = d0 * a7 + d1 * a6 + d2 * a5 + d3 * a4;
  const t8: i64 = d0 * a8 + d1 * a7 + d2 * a6 + d3 * a5 + a4 * a4;
  const t9: i64 = d1 * a8 + d2 * a7 + d3 * a6 + d4 * a5;
  const t10: i64 = d2 * a8 + d3 * a7 + d4 * a6 + a5 * a5;
  const t11: i64 = d3 * a8 + d4 * a7 + d5 * a6;
  const t12: i64 = d4 * a8 + d5 * a7 + a6 * a6;
  const t13: i64 = d5 * a8 + d6 * a7;
  const t14: i64 = d6 * a8 + a7 * a7;
  const t15: i64 = d7 * a8;
  const t16: i64 = a8 * a8;
  reduce(r, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16);
}

/** r = a + b. */
export function add(r: usize, a: usize, b: usize): void {
  combine(r, a, 1, b, 1, 0, 0);
}

/** r = a - b. */
export function subtract(r: usize, a: usize, b: usize): void {
  combine(r, a, 1, b, -1, 0, 0);
}

/** r = a - 8b. */
export function subtractEightfold(r: usize, a: usize, b: usize): void {
  combine(r, a, 1, b, -8, 0, 0);
}

/** r = 4a - b. */
export function fourfoldMinus(r: usize, a: usize, b: usize): void {
  combine(r, a, 4, b, -1, 0, 0);
}

/** r = a - b - c. */
export function subtractBoth(r: usize, a: usize, b: usize, c: usize): void {
  combine(r, a, 1, b, -1, c, -1);
}

/** r = a - b - 2c. */
export function subtractWithTwice(r: usize, a: usize, b: usize, c: usize): void {
  combine(r, a, 1, b, -1, c, -2);
}

/** r = 3a. */
export function triple(r: usize, a: usize): void {
  combine(r, a, 3, 0, 0, 0, 0);
}

/** r = -a. */
export function negate(r: usize, a: usize): void {
  combine(r, a, -1, 0, 0, 0, 0);
}

/** Whether the result of a linear function above is 0 mod p: folded, it is below 2p, so it is 0 or p itself. */
export function isZero(a: usize): bool {
  let bits: i32 = 0;
  let difference: i32 = 0;
  for (let offset: usize = 0; offset < ELEMENT; offset += 4) {
    const limb = load<i32>(a + offset);
    bits |= limb;
    difference |= limb ^ load<i32>(PRIME + offset);
  }
  return bits == 0 || difference == 0;
}

/** The element of a number below p in 32 bytes, most significant first. `r` may not be `bytes`. */
export function readElement(r: usize, bytes: usize): void {
  readLimbs(r, bytes);
  multiply(r, r, R_SQUARED);
}

/** The number of an element that is a product, reduced but for one p: what leaves Montgomery form. */
export function toNumber(r: usize, a: usize): void {
  multiply(r, a, NUMBER_ONE);
}

// Montgomery's reduction, limb by limb. Since p = -1 mod 2^29, the multiple of p that clears limb i is t_i itself, and
// adding t_i·p is adding t_i·(p + 1) above it: 2^64, 2^96, 2^224 and 2^256 are bits 6, 9, 21 and 24 of limbs 2, 3, 7, 8.
// @ts-ignore: a decorator of AssemblyScript
@inline
function reduce(
  r: usize,
  t0: i64,
  t1: i64,
  t2: i64,
  t3: i64,
  t4: i64,
  t5: i64,
  t6: i64,
  t7: i64,
  t8: i64,
  t9: i64,
  t10: i64,
  t11: i64,
  t12: i64,
  t13: i64,
  t14: i64,
  t15: i64,
  t16: i64,
): void {
  let m: i64;
  m = t0 & MASK; t1 += t0 >> 29; t2 += m << 6; t3 -= m << 9; t7 -= m << 21; t8 += m << 24;
  m = t1 & MASK; t2 += t1 >> 29; t3 += m << 6; t4 -= m << 9; t8 -= m << 21; t9 += m << 24;
  m = t2 & MASK; t3 += t2 >> 29; t4 += m << 6; t5 -= m << 9; t9 -= m << 21; t10 += m << 24;
  m = t3 & MASK; t4 += t3 >> 29; t5 += m << 6; t6 -= m << 9; t10 -= m << 21; t11 += m << 24;
  m = t4 & MASK; t5 += t4 >> 29; t6 += m << 6; t7 -= m << 9; t11 -= m << 21; t12 += m << 24;
  m = t5 & MASK; t6 += t5 >> 29; t7 += m << 6; t8 -= m << 9; t12 -= m << 21; t13 += m << 24;
  m = t6 & MASK; t7 += t6 >> 29; t8 += m << 6; t9 -= m << 9; t13 -= m << 21; t14 += m << 24;
  m = t7 & MASK; t8 += t7 >> 29; t9 += m << 6; t10 -= m << 9; t14 -= m << 21; t15 += m << 24;
  m = t8 & MASK; t9 += t8 >> 29; t10 += m << 6; t11 -= m << 9; t15 -= m << 21; t16 += m << 24;
  storeCarried(r, t9, t10, t11, t12, t13, t14, t15, t16, 0);
}

// r = ca·a + cb·b + cc·c, folded: what is above 2^256 comes back as 2^256 = 2^224 + 2^96 - 2^64 + 1 mod p. The factors
// are constants wherever this is inlined, and an operand with the factor 0 is not read.
// @ts-ignore: a decorator of AssemblyScript
@inline
function combine(r: usize, a: usize, ca: i64, b: usize, cb: i64, c: usize, cc: i64): void {
  let v0 = sumOfLimbs(a, ca, b, cb, c, cc, 0);
  let v1 = sumOfLimbs(a, ca, b, cb, c, cc, 4);
  let v2 = sumOfLimbs(a, ca, b, cb, c, cc, 8);
  let v3 = sumOfLimbs(a, ca, b, cb, c, cc, 12);
  let v4 = sumOfLimbs(a, ca, b, cb, c, cc, 16);
  let v5 = sumOfLimbs(a, ca, b, cb, c, cc, 20);
  let v6 = sumOfLimbs(a, ca, b, cb, c, cc, 24);
  let v7 = sumOfLimbs(a, ca, b, cb, c, cc, 28);
  let v8 = sumOfLimbs(a, ca, b, cb, c, cc, 32);
  const over = v8 >> 24;
  v0 += over; v2 -= over << 6; v3 += over << 9; v7 += over << 21; v8 -= over << 24;
  storeCarried(r, v0, v1, v2, v3, v4, v5, v6, v7, v8);
}

// @ts-ignore: a decorator of AssemblyScript
@inline
function sumOfLimbs(a: usize, ca: i64, b: usize, cb: i64, c: usize, cc: i64, offset: usize): i64 {
  let sum = ca * <i64>load<i32>(a + offset);
  if (cb != 0) sum += cb * <i64>load<i32>(b + offset);
  if (cc != 0) sum += cc * <i64>load<i32>(c + offset);
  return sum;
}
