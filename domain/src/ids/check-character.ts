// SPDX-License-Identifier: Apache-2.0

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Check character of GB/T 17710-2008 (= ISO/IEC 7064), hybrid system MOD 37,36: finds every single wrong character
 * and every swap of neighbours.
 */
export function checkCharacter(payload: string): string {
  const product = hybridProduct(payload);
  return ALPHABET.charAt((37 - product) % 36);
}

/** True when the last character of `text` is the check character of what stands before it. */
export function hasValidCheckCharacter(text: string): boolean {
  return text.length > 1 && checkCharacter(text.slice(0, -1)) === text.at(-1);
}

function hybridProduct(payload: string): number {
  let product = 36;
  for (const character of payload) {
    const sum = (product + ALPHABET.indexOf(character)) % 36;
    product = ((sum === 0 ? 36 : sum) * 2) % 37;
  }
  return product;
}
