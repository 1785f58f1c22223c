// SPDX-License-Identifier: Apache-2.0
// AssemblyScript, not TypeScript: `npm run generate` compiles it into ../src/sm2-module.ts.
//
// Points of sm2p256v1. Affine: x, y, 72 bytes. Jacobian (X/Z², Y/Z³): X, Y, Z and a flag for infinity, 112 bytes.
// Formulas: dbl-2001-b for a = -3 and madd from the Explicit-Formulas Database (hyperelliptic.org/EFD, g1p/auto-shortw-
// jacobian-3), with the equal and opposite points, which they do not cover, taken apart. Time depends on the points: for
// public ones only; complete-point.ts is for the others.
import {
  add,
  fourfoldMinus,
  isZero,
  multiply,
  negate,
  ONE,
  square,
  subtract,
  subtractBoth,
  subtractEightfold,
  subtractWithTwice,
  triple,
} from './field';
import { invert } from './invert';
import { ELEMENT } from './limbs';

/** Bytes of a point in affine coordinates. */
export const AFFINE: usize = 2 * ELEMENT;
/** Bytes of a point in Jacobian coordinates. */
export const JACOBIAN: usize = 3 * ELEMENT + 4;

const Y: usize = ELEMENT;
const Z: usize = 2 * ELEMENT;
const INFINITY: usize = 3 * ELEMENT;

const T0: usize = memory.data(36);
const T1: usize = memory.data(36);
const T2: usize = memory.data(36);
const T3: usize = memory.data(36);
const T4: usize = memory.data(36);
const T5: usize = memory.data(36);
const T6: usize = memory.data(36);
const NEGATED: usize = memory.data(72);
const BASE: usize = memory.data(72);
const NEXT_BASE: usize = memory.data(112);

export function setInfinity(point: usize): void {
  store<i32>(point, 1, INFINITY);
}

export function isInfinity(point: usize): bool {
  return load<i32>(point, INFINITY) != 0;
}

/** Whether the affine x is X/Z², without dividing. */
export function hasAffineX(point: usize, x: usize): bool {
  square(T0, point + Z);
  multiply(T1, x, T0);
  subtract(T1, T1, point);
  return isZero(T1);
}

/** point = 2·point. No point of order 2 exists: n is odd. */
export function double(point: usize): void {
  if (isInfinity(point)) return;
  square(T0, point + Z);
  square(T1, point + Y);
  multiply(T2, point, T1);
  // 3·(X - Z²)·(X + Z²) = 3X² + aZ⁴
  subtract(T3, point, T0);
  add(T4, point, T0);
  multiply(T3, T3, T4);
  triple(T3, T3);
  // (Y + Z)² - Y² - Z² = 2YZ
  add(T5, point + Y, point + Z);
  square(T5, T5);
  subtractBoth(point + Z, T5, T1, T0);
  square(T4, T3);
  subtractEightfold(point, T4, T2);
  fourfoldMinus(T2, T2, point);
  multiply(T3, T3, T2);
  square(T1, T1);
  subtractEightfold(point + Y, T3, T1);
}

/** point = point + affine. */
export function addAffine(point: usize, affine: usize): void {
  if (isInfinity(point)) {
    setAffine(point, affine);
    return;
  }
  square(T0, point + Z);
  multiply(T1, affine, T0);
  multiply(T2, point + Z, T0);
  multiply(T2, T2, affine + Y);
  subtract(T1, T1, point);
  subtract(T2, T2, point + Y);
  if (isZero(T1)) {
    if (isZero(T2)) double(point);
    else setInfinity(point);
    return;
  }
  multiply(point + Z, point + Z, T1);
  square(T3, T1);
  multiply(T4, T1, T3);
  multiply(T3, point, T3);
  square(T5, T2);
  subtractWithTwice(point, T5, T4, T3);
  subtract(T3, T3, point);
  multiply(T3, T3, T2);
  multiply(T4, T4, point + Y);
  subtract(point + Y, T3, T4);
}

/** point = point - affine. */
export function subtractAffine(point: usize, affine: usize): void {
  memory.copy(NEGATED, affine, ELEMENT);
  negate(NEGATED + Y, affine + Y);
  addAffine(point, NEGATED);
}

/** Bytes of a table: `windows` rows of 2^(width-1) affine points. */
export function tableBytes(width: i32, windows: i32): usize {
  return (<usize>(windows << (width - 1))) * AFFINE;
}

/** Bytes that {@link buildTable} works in. */
export function tableScratchBytes(width: i32, windows: i32): usize {
  return (<usize>(windows << (width - 1))) * (JACOBIAN + ELEMENT);
}

/**
 * Row k has j·2^(k·width)·point for j = 1 … 2^(width-1): with signed digits no multiplication by the table needs a
 * doubling. All points share one inversion (Montgomery's trick).
 */
export function buildTable(table: usize, point: usize, width: i32, windows: i32, scratch: usize): void {
  const row = 1 << (width - 1);
  memory.copy(BASE, point, AFFINE);
  for (let window: i32 = 0; window < windows; window++) {
    const last = fillRow(scratch + <usize>(window * row) * JACOBIAN, row);
    if (window + 1 < windows) moveBaseToTwice(last);
  }
  toAffine(table, scratch, row * windows);
}

function fillRow(first: usize, row: i32): usize {
  let entry = first;
  setAffine(entry, BASE);
  for (let j: i32 = 1; j < row; j++) {
    memory.copy(entry + JACOBIAN, entry, JACOBIAN);
    entry += JACOBIAN;
    addAffine(entry, BASE);
  }
  return entry;
}

function moveBaseToTwice(point: usize): void {
  memory.copy(NEXT_BASE, point, JACOBIAN);
  double(NEXT_BASE);
  invert(T6, NEXT_BASE + Z);
  scale(BASE, NEXT_BASE, T6);
}

// Behind the points are the products of all Z up to each of them.
function toAffine(table: usize, points: usize, count: i32): void {
  const products = points + <usize>count * JACOBIAN;
  memory.copy(products, points + Z, ELEMENT);
  for (let i: i32 = 1; i < count; i++) {
    const product = products + <usize>i * ELEMENT;
    multiply(product, product - ELEMENT, points + <usize>i * JACOBIAN + Z);
  }
  invert(T6, products + <usize>(count - 1) * ELEMENT);
  for (let i: i32 = count - 1; i > 0; i--) {
    const point = points + <usize>i * JACOBIAN;
    multiply(T5, T6, products + <usize>(i - 1) * ELEMENT);
    multiply(T6, T6, point + Z);
    scale(table + <usize>i * AFFINE, point, T5);
  }
  scale(table, points, T6);
}

// affine = (X·z⁻², Y·z⁻³)
function scale(affine: usize, point: usize, inverseOfZ: usize): void {
  square(T4, inverseOfZ);
  multiply(affine, point, T4);
  multiply(T4, T4, inverseOfZ);
  multiply(affine + Y, point + Y, T4);
}

function setAffine(point: usize, affine: usize): void {
  memory.copy(point, affine, AFFINE);
  memory.copy(point + Z, ONE, ELEMENT);
  store<i32>(point, 0, INFINITY);
}
