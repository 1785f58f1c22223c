// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-sign-module.ts.
//
// A secret multiple of the base point. Homogeneous points (X/Z, Y/Z) of 108 bytes; infinity is (0 : 1 : 0) and nothing
// special: one formula covers every pair of points (Renes, Costello, Batina, "Complete addition formulas for prime order
// elliptic curves", 2016, algorithm 5, a = -3). No branch and no address depends on the scalar or the point.
import { add, multiply, negate, ONE, subtract, subtractBoth, triple } from './field';
import { ELEMENT } from './limbs';
import { AFFINE, tableBytes } from './point';

/** Bytes of a homogeneous point. */
export const HOMOGENEOUS: usize = 3 * ELEMENT;

const Y: usize = ELEMENT;
const Z: usize = 2 * ELEMENT;

/** b in Montgomery form, GB/T 32918.5. */
const B: usize = memory.data<i32>([
  404465732, 305161003, 163404678, 233226861, 410575774, 352709201, 69811392, 57181067, 8518705,
]);

// One piece, so that it can be wiped at once.
const WORK: usize = memory.data(540);
const T0: usize = WORK;
const T1: usize = WORK + ELEMENT;
const T2: usize = WORK + 2 * ELEMENT;
const T3: usize = WORK + 3 * ELEMENT;
const T4: usize = WORK + 4 * ELEMENT;
const X3: usize = WORK + 5 * ELEMENT;
const Y3: usize = WORK + 6 * ELEMENT;
const Z3: usize = WORK + 7 * ELEMENT;
const NEGATIVE_Y: usize = WORK + 8 * ELEMENT;
const ENTRY: usize = WORK + 9 * ELEMENT;
const SUM: usize = WORK + 11 * ELEMENT;
const WORK_BYTES: usize = 540;

/**
 * point = scalar·(the point of the table), 0 ≤ scalar < 2^256, the scalar as 32 bytes, most significant first. The
 * table has `windows` rows of 2^(width-1) multiples (point.ts buildTable).
 */
export function multiplySecretly(point: usize, table: usize, scalar: usize, width: i32, windows: i32): void {
  const row = tableBytes(width, 1);
  setInfinity(point);
  let carry: i32 = 0;
  for (let window: i32 = 0; window < windows; window++) {
    // A digit above half the width is taken as negative, and one carried.
    const bits = bitsOf(scalar, window * width, width) + carry;
    carry = <i32>(<u32>((1 << (width - 1)) - bits) >> 31);
    const digit = bits - (carry << width);
    const sign = digit >> 31;
    const size = (digit ^ sign) - sign;
    readEntry(table + <usize>window * row, 1 << (width - 1), size);
    negate(NEGATIVE_Y, ENTRY + Y);
    choose(ENTRY + Y, NEGATIVE_Y, sign, ELEMENT);
    addComplete(SUM, point, ENTRY);
    // The digit 0 has no entry: its sum is computed like any other and not taken.
    choose(point, SUM, -((size + 0x7fffffff) >>> 31), HOMOGENEOUS);
  }
}

/** Overwrites what a multiplication left. */
export function wipePoints(): void {
  memory.fill(WORK, 0, WORK_BYTES);
}

function setInfinity(point: usize): void {
  memory.fill(point, 0, HOMOGENEOUS);
  memory.copy(point + Y, ONE, ELEMENT);
}

// Every entry of the row is read, whichever is kept: j = 1 … count; for 0 all stay out.
function readEntry(row: usize, count: i32, wanted: i32): void {
  let e0: u64 = 0, e1: u64 = 0, e2: u64 = 0, e3: u64 = 0, e4: u64 = 0, e5: u64 = 0, e6: u64 = 0, e7: u64 = 0, e8: u64 = 0;
  let entry = row;
  for (let j: i32 = 1; j <= count; j++) {
    const mask = <u64>((<i64>(j ^ wanted) - 1) >> 63);
    e0 |= load<u64>(entry, 0) & mask;
    e1 |= load<u64>(entry, 8) & mask;
    e2 |= load<u64>(entry, 16) & mask;
    e3 |= load<u64>(entry, 24) & mask;
    e4 |= load<u64>(entry, 32) & mask;
    e5 |= load<u64>(entry, 40) & mask;
    e6 |= load<u64>(entry, 48) & mask;
    e7 |= load<u64>(entry, 56) & mask;
    e8 |= load<u64>(entry, 64) & mask;
    entry += AFFINE;
  }
  store<u64>(ENTRY, e0, 0);
  store<u64>(ENTRY, e1, 8);
  store<u64>(ENTRY, e2, 16);
  store<u64>(ENTRY, e3, 24);
  store<u64>(ENTRY, e4, 32);
  store<u64>(ENTRY, e5, 40);
  store<u64>(ENTRY, e6, 48);
  store<u64>(ENTRY, e7, 56);
  store<u64>(ENTRY, e8, 64);
}

/** r = mask is all ones ? a : r; `bytes` is a multiple of 4. */
export function choose(r: usize, a: usize, mask: i32, bytes: usize): void {
  for (let offset: usize = 0; offset < bytes; offset += 4) {
    const kept = load<i32>(r + offset);
    store<i32>(r + offset, kept ^ ((kept ^ load<i32>(a + offset)) & mask));
  }
}

// sum = point + affine; sum is neither of them.
function addComplete(sum: usize, point: usize, affine: usize): void {
  multiply(T0, point, affine);
  multiply(T1, point + Y, affine + Y);
  add(T3, affine, affine + Y);
  add(T4, point, point + Y);
  multiply(T3, T3, T4);
  subtractBoth(T3, T3, T0, T1);
  multiply(T4, affine + Y, point + Z);
  add(T4, T4, point + Y);
  multiply(Y3, affine, point + Z);
  add(Y3, Y3, point);
  multiply(Z3, B, point + Z);
  subtract(X3, Y3, Z3);
  triple(X3, X3);
  subtract(Z3, T1, X3);
  add(X3, T1, X3);
  multiply(Y3, B, Y3);
  triple(T2, point + Z);
  subtractBoth(Y3, Y3, T2, T0);
  triple(Y3, Y3);
  triple(T0, T0);
  subtract(T0, T0, T2);
  multiply(T1, T4, Y3);
  multiply(T2, T0, Y3);
  multiply(Y3, X3, Z3);
  add(sum + Y, Y3, T2);
  multiply(X3, T3, X3);
  subtract(sum, X3, T1);
  multiply(Z3, T4, Z3);
  multiply(T1, T3, T0);
  add(sum + Z, Z3, T1);
}

// `width` bits of a scalar from bit `start` on; beyond its 256 bits there are zeros. Only `start` decides what is read.
function bitsOf(scalar: usize, start: i32, width: i32): i32 {
  const first = start >> 3;
  let bits: u32 = 0;
  for (let i: i32 = 2; i >= 0; i--) {
    bits <<= 8;
    if (first + i < 32) bits |= load<u8>(scalar + (31 - first - i));
  }
  return <i32>((bits >> (start & 7)) & ((1 << width) - 1));
}
