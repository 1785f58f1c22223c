// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-module.ts.
//
// 1/a in the field, by Fermat.
import { multiply, square } from './field';
import { ELEMENT } from './limbs';

// One piece, so that it can be wiped at once.
const CHAIN: usize = memory.data(324);
const CHAIN_BYTES: usize = 324;
const INVERTED: usize = CHAIN;
const SHIFTED: usize = CHAIN + ELEMENT;
const POWER: usize = CHAIN + 2 * ELEMENT;
const ONES_2: usize = CHAIN + 3 * ELEMENT;
const ONES_4: usize = CHAIN + 4 * ELEMENT;
const ONES_8: usize = CHAIN + 5 * ELEMENT;
const ONES_16: usize = CHAIN + 6 * ELEMENT;
const ONES_30: usize = CHAIN + 7 * ELEMENT;
const ONES_32: usize = CHAIN + 8 * ELEMENT;

/**
 * r = a^(p-2) = 1/a (Fermat), by a fixed chain of 258 squarings and 16 multiplications. r may be a. p - 2 is FFFFFFFE
 * FFFFFFFF FFFFFFFF FFFFFFFF FFFFFFFF 00000000 FFFFFFFF FFFFFFFD; ONES_k is a^(2^k - 1).
 */
export function invert(r: usize, a: usize): void {
  memory.copy(INVERTED, a, ELEMENT);
  shiftAndMultiply(ONES_2, INVERTED, 1, INVERTED);
  shiftAndMultiply(ONES_4, ONES_2, 2, ONES_2);
  shiftAndMultiply(ONES_8, ONES_4, 4, ONES_4);
  shiftAndMultiply(ONES_16, ONES_8, 8, ONES_8);
  shiftAndMultiply(ONES_32, ONES_16, 16, ONES_16);
  shiftAndMultiply(ONES_30, ONES_16, 8, ONES_8);
  shiftAndMultiply(ONES_30, ONES_30, 4, ONES_4);
  shiftAndMultiply(ONES_30, ONES_30, 2, ONES_2);
  shiftAndMultiply(POWER, ONES_30, 1, INVERTED);
  shiftAndMultiply(POWER, POWER, 33, ONES_32);
  for (let word: i32 = 0; word < 3; word++) shiftAndMultiply(POWER, POWER, 32, ONES_32);
  shiftAndMultiply(POWER, POWER, 64, ONES_32);
  shiftAndMultiply(POWER, POWER, 30, ONES_30);
  shiftAndMultiply(r, POWER, 2, INVERTED);
}

/** Overwrites what an inversion left. */
export function wipeInversion(): void {
  memory.fill(CHAIN, 0, CHAIN_BYTES);
}

// r = a^(2^squarings)·b; neither r nor a may be SHIFTED.
function shiftAndMultiply(r: usize, a: usize, squarings: i32, b: usize): void {
  memory.copy(SHIFTED, a, ELEMENT);
  for (let i: i32 = 0; i < squarings; i++) square(SHIFTED, SHIFTED);
  multiply(r, SHIFTED, b);
}
