// SPDX-License-Identifier: Apache-2.0
import { PROVINCES } from '../codes/provinces.js';
import { hasCode } from '../codes/code-table.js';
import { dateOfDigits, type IsoDate } from './calendar-date.js';
import { accept, refuse, type Fixed, type Parsed } from './parsed.js';
import { removeBlanks, toAsciiUpperCase, toHalfWidth } from '../text/plain-text.js';
import { repair } from './repair.js';

/** GB/T 2261.1: the two values that a number can tell. */
export type Sex = 'MALE' | 'FEMALE';

/** What the 18 characters say: division 6, birth date 8, sequence 3 (odd = male), check character. */
export interface IdNumber {
  readonly number: string;
  readonly provinceCode: string;
  readonly birthDate: IsoDate;
  readonly sex: Sex;
}

export type IdNumberFault =
  | 'ID_NUMBER_LENGTH'
  | 'ID_NUMBER_CHARSET'
  | 'ID_NUMBER_CHECK'
  | 'ID_NUMBER_PROVINCE'
  | 'ID_NUMBER_DATE'
  | 'ID_NUMBER_FUTURE'
  | 'ID_NUMBER_CENTENARIAN';

// GB 11643-1999 with ISO 7064 MOD 11-2: the weights are 2^(18-i) mod 11.
const WEIGHTS: readonly number[] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const FIFTEEN_DIGITS = /^\d{15}$/;

/**
 * Reads a number exactly as GB 11643 writes it: 18 characters, upper-case X, no blanks. `today` bounds the birth date.
 * Divisions below the province are not asked: they come and go over a lifetime.
 */
export function parseIdNumber(text: string, today: IsoDate): Parsed<IdNumber, IdNumberFault> {
  const fault = shapeFault(text);
  if (fault !== undefined) return refuse(fault);
  const provinceCode = text.slice(0, 2);
  if (!hasCode(PROVINCES, provinceCode)) return refuse('ID_NUMBER_PROVINCE');
  const birth = birthDateOf(text, today);
  if (!birth.ok) return birth;
  return accept({ number: text, provinceCode, birthDate: birth.value, sex: sexOf(text) });
}

/**
 * Lossless repairs: full-width, blanks, lower-case x, and the 15-digit form (19 after the division, check appended).
 * Sequences 996–999 of the 15-digit form were kept for centenarians, born in 18xx: their century is lost, so they stay
 * as they are and `parseIdNumber` answers ID_NUMBER_CENTENARIAN.
 */
export function fixIdNumber(text: string): Fixed {
  return repair(text, [
    ['FULL_WIDTH', toHalfWidth],
    ['SPACES', removeBlanks],
    ['LETTER_CASE', toAsciiUpperCase],
    ['FIFTEEN_DIGITS', lengthenIdNumber],
  ]);
}

/** Check character of the first 17 digits. */
export function idNumberCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

/** Length, characters and check character: what every number laid out like GB 11643 shares. */
export function shapeFault(text: string): IdNumberFault | undefined {
  if (isCentenarian(text)) return 'ID_NUMBER_CENTENARIAN';
  if (text.length !== 18) return 'ID_NUMBER_LENGTH';
  if (!/^\d{17}[\dX]$/.test(text)) return 'ID_NUMBER_CHARSET';
  return idNumberCheck(text) === text.charAt(17) ? undefined : 'ID_NUMBER_CHECK';
}

/** Birth date at characters 7–14. */
export function birthDateOf(text: string, today: IsoDate): Parsed<IsoDate, IdNumberFault> {
  const birthDate = dateOfDigits(text.slice(6, 14));
  if (birthDate === undefined) return refuse('ID_NUMBER_DATE');
  return birthDate > today ? refuse('ID_NUMBER_FUTURE') : accept(birthDate);
}

/** Sex by the last digit of the sequence. */
export function sexOf(text: string): Sex {
  return Number(text.charAt(16)) % 2 === 1 ? 'MALE' : 'FEMALE';
}

function lengthenIdNumber(text: string): string {
  if (!FIFTEEN_DIGITS.test(text) || isCentenarian(text)) return text;
  const first17 = `${text.slice(0, 6)}19${text.slice(6)}`;
  return first17 + idNumberCheck(first17);
}

function isCentenarian(text: string): boolean {
  return FIFTEEN_DIGITS.test(text) && text.slice(12) >= '996';
}
