// SPDX-License-Identifier: Apache-2.0
import { accept, refuse, type Parsed } from './parsed.js';
import { fixMobile, parseMobile } from './mobile.js';

export type ContactPhoneFault = 'PHONE_INVALID';

// YD/T fixed lines: area code 0 + 2–3 digits, 7–8 digits, optional extension; and 400/800 service numbers.
const FIXED_LINE = /^(?:0\d{2,3}-?)?[2-9]\d{6,7}(?:[-转]\d{1,6})?$/;
const SERVICE_LINE = /^[48]00-?\d{3}-?\d{4}$/;

/** Reads a union's office phone: a mobile number, a fixed line with or without area code, or a service line. */
export function parseContactPhone(text: string): Parsed<string, ContactPhoneFault> {
  const mobile = parseMobile(fixMobile(text).text);
  if (mobile.ok) return mobile;
  return FIXED_LINE.test(text) || SERVICE_LINE.test(text) ? accept(text) : refuse('PHONE_INVALID');
}
