// SPDX-License-Identifier: Apache-2.0
import type { Cell } from './cell.js';

/** Significant digits that a spreadsheet keeps of a number (IEEE 754 double, as Excel shows it). */
const KEPT_DIGITS = 15;
const PLAIN = /^-?\d{1,40}$/;
/** As XML writes a number (XSD 1.0 part 2, 3.2.5); of blanks and 0x10 a program would make numbers, too. */
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * What a cell without text format says. A long number comes back as 1.38E+10, which is a spelling; beyond fifteen digits its
 * end is lost for good, and what stands there is nobody's number.
 */
export function parseNumberCell(value: string): Cell {
  if (PLAIN.test(value)) return isCutNumber(value) ? { fault: 'NUMBER_ROUNDED' } : value;
  const number = numberIn(value);
  if (!Number.isFinite(number)) return value;
  if (Math.abs(number) >= 10 ** KEPT_DIGITS) return { fault: 'NUMBER_ROUNDED' };
  return Number.isInteger(number) ? String(number) : value;
}

/** The number that a cell's value is, NaN where it is none. */
export function numberIn(value: string): number {
  return NUMBER.test(value) ? Number(value) : NaN;
}

/** True for digits whose end is zeros from the sixteenth on: so a spreadsheet leaves a number that it cut. */
export function isCutNumber(digits: string): boolean {
  const rest = digits.replace('-', '').slice(KEPT_DIGITS);
  return rest !== '' && !/[^0]/.test(rest);
}

/** True for a number as a spreadsheet shows one that is too long for its column: 5.1E+17. Its digits are lost. */
export function isShortenedNumber(text: string): boolean {
  return text.length <= 40 && /^-?\d(?:\.\d+)?E\+\d{1,3}$/i.test(text);
}
