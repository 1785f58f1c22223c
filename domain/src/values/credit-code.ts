// SPDX-License-Identifier: Apache-2.0
import { PROVINCES } from '../codes/provinces.js';
import { hasCode } from '../codes/code-table.js';
import { REGISTRATION_DEPARTMENTS } from '../codes/registration-departments.js';
import { accept, refuse, type Fixed, type Parsed } from './parsed.js';
import { removeBlanks, toAsciiUpperCase, toHalfWidth } from '../text/plain-text.js';
import { repair } from './repair.js';

/** A unified social credit code (统一社会信用代码) and what it says. */
export interface CreditCode {
  readonly code: string;
  readonly department: string;
  readonly category: string;
  /** GB/T 2260 at registration; may be retired since. */
  readonly division: string;
  /** 组织机构代码 of GB 11714, nine characters. */
  readonly body: string;
}

export type CreditCodeFault =
  'CREDIT_CODE_LENGTH' | 'CREDIT_CODE_CHARSET' | 'CREDIT_CODE_CHECK' | 'CREDIT_CODE_KIND';

export type CreditCodeWarning = 'CREDIT_CODE_DIVISION' | 'CREDIT_CODE_BODY' | 'UNION_CODE_PREFIX';

// GB 32100-2015: 31 characters without I, O, S, V, Z; weight of place i is 3^(i-1) mod 31.
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS: readonly number[] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
// GB 11714-1997, over digits and all 26 letters (A = 10).
const BODY_WEIGHTS: readonly number[] = [3, 7, 9, 10, 5, 8, 4, 2];
const BODY_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Central level: bodies registered by national departments. */
const CENTRAL_DIVISION = '10';
/** 81 basic unions, 89 other union legal persons, 13 local federations registered as group organisations. */
const UNION_PREFIXES: readonly string[] = ['81', '89', '13'];

/** Reads a code exactly as GB 32100 writes it: 18 characters, upper case, known department and category. */
export function parseCreditCode(text: string): Parsed<CreditCode, CreditCodeFault> {
  if (text.length !== 18) return refuse('CREDIT_CODE_LENGTH');
  if (!isInAlphabet(text)) return refuse('CREDIT_CODE_CHARSET');
  if (creditCodeCheck(text) !== text.charAt(17)) return refuse('CREDIT_CODE_CHECK');
  const [department, category] = [text.charAt(0), text.charAt(1)];
  if (REGISTRATION_DEPARTMENTS[department]?.categories[category] === undefined)
    return refuse('CREDIT_CODE_KIND');
  return accept({ code: text, department, category, division: text.slice(2, 8), body: text.slice(8, 17) });
}

/** Lossless repairs: full-width, blanks, hyphens of the printed form, lower case. */
export function fixCreditCode(text: string): Fixed {
  return repair(text, [
    ['FULL_WIDTH', toHalfWidth],
    ['SPACES', (value) => removeBlanks(value).replaceAll('-', '')],
    ['LETTER_CASE', toAsciiUpperCase],
  ]);
}

/** Check character of the first 17 characters of a code over the alphabet. */
export function creditCodeCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * ALPHABET.indexOf(first17.charAt(i)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * What is odd about a valid code but no fault: codes outlive their divisions, and bodies issued before GB 32100 need not
 * hold the GB 11714 check (union-law.md Q07, Q08).
 */
export function creditCodeWarnings(code: CreditCode): readonly CreditCodeWarning[] {
  const warnings: CreditCodeWarning[] = [];
  const province = code.division.slice(0, 2);
  if (province !== CENTRAL_DIVISION && !hasCode(PROVINCES, province)) warnings.push('CREDIT_CODE_DIVISION');
  if (bodyCheck(code.body) !== code.body.charAt(8)) warnings.push('CREDIT_CODE_BODY');
  return warnings;
}

/** True for a code as a union carries it. */
export function isUnionCreditCode(code: CreditCode): boolean {
  return UNION_PREFIXES.includes(code.department + code.category);
}

/** Check character of an organisation code (GB 11714): remainder 10 is X, 11 is 0. */
export function bodyCheck(body: string): string {
  const sum = BODY_WEIGHTS.reduce(
    (total, weight, i) => total + weight * BODY_ALPHABET.indexOf(body.charAt(i)),
    0,
  );
  return '0X987654321'.charAt(sum % 11);
}

function isInAlphabet(text: string): boolean {
  return Array.from(text).every((character) => ALPHABET.includes(character));
}
