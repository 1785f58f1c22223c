// SPDX-License-Identifier: Apache-2.0
import { TABLE_LIMITS } from './table-limits.js';

const DAY_MS = 86_400_000;
/** 9999-12-31 in the 1900 system. */
const LAST_SERIAL = 2_958_465;
const DAYS_TO_1904 = 1_462;

/**
 * `yyyy-mm-dd` of a spreadsheet's day number (ECMA-376 part 1, 18.17.4.1), or undefined outside the calendar. In the
 * 1900 system day 60 is 1900-02-29, which never was.
 */
export function dateOfSerial(serial: number, uses1904: boolean): string | undefined {
  const day = Math.floor(serial) + (uses1904 ? DAYS_TO_1904 : 0);
  if (!(day >= 1 && day <= LAST_SERIAL) || day === 60) return undefined;
  const epoch = Date.UTC(1899, 11, day < 60 ? 31 : 30);
  return new Date(epoch + day * DAY_MS).toISOString().slice(0, 10);
}

// Built-in formats (ECMA-376 part 1, 18.8.30) that show a day, those of zh-CN included; 18–21 and 45–47 are times.
const BUILT_IN_DATES = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58]);
const HAN_DAY = /[年月日]/;
const DAY = /[yd年月日]/i;

/** True for a number format that shows a day. `code` is undefined for a built-in format. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN_DATES.has(id);
  return DAY.test(bareFormat(code.slice(0, TABLE_LIMITS.formatCharacters)));
}

/** A format without its literal text, escaped characters and conditions in brackets; 年, 月 and 日 are often quoted. */
function bareFormat(code: string): string {
  let bare = '';
  for (let at = 0; at < code.length; at += 1) {
    const character = code.charAt(at);
    if (character === '\\') at += 1;
    else if (character === '"' || character === '[') {
      const end = endOf(code, at, character === '"' ? '"' : ']');
      const literal = code.slice(at, end + 1);
      if (character === '"' && HAN_DAY.test(literal)) bare += literal;
      at = end;
    } else bare += character;
  }
  return bare;
}

function endOf(code: string, at: number, closing: string): number {
  const end = code.indexOf(closing, at + 1);
  return end < 0 ? code.length : end;
}
