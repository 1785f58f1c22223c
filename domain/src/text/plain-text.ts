// SPDX-License-Identifier: Apache-2.0
// String.prototype.normalize would do most of this, but its tables come with the runtime's ICU: two peers or two years
// could disagree. These mappings are closed.
const FULL_WIDTH = /[！-～]/g;
const FULL_WIDTH_OFFSET = 0xfee0;
/** Blanks that people and spreadsheets leave behind: ASCII, no-break, general punctuation, ideographic, zero-width, BOM. */
const BLANKS = /[\t\n\r \u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]/g;
const BLANK = /[\t\n\r \u00a0\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]/;
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffd]/;

/** Full-width forms U+FF01–U+FF5E (GB 18030 zone of Latin letters, digits and marks) as their ASCII characters. */
export function toHalfWidth(text: string): string {
  return text.replace(FULL_WIDTH, (wide) => String.fromCharCode(wide.charCodeAt(0) - FULL_WIDTH_OFFSET));
}

/** Text without any blank. */
export function removeBlanks(text: string): string {
  return text.replace(BLANKS, '');
}

/** Text without blanks at its ends. */
export function trimBlanks(text: string): string {
  // An expression with an end would be tried at every blank: 80,000 of them took fourteen seconds.
  let [start, end] = [0, text.length];
  while (start < end && BLANK.test(text.charAt(start))) start += 1;
  while (end > start && BLANK.test(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
}

/** Number of characters as people count them: code points, so that a character beyond the BMP is one. */
export function characterCount(text: string): number {
  return Array.from(text).length;
}

/** ASCII letters in upper case; other letters stay, because case tables grow with Unicode. */
export function toAsciiUpperCase(text: string): string {
  return text.replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

/** True where text holds control or direction characters, half a surrogate pair, or U+FFFD left by a wrong decoding. */
export function hasUnprintable(text: string): boolean {
  return UNPRINTABLE.test(text) || !text.isWellFormed();
}

/** Text as it can be shown: a terminal or a spreadsheet would act on some characters instead of showing them. */
export function visibleText(text: string): string {
  return hasUnprintable(text) ? Array.from(text, visible).join('') : text;
}

function visible(character: string): string {
  if (!hasUnprintable(character)) return character;
  const point = character.codePointAt(0) ?? 0;
  return `‹U+${point.toString(16).toUpperCase().padStart(4, '0')}›`;
}
