// SPDX-License-Identifier: Apache-2.0
import type { RowErrorCode } from '../errors/row-codes.js';
import { hasUnprintable, removeBlanks, toAsciiUpperCase, toHalfWidth } from '../text/plain-text.js';
import { CREDIT_CODE_ALPHABET } from '../values/credit-code-check.js';
import { fixCreditCode } from '../values/credit-code.js';
import { foreignInName } from '../values/person-name.js';

/** Where a character stands: all from it on, and whether it is the last. */
interface Place {
  readonly rest: string;
  readonly isLast: boolean;
}

/** Whether a right value has such a character, in whatever spelling. */
type Takes = (character: string, place: Place) => boolean;

const takesIdNumber: Takes = (character, { isLast }) =>
  (isLast ? /^[\dX]?$/ : /^\d?$/).test(toAsciiUpperCase(plain(character)));
const takesCreditCode: Takes = (character) => isOneOf(CREDIT_CODE_ALPHABET, fixCreditCode(character).text);
const takesPhone: Takes = (character, { rest }) =>
  /^[\d+\-‐-―()转]?$/.test(plain(character)) || /^\.\d{3}/.test(plain(rest));

/** Rules that speak of characters; lengths, too: what is too long often has one that does not belong there. */
const TAKES: Readonly<Partial<Record<RowErrorCode, Takes>>> = {
  CELL_UNPRINTABLE: (character) => !hasUnprintable(character),
  ID_NUMBER_CHARSET: takesIdNumber,
  ID_NUMBER_LENGTH: takesIdNumber,
  DOCUMENT_NUMBER_FORMAT: (character) => /^[\dA-Z()]?$/.test(toAsciiUpperCase(plain(character))),
  CREDIT_CODE_CHARSET: takesCreditCode,
  CREDIT_CODE_LENGTH: takesCreditCode,
  DATE_FORMAT: (character) => /^[\d\-/.年月日]?$/.test(plain(character)),
  COUNT_INVALID: (character) => /^[\d,]?$/.test(plain(character)),
  SUM_INVALID: (character) => /^[\d.,]?$/.test(plain(character)),
  ITEM_NUMBER_INVALID: (character) => /^\d?$/.test(plain(character)),
  MOBILE_INVALID: takesPhone,
  PHONE_INVALID: takesPhone,
};

/**
 * Place of the first character of a cell's text that its rule does not take, 1 for the first, in code points; undefined where
 * the rule speaks of no character or takes each of them.
 */
export function foreignCharacterAt(code: RowErrorCode, text: string): number | undefined {
  const at = code === 'NAME_CHARSET' ? foreignInName(text) : firstForeign(TAKES[code], text);
  return at < 0 ? undefined : at + 1;
}

function firstForeign(takes: Takes | undefined, text: string): number {
  if (takes === undefined) return -1;
  const characters = Array.from(text);
  return characters.findIndex(
    (character, at) =>
      !takes(character, {
        // As many as any rule looks at.
        rest: characters.slice(at, at + 4).join(''),
        isLast: at === characters.length - 1,
      }),
  );
}

function plain(text: string): string {
  return removeBlanks(toHalfWidth(text));
}

function isOneOf(alphabet: string, character: string): boolean {
  return character === '' || alphabet.includes(character);
}
