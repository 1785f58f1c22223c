// SPDX-License-Identifier: Apache-2.0

export type CreditCodeFault =
  'CREDIT_CODE_LENGTH' | 'CREDIT_CODE_CHARSET' | 'CREDIT_CODE_CHECK' | 'CREDIT_CODE_KIND';

// GB 32100-2015: 31 characters without I, O, S, V, Z; weight of place i is 3^(i-1) mod 31.
export const CREDIT_CODE_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS: readonly number[] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
/** Department and category of every kind of body: `REGISTRATION_DEPARTMENTS` without words, for the contract. */
const KINDS =
  '11 12 13 19 21 29 31 32 33 34 35 39 41 49 51 52 53 59 61 62 69 71 72 79 81 89 91 92 93 A1 A9 N1 N2 N3 N9 Y1';

/** What is wrong with a code as GB 32100 writes it; undefined for nothing. */
export function creditCodeFault(text: string): CreditCodeFault | undefined {
  if (text.length !== 18) return 'CREDIT_CODE_LENGTH';
  if (!Array.from(text).every((character) => CREDIT_CODE_ALPHABET.includes(character)))
    return 'CREDIT_CODE_CHARSET';
  if (creditCodeCheck(text) !== text.charAt(17)) return 'CREDIT_CODE_CHECK';
  return KINDS.split(' ').includes(text.slice(0, 2)) ? undefined : 'CREDIT_CODE_KIND';
}

/** Check character of the first 17 characters of a code over the alphabet. */
export function creditCodeCheck(first17: string): string {
  const sum = WEIGHTS.reduce(
    (total, weight, i) => total + weight * CREDIT_CODE_ALPHABET.indexOf(first17.charAt(i)),
    0,
  );
  return CREDIT_CODE_ALPHABET.charAt((31 - (sum % 31)) % 31);
}
