// SPDX-License-Identifier: Apache-2.0

/** Kinds of lossless repair: the same value in another spelling. A report names the kind, never the value. */
export type FixKind =
  | 'FULL_WIDTH'
  | 'SPACES'
  | 'NAME_DOT'
  | 'EQUIVALENT'
  | 'LETTER_CASE'
  | 'COUNTRY_CODE'
  | 'PHONE_SEPARATORS'
  | 'FIFTEEN_DIGITS'
  | 'DATE_SPELLING'
  | 'SUM_SPELLING';

/** A repaired spelling and what was repaired; `fixes` is empty where the text was right as entered. */
export interface Fixed {
  readonly text: string;
  readonly fixes: readonly FixKind[];
}

/** Outcome of reading a value: the value, or the one reason why it is not one. */
export type Parsed<Value, Code extends string> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: Code };

/** A value that is right. */
export function accept<Value>(value: Value): { readonly ok: true; readonly value: Value } {
  return { ok: true, value };
}

/** A value that is wrong, and why. */
export function refuse<Code extends string>(code: Code): { readonly ok: false; readonly code: Code } {
  return { ok: false, code };
}
