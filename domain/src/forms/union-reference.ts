// SPDX-License-Identifier: Apache-2.0
import type { RowErrorCode } from '../errors/row-codes.js';
import { fixCreditCode, isUnionCreditCode, parseCreditCode } from '../values/credit-code.js';
import { comparableOrganisationName } from '../values/organisation-name.js';
import { accept, type Parsed } from '../values/parsed.js';

/** How a file names a union: by credit code, with or without its name, or by name; names in their comparable form. */
export type UnionReference =
  | {
      readonly by: 'creditCode';
      readonly creditCode: string;
      readonly usualPrefix: boolean;
      /** What the code's union must be called. */
      readonly name?: string;
    }
  | { readonly by: 'name'; readonly name: string };

const LOOKS_LIKE_CODE = /^[0-9A-Z]{16,20}$/;

/** Reads a union's name or credit code. Text that looks like a code must be a valid one. */
export function parseUnionReference(text: string): Parsed<UnionReference, RowErrorCode> {
  const code = fixCreditCode(text).text;
  if (!LOOKS_LIKE_CODE.test(code)) return accept({ by: 'name', name: comparableOrganisationName(text) });
  const parsed = parseCreditCode(code);
  if (!parsed.ok) return parsed;
  return accept({ by: 'creditCode', creditCode: code, usualPrefix: isUnionCreditCode(parsed.value) });
}
