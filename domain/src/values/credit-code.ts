// SPDX-License-Identifier: Apache-2.0
import { PROVINCES } from '../codes/provinces.js';
import { hasCode } from '../codes/code-table.js';
import { creditCodeFault, type CreditCodeFault } from './credit-code-check.js';
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

export type CreditCodeWarning = 'CREDIT_CODE_DIVISION' | 'CREDIT_CODE_BODY' | 'UNION_CODE_PREFIX';

// GB 11714-1997, over digits and all 26 letters (A = 10).
const BODY_WEIGHTS: readonly number[] = [3, 7, 9, 10, 5, 8, 4, 2];
const BODY_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Central level: bodies registered by national departments. */
const CENTRAL_DIVISION = '10';
/** 81 basic unions, 89 other union legal persons, 13 local federations registered as group organisations. */
const UNION_PREFIXES: readonly string[] = ['81', '89', '13'];

/** Reads a code exactly as GB 32100 writes it: 18 characters, upper case, known department and category. */
export function parseCreditCode(text: string): Parsed<CreditCode, CreditCodeFault> {
  const fault = creditCodeFault(text);
  if (fault !== undefined) return refuse(fault);
  const [department, category] = [text.charAt(0), text.charAt(1)];
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
