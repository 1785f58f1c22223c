// SPDX-License-Identifier: Apache-2.0
import { CAPITALS, IDEOGRAPHS, MARK_CLASSES, MARKED_LETTERS } from './equivalents-table.js';
import { removeBlanks, toAsciiUpperCase, toHalfWidth } from './plain-text.js';

// Tags of names and columns that are searched rest on what counts as the same: where it changes, what was made before is made
// anew (ADR 36).

const IDEOGRAPH = /[\u2e80-\u2fd5\uf900-\ufad9\u{2f800}-\u{2fa1d}]/gu;
/** They choose among forms of one and the same ideograph. */
const VARIATION_SELECTOR = /[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;
// What Word and input methods write in the place of ' " and -.
const APOSTROPHE = /[\u0060\u00b4\u02b9\u02bc\u2018\u2019\u201b\u2032]/g;
const QUOTATION_MARK = /[\u201c\u201d\u201f\u2033]/g;
const HYPHEN = /[\u2010-\u2013\u2212]/g;
const NOT_ASCII = /[^\0-\u007f]/;
/** ASCII and ideographs: no letter of the table is among them, and most names and cells are nothing else. */
const PLAIN = /^[\0-\u007f\u3000-\u9fff]*$/;
/** All but U+034F, over which nothing is put in order. */
const MARKS = /[\u0300-\u034e\u0350-\u036f]{2,}/g;
const OTHER_CLASS = 230;
/** Marks of which Unicode says that they are others. */
const SAME_MARKS = new Map([
  ['\u0340', '\u0300'],
  ['\u0341', '\u0301'],
  ['\u0343', '\u0313'],
  ['\u0344', '\u0308\u0301'],
]);
/** The one capital that is two letters. */
const SHARP_S = ['ß', 'ẞ'] as const;

const UNIFIED: ReadonlyMap<string, string> = new Map(
  IDEOGRAPHS.flatMap(([first, ideographs]) =>
    Array.from(ideographs, (ideograph, at) => [String.fromCodePoint(first + at), ideograph] as const),
  ),
);
const LETTERS: ReadonlyMap<string, string> = newLetters();
const CLASSES: ReadonlyMap<string, number> = new Map(
  Object.entries(MARK_CLASSES).flatMap(([number, marks]) =>
    Array.from(marks, (mark) => [mark, Number(number)] as const),
  ),
);

/**
 * Text as it is compared: width, blanks, case and composition of Latin letters, radicals and compatibility forms of ideographs,
 * and the marks that Word puts in place of others are spelling, not another word.
 */
export function comparableText(text: string): string {
  return foldLatin(removeBlanks(foldCharacters(toHalfWidth(text))));
}

/** Ideographs and marks that are another spelling of one that everybody can type. */
export function foldCharacters(text: string): string {
  if (!NOT_ASCII.test(text)) return text;
  return text
    .replace(IDEOGRAPH, (character) => UNIFIED.get(character) ?? character)
    .replace(VARIATION_SELECTOR, '')
    .replace(APOSTROPHE, "'")
    .replace(QUOTATION_MARK, '"')
    .replace(HYPHEN, '-');
}

/** Latin letters as capitals, marks apart from them and in their canonical order. */
export function foldLatin(text: string): string {
  if (PLAIN.test(text)) return toAsciiUpperCase(text);
  const letters = Array.from(text, (letter) => LETTERS.get(letter) ?? letter).join('');
  return toAsciiUpperCase(letters).replace(MARKS, inOrder);
}

function inOrder(marks: string): string {
  return Array.from(marks)
    .sort((one, other) => classOf(one) - classOf(other))
    .join('');
}

function classOf(mark: string): number {
  return CLASSES.get(mark) ?? OTHER_CLASS;
}

/** Each letter of the table by its capital and marks. */
function newLetters(): ReadonlyMap<string, string> {
  const capitals = pairsOf(CAPITALS);
  const parts = new Map(
    Object.entries(MARKED_LETTERS).flatMap(([mark, letters]) =>
      [...pairsOf(letters)].map(([letter, base]) => [letter, [base, mark]] as const),
    ),
  );
  const apart = (letter: string): string => {
    const [base, mark] = parts.get(letter) ?? [];
    if (base === undefined || mark === undefined) return capitals.get(letter) ?? letter;
    return apart(base) + mark;
  };
  return new Map([
    ...capitals,
    ...SAME_MARKS,
    ...[...parts.keys()].map((letter) => [letter, apart(letter)] as const),
    ...SHARP_S.map((letter) => [letter, 'SS'] as const),
  ]);
}

function pairsOf(text: string): ReadonlyMap<string, string> {
  const characters = Array.from(text);
  return new Map(
    characters.flatMap((character, at) => (at % 2 === 0 ? [[character, characters[at + 1] ?? '']] : [])),
  );
}
