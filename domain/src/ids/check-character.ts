// SPDX-License-Identifier: Apache-2.0

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

const TEXT = /^[0-9A-Z]+$/;

/**
 * Check character of GB/T 17710-2008 (= ISO/IEC 7064), hybrid system MOD 37,36: finds every single wrong character
 * and all but one in 630 swaps of neighbours.
 * @throws RangeError for anything but digits and capital Latin letters
 */
export function checkCharacter(payload: string): string {
  if (!TEXT.test(payload)) throw new RangeError('MOD 37,36 takes digits and capital letters');
  return ALPHABET.charAt((37 - hybridProduct(payload)) % 36);
}

/** True when the last character of `text` is the check character of what stands before it. */
export function hasValidCheckCharacter(text: string): boolean {
  return text.length > 1 && TEXT.test(text) && checkCharacter(text.slice(0, -1)) === text.at(-1);
}

function hybridProduct(payload: string): number {
  let product = 36;
  for (let index = 0; index < payload.length; index += 1) {
    const sum = (product + valueOf(payload.charCodeAt(index))) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return product;
}

/** 0 to 9 for digits, 10 to 35 for A to Z: the place in the alphabet, at a tenth of the price of looking for it. */
function valueOf(code: number): number {
  return code < 65 ? code - 48 : code - 55;
}
