// SPDX-License-Identifier: Apache-2.0
import { accept, refuse, type Fixed, type Parsed } from './parsed.js';
import { removeBlanks, toHalfWidth } from '../text/plain-text.js';
import { repair } from './repair.js';

export type MobileFault = 'MOBILE_INVALID';

/** Reads a mobile number of mainland China: 11 digits from 13 to 19, virtual operators included. Never an identity key. */
export function parseMobile(text: string): Parsed<string, MobileFault> {
  return /^1[3-9]\d{9}$/.test(text) ? accept(text) : refuse('MOBILE_INVALID');
}

/** Lossless repairs: full-width, blanks, separators, and the country code +86, 0086 or 86- in front. */
export function fixMobile(text: string): Fixed {
  return repair(text, [
    ['FULL_WIDTH', toHalfWidth],
    ['SPACES', removeBlanks],
    // A point before fewer digits is none between groups: 1992200208.0 is what a spreadsheet makes of a number.
    ['PHONE_SEPARATORS', (value) => value.replace(/[-()‐-―]|\.(?=\d{3})/g, '')],
    ['COUNTRY_CODE', (value) => value.replace(/^(?:\+|00)?86(?=1[3-9]\d{9}$)/, '')],
  ]);
}
