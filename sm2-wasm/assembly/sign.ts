// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-sign-module.ts.
//
// What of SM2 signing (GB/T 32918.2-2016 6.1) touches a secret: the point kG (A4) and s (A6). Hash, r and everything else
// public are the caller's (../src/fast-sign.ts). No branch and no address depends on k or d. An instance holds one key and is
// not reentrant: its buffers are static.
import { multiply, toNumber } from './field';
import { invert, wipeInversion } from './invert';
import { ELEMENT, writeLimbs } from './limbs';
import { HOMOGENEOUS, multiplySecretly, wipePoints } from './complete-point';
import {
  addNumbers,
  invertSuccessor,
  isNotZero,
  multiplyNumbers,
  NUMBER,
  readNumber,
  subtractNumbers,
  wipeNumbers,
  writeNumber,
} from './order';
import { buildTable, tableBytes, tableScratchBytes } from './point';

// Signed digits of six bits: 97 KiB, all of which is read for each signature. 258 bits, so that the last digit carries
// nothing out.
const WIDTH: i32 = 6;
const WINDOWS: i32 = 43;

/** G in Montgomery form, GB/T 32918.5. */
const G: usize = memory.data<i32>([
  50353106, 311005428, 369262217, 8100649, 126254323, 429572684, 48976118, 499582188, 2281291,
  94485420, 357456188, 347067145, 425605964, 301040619, 275178148, 516335229, 327638230, 7974074,
]);

/** d, then k, in 32 bytes, most significant first; wiped after use. */
const SECRET: usize = memory.data(32);
/** x₁, then r, then s, in 32 bytes, most significant first. */
const OPEN: usize = memory.data(32);

/** 1/(1 + d) in Montgomery form: the key as it is kept. */
const KEY: usize = memory.data(36);
const SCALAR: usize = memory.data(36);
const NUMBER_R: usize = memory.data(36);
const POINT: usize = memory.data(108);
const INVERSE_OF_Z: usize = memory.data(36);

export function secretAddress(): usize {
  return SECRET;
}

export function openAddress(): usize {
  return OPEN;
}

/** The first byte behind the static data: from here on the memory is the caller's to divide. */
export function freeAddress(): usize {
  return __heap_base;
}

export function baseTableBytes(): usize {
  return tableBytes(WIDTH, WINDOWS);
}

export function scratchBytes(): usize {
  return tableScratchBytes(WIDTH, WINDOWS);
}

export function buildBaseTable(table: usize, scratch: usize): void {
  buildTable(table, G, WIDTH, WINDOWS, scratch);
}

/** Takes the key d from SECRET, which has passed the gate. */
export function takeKey(): void {
  readNumber(SCALAR, SECRET);
  invertSuccessor(KEY, SCALAR);
  wipe();
}

/** Takes k from SECRET and leaves x₁ of kG in OPEN, in [0, p]; false, and nothing left, unless 0 < k < n. */
export function multiplyBase(table: usize): bool {
  if (readNumber(SCALAR, SECRET) == 0) {
    wipe();
    return false;
  }
  multiplySecretly(POINT, table, SECRET, WIDTH, WINDOWS);
  invert(INVERSE_OF_Z, POINT + 2 * ELEMENT);
  multiply(POINT, POINT, INVERSE_OF_Z);
  toNumber(POINT, POINT);
  writeLimbs(OPEN, POINT);
  return true;
}

/**
 * s = (k - r·d)/(1 + d) = (k + r)/(1 + d) - r mod n, from the k of `multiplyBase` and r in OPEN, to OPEN. False where the
 * standard asks for another k: r = 0, r + k = n or s = 0. Wipes k either way.
 */
export function finish(): bool {
  const isR = readNumber(NUMBER_R, OPEN);
  addNumbers(SCALAR, SCALAR, NUMBER_R);
  const isSum = isNotZero(SCALAR);
  multiplyNumbers(SCALAR, SCALAR, KEY);
  subtractNumbers(SCALAR, SCALAR, NUMBER_R);
  const isS = isNotZero(SCALAR);
  writeNumber(OPEN, SCALAR);
  wipe();
  return (isR & isSum & isS) != 0;
}

function wipe(): void {
  memory.fill(SECRET, 0, 32);
  memory.fill(SCALAR, 0, NUMBER);
  memory.fill(POINT, 0, HOMOGENEOUS);
  memory.fill(INVERSE_OF_Z, 0, ELEMENT);
  wipeInversion();
  wipePoints();
  wipeNumbers();
}
