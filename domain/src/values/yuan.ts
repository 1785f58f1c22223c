// SPDX-License-Identifier: Apache-2.0
import { accept, refuse, type Fixed, type Parsed } from './parsed.js';
import { toHalfWidth } from '../text/plain-text.js';
import { repair } from './repair.js';

// People write money in yuan; everything that is signed has it in fen.

const YUAN = /^(?:0|[1-9]\d{0,12})(?:\.\d{1,2})?$/;
const WITH_MARKS = /^(?:[¥￥]\s*)?(?<sum>\d[\d,]*(?:\.\d+)?)\s*元?$/u;
const THOUSANDS = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$/;

/** Whether a text is a sum in yuan, with two digits behind the point at the most. */
export function isYuan(text: string): boolean {
  return YUAN.test(text);
}

/** A sum in yuan as fen; no rounding, because there is nothing to round. */
export function fenOf(text: string): number {
  const [whole = '0', part = ''] = text.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}

/** A sum as lists write it, without ¥, 元 and the commas between thousands. */
export function fixYuan(text: string): Fixed {
  return repair(text, [
    ['FULL_WIDTH', toHalfWidth],
    ['SUM_SPELLING', withoutMarks],
  ]);
}

function withoutMarks(text: string): string {
  const { sum = text } = WITH_MARKS.exec(text)?.groups ?? {};
  return THOUSANDS.test(sum) ? sum.replaceAll(',', '') : sum;
}

/** Fen of a sum above nothing in yuan. */
export function parseYuan(text: string): Parsed<number, 'SUM_INVALID'> {
  const fen = isYuan(text) ? fenOf(text) : 0;
  return fen > 0 ? accept(fen) : refuse('SUM_INVALID');
}
