// SPDX-License-Identifier: Apache-2.0

// People write money in yuan; everything that is signed has it in fen.

const YUAN = /^(?:0|[1-9]\d{0,12})(?:\.\d{1,2})?$/;

/** Whether a text is a sum in yuan, with two digits behind the point at the most. */
export function isYuan(text: string): boolean {
  return YUAN.test(text);
}

/** A sum in yuan as fen; no rounding, because there is nothing to round. */
export function fenOf(text: string): number {
  const [whole = '0', part = ''] = text.split('.');
  return Number(whole) * 100 + Number(part.padEnd(2, '0'));
}
