// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-sign-module.ts.
//
// Arithmetic modulo the order n of the base point (GB/T 32918.5), for secrets: nine limbs of 29 bits, least first, all in
// [0, 2^29), the number in [0, n); Montgomery with R = 2^261. No branch and no address depends on a number.
import { readLimbs, writeLimbs } from './limbs';

const MASK: u64 = 0x1fffffff;
const LIMBS: i32 = 9;
/** Bytes of a number. */
export const NUMBER: usize = 36;

/** n itself. */
const ORDER: usize = memory.data<i32>([
  433406243, 501194825, 293685972, 129947203, 536868640, 536870911, 536870911, 534773759, 16777215,
]);
/** R² mod n. */
const R_SQUARED: usize = memory.data<i32>([
  362509650, 365136981, 190637719, 291821388, 353457078, 410386369, 371260548, 5611165, 14127179,
]);
/** R mod n, the 1 of Montgomery form. */
const R_MOD_ORDER: usize = memory.data<i32>([
  89643936, 67892934, 265725282, 136656782, 72696, 0, 0, 67108864, 0,
]);
/** 1. */
const ONE: usize = memory.data<i32>([1, 0, 0, 0, 0, 0, 0, 0, 0]);
/** -1/n mod 2^29. */
const INVERSE: u64 = 305465717;
/** n - 2, most significant first. */
const EXPONENT: usize = memory.data<u8>([
  0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
  0x72, 0x03, 0xdf, 0x6b, 0x21, 0xc6, 0x05, 0x2b, 0x53, 0xbb, 0xf4, 0x09, 0x39, 0xd5, 0x41, 0x21,
]);

// One piece, so that it can be wiped at once.
const WORK: usize = memory.data(216);
const PRODUCT: usize = WORK;
const REDUCED: usize = WORK + 144;
const POWER: usize = WORK + 180;
const WORK_BYTES: usize = 216;

/** Reads 32 bytes, most significant first. Answers all ones if 0 < number < n, else 0. */
export function readNumber(r: usize, bytes: usize): i32 {
  readLimbs(r, bytes);
  // Borrowing once for n tells whether the number is below it.
  return isNotZero(r) & subtractOrder(REDUCED, r);
}

export function writeNumber(bytes: usize, a: usize): void {
  writeLimbs(bytes, a);
}

/** r = a + b mod n. */
export function addNumbers(r: usize, a: usize, b: usize): void {
  let carry: u64 = 0;
  for (let i: i32 = 0; i < LIMBS; i++) {
    const at = <usize>i << 2;
    carry += <u64>load<u32>(a + at) + <u64>load<u32>(b + at);
    store<u32>(r + at, <u32>(carry & MASK));
    carry >>= 29;
  }
  reduceOnce(r);
}

/** r = a - b mod n. */
export function subtractNumbers(r: usize, a: usize, b: usize): void {
  let borrow: i64 = 0;
  for (let i: i32 = 0; i < LIMBS; i++) {
    const at = <usize>i << 2;
    borrow += <i64>load<u32>(a + at) - <i64>load<u32>(b + at);
    store<u32>(r + at, <u32>(<u64>borrow & MASK));
    borrow >>= 29;
  }
  // Below zero by less than n: n comes back where it is missing.
  const mask = <u64>borrow;
  let carry: u64 = 0;
  for (let i: i32 = 0; i < LIMBS; i++) {
    const at = <usize>i << 2;
    carry += <u64>load<u32>(r + at) + (<u64>load<u32>(ORDER + at) & mask);
    store<u32>(r + at, <u32>(carry & MASK));
    carry >>= 29;
  }
}

/** r = a·b/R mod n. */
export function multiplyNumbers(r: usize, a: usize, b: usize): void {
  memory.fill(PRODUCT, 0, 144);
  for (let i: i32 = 0; i < LIMBS; i++) addMultiple(PRODUCT + (<usize>i << 3), b, <u64>load<u32>(a + (<usize>i << 2)));
  for (let i: i32 = 0; i < LIMBS; i++) {
    const limb = PRODUCT + (<usize>i << 3);
    addMultiple(limb, ORDER, ((load<u64>(limb) & MASK) * INVERSE) & MASK);
    store<u64>(limb, load<u64>(limb, 8) + (load<u64>(limb) >> 29), 8);
  }
  let carry: u64 = 0;
  for (let i: i32 = 0; i < LIMBS; i++) {
    carry += load<u64>(PRODUCT + (<usize>(i + LIMBS) << 3));
    store<u32>(r + (<usize>i << 2), <u32>(carry & MASK));
    carry >>= 29;
  }
  reduceOnce(r);
}

/** r = R/(1 + a) mod n = (1 + a)^(n-2)·R (Fermat): an inverse in Montgomery form. The exponent is public. */
export function invertSuccessor(r: usize, a: usize): void {
  addNumbers(r, a, ONE);
  multiplyNumbers(r, r, R_SQUARED);
  memory.copy(POWER, R_MOD_ORDER, NUMBER);
  for (let bit: i32 = 255; bit >= 0; bit--) {
    multiplyNumbers(POWER, POWER, POWER);
    if ((load<u8>(EXPONENT + ((255 - bit) >> 3)) >> <u8>(bit & 7)) & 1) multiplyNumbers(POWER, POWER, r);
  }
  memory.copy(r, POWER, NUMBER);
}

/** All ones if a number is not 0, else 0. */
export function isNotZero(a: usize): i32 {
  let bits: i64 = 0;
  for (let i: i32 = 0; i < LIMBS; i++) bits |= <i64>load<u32>(a + (<usize>i << 2));
  return <i32>(-bits >> 63);
}

/** Overwrites what a computation left. */
export function wipeNumbers(): void {
  memory.fill(WORK, 0, WORK_BYTES);
}

// Eighteen products of 58 bits and a carry stay below 2^63.
function addMultiple(product: usize, a: usize, factor: u64): void {
  for (let i: i32 = 0; i < LIMBS; i++) {
    const limb = product + (<usize>i << 3);
    store<u64>(limb, load<u64>(limb) + factor * <u64>load<u32>(a + (<usize>i << 2)));
  }
}

// From [0, 2n) to [0, n).
function reduceOnce(a: usize): void {
  const mask = subtractOrder(REDUCED, a);
  for (let offset: usize = 0; offset < NUMBER; offset += 4) {
    const reduced = load<i32>(REDUCED + offset);
    store<i32>(a + offset, reduced ^ ((reduced ^ load<i32>(a + offset)) & mask));
  }
}

// r = a - n; answers all ones where that is below 0.
function subtractOrder(r: usize, a: usize): i32 {
  let borrow: i64 = 0;
  for (let i: i32 = 0; i < LIMBS; i++) {
    const at = <usize>i << 2;
    borrow += <i64>load<u32>(a + at) - <i64>load<u32>(ORDER + at);
    store<u32>(r + at, <u32>(<u64>borrow & MASK));
    borrow >>= 29;
  }
  return <i32>borrow;
}
