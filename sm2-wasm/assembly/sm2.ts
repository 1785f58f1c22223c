// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-module.ts.
//
// Steps B6 and B7 of SM2 verification (GB/T 32918.2-2016 7.1): whether the point sG + tP has one of the given x. Hash,
// ranges and arithmetic mod n are the caller's (../src/fast-verify.ts). One instance is not reentrant: its buffers are static.
import { add, isZero, multiply, readElement, square, subtract, triple } from './field';
import { ELEMENT } from './limbs';
import {
  addAffine,
  AFFINE,
  buildTable,
  double,
  hasAffineX,
  isInfinity,
  JACOBIAN,
  setInfinity,
  subtractAffine,
  tableBytes,
  tableScratchBytes,
} from './point';

// The base point's table is shared by all keys, so it may be large: 297 KiB. A key's takes 58.5 KiB. 257 bits: a signed
// digit may carry out of the top one.
const G_WIDTH: i32 = 8;
const G_WINDOWS: i32 = 33;
const KEY_WIDTH: i32 = 5;
const KEY_WINDOWS: i32 = 52;

/** b and G in Montgomery form, GB/T 32918.5. */
const B: usize = memory.data<i32>([
  404465732, 305161003, 163404678, 233226861, 410575774, 352709201, 69811392, 57181067, 8518705,
]);
const G: usize = memory.data<i32>([
  50353106, 311005428, 369262217, 8100649, 126254323, 429572684, 48976118, 499582188, 2281291,
  94485420, 357456188, 347067145, 425605964, 301040619, 275178148, 516335229, 327638230, 7974074,
]);

/** s, t and the two x that are accepted, 32 bytes each, most significant first. */
const SCALARS: usize = memory.data(128);
/** x‖y of a public key, 32 bytes each, most significant first. */
const PUBLIC_KEY: usize = memory.data(64);

const T: usize = SCALARS + 32;
const X: usize = SCALARS + 64;
const OTHER_X: usize = SCALARS + 96;

const KEY: usize = memory.data(72);
const SUM: usize = memory.data(112);
const ELEMENT_0: usize = memory.data(36);
const ELEMENT_1: usize = memory.data(36);
const ELEMENT_2: usize = memory.data(36);
const DIGITS: usize = memory.data(52);
const FEW: usize = memory.data(16 * 72);
const FEW_SCRATCH: usize = memory.data(16 * 148);

export function scalarsAddress(): usize {
  return SCALARS;
}

export function publicKeyAddress(): usize {
  return PUBLIC_KEY;
}

/** The first byte behind the static data: from here on the memory is the caller's to divide. */
export function freeAddress(): usize {
  return __heap_base;
}

export function baseTableBytes(): usize {
  return tableBytes(G_WIDTH, G_WINDOWS);
}

export function keyTableBytes(): usize {
  return tableBytes(KEY_WIDTH, KEY_WINDOWS);
}

/** What either table is built in. */
export function scratchBytes(): usize {
  return tableScratchBytes(G_WIDTH, G_WINDOWS);
}

export function buildBaseTable(table: usize, scratch: usize): void {
  buildTable(table, G, G_WIDTH, G_WINDOWS, scratch);
}

/** Builds the table of the key in PUBLIC_KEY; false if that is not on the curve. */
export function buildKeyTable(table: usize, scratch: usize): bool {
  if (!readKey()) return false;
  buildTable(table, KEY, KEY_WIDTH, KEY_WINDOWS, scratch);
  return true;
}

/** Whether sG + tP has an accepted x, by P's table. */
export function verifyByTable(baseTable: usize, keyTable: usize, hasOtherX: bool): bool {
  setInfinity(SUM);
  addMultiple(baseTable, SCALARS, G_WIDTH, G_WINDOWS);
  addMultiple(keyTable, T, KEY_WIDTH, KEY_WINDOWS);
  return hasAcceptedX(hasOtherX);
}

/** The same for the key in PUBLIC_KEY, for which there is no table. */
export function verifyByKey(baseTable: usize, hasOtherX: bool): bool {
  if (!readKey()) return false;
  buildTable(FEW, KEY, KEY_WIDTH, 1, FEW_SCRATCH);
  setInfinity(SUM);
  writeDigits();
  for (let i: i32 = KEY_WINDOWS - 1; i >= 0; i--) {
    for (let bit: i32 = 0; bit < KEY_WIDTH; bit++) double(SUM);
    addEntry(FEW, load<i8>(DIGITS + i));
  }
  addMultiple(baseTable, SCALARS, G_WIDTH, G_WINDOWS);
  return hasAcceptedX(hasOtherX);
}

// y² = x³ - 3x + b
function readKey(): bool {
  const x = KEY;
  const y = KEY + ELEMENT;
  readElement(x, PUBLIC_KEY);
  readElement(y, PUBLIC_KEY + 32);
  square(ELEMENT_0, y);
  square(ELEMENT_1, x);
  multiply(ELEMENT_1, ELEMENT_1, x);
  triple(ELEMENT_2, x);
  subtract(ELEMENT_1, ELEMENT_1, ELEMENT_2);
  add(ELEMENT_1, ELEMENT_1, B);
  subtract(ELEMENT_0, ELEMENT_0, ELEMENT_1);
  return isZero(ELEMENT_0);
}

function hasAcceptedX(hasOtherX: bool): bool {
  if (isInfinity(SUM)) return false;
  readElement(ELEMENT_0, X);
  if (hasAffineX(SUM, ELEMENT_0)) return true;
  if (!hasOtherX) return false;
  readElement(ELEMENT_0, OTHER_X);
  return hasAffineX(SUM, ELEMENT_0);
}

function addMultiple(table: usize, scalar: usize, width: i32, windows: i32): void {
  const row = tableBytes(width, 1);
  let carry: i32 = 0;
  for (let window: i32 = 0; window < windows; window++) {
    const digit = digitOf(scalar, window * width, width) + carry;
    carry = digit > 1 << (width - 1) ? 1 : 0;
    addEntry(table + <usize>window * row, digit - (carry << width));
  }
}

function writeDigits(): void {
  let carry: i32 = 0;
  for (let i: i32 = 0; i < KEY_WINDOWS; i++) {
    const digit = digitOf(T, i * KEY_WIDTH, KEY_WIDTH) + carry;
    carry = digit > 1 << (KEY_WIDTH - 1) ? 1 : 0;
    store<i8>(DIGITS + i, <i8>(digit - (carry << KEY_WIDTH)));
  }
}

function addEntry(row: usize, digit: i32): void {
  if (digit > 0) addAffine(SUM, row + <usize>(digit - 1) * AFFINE);
  else if (digit < 0) subtractAffine(SUM, row + <usize>(-digit - 1) * AFFINE);
}

// `width` bits of a scalar from bit `start` on; beyond its 256 bits there are zeros.
function digitOf(scalar: usize, start: i32, width: i32): i32 {
  const first = start >> 3;
  let bits: u32 = 0;
  for (let i: i32 = 2; i >= 0; i--) {
    bits <<= 8;
    if (first + i < 32) bits |= load<u8>(scalar + (31 - first - i));
  }
  return <i32>((bits >> (start & 7)) & ((1 << width) - 1));
}
