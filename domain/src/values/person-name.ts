// SPDX-License-Identifier: Apache-2.0
import { accept, refuse, type FixKind, type Parsed } from './parsed.js';
import { characterCount, removeBlanks, toHalfWidth, trimBlanks } from '../text/plain-text.js';
import { foldCharacters, foldLatin } from '../text/equivalents.js';
import { repair } from './repair.js';

/** A name as written and as compared: the first is shown to people, the second is matched. */
export interface PersonName {
  readonly entered: string;
  readonly normalised: string;
}

export interface FixedName {
  readonly name: PersonName;
  readonly fixes: readonly FixKind[];
}

export type PersonNameFault = 'NAME_LENGTH' | 'NAME_CHARSET';

/** Q04: a name may carry these and still stand. */
export type PersonNameWarning = 'NAME_PRIVATE_CHARACTER' | 'NAME_MIXED_SCRIPT';

const MIN_CHARACTERS = 2;
/** Longest on record are transliterated names near 30 characters; Latin names are longer. */
const MAX_CHARACTERS = 50;
/** Interpunct of transliterated names: U+00B7. */
const DOT = '·';
// The dots that input methods and spreadsheets put in its place: • ‧ ・ ･ ∙ ⋅ ᐧ and the Greek ano teleia.
const DOT_VARIANTS = /[\u2022\u2027\u30fb\uff65\u2219\u22c5\u1427\u0387]/g;
// Full stop (after full-width U+FF0E became ASCII) counts as the dot only between Chinese characters.
const DOT_BETWEEN_HAN = /(?<=[\u3400-\u9fff\ud840-\udfff])\.(?=[\u3400-\u9fff\ud840-\udfff])/g;
// Han blocks are listed because \p{Script=Han} grows with the runtime's Unicode: URO and Extension A, compatibility
// ideographs, Extensions B–F and I, supplement, G and H (GB 18030-2022 level 3), and 〇.
const HAN = '\\u3007\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{2fa1f}\\u{30000}-\\u{323af}';
const LATIN = 'A-Za-z\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u024f\\u1e00-\\u1eff';
// Normalised, a letter stands apart from its marks; Vietnamese has two at the most.
const MARK = '\\u0300-\\u036f';
// GB 18030-2000 had no code for some characters of names; old card systems wrote them in the private use area.
const PRIVATE_USE = '\\ue000-\\uf8ff';
const PART = `(?:[${HAN}${LATIN}${PRIVATE_USE}][${MARK}]{0,3})+`;
const NAME = new RegExp(`^${PART}(?:${DOT}${PART})*$`, 'u');
const ANY_HAN = new RegExp(`[${HAN}]`, 'u');
const ANY_LATIN = /[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff]/;
const MARKS = new RegExp(`[${MARK}]`, 'g');
const ANY_PRIVATE = new RegExp(`[${PRIVATE_USE}]`, 'u');

/** Normalises a name as entered: usual characters, half-width, one dot, no blanks; Latin letters compare without case and marks between. */
export function normaliseName(text: string): FixedName {
  const { text: repaired, fixes } = repair(text, [
    ['EQUIVALENT', foldCharacters],
    [
      'NAME_DOT',
      (value) => value.replace(DOT_VARIANTS, DOT).replaceAll('．', '.').replace(DOT_BETWEEN_HAN, DOT),
    ],
    ['FULL_WIDTH', toHalfWidth],
    ['SPACES', removeNameBlanks],
  ]);
  return { name: { entered: trimBlanks(text), normalised: comparable(repaired) }, fixes };
}

/** Judges a normalised name: 2 to 50 characters, Chinese or Latin letters, single dots between parts. */
export function checkName(name: PersonName): Parsed<PersonName, PersonNameFault> {
  if (!NAME.test(name.normalised)) return refuse(name.normalised === '' ? 'NAME_LENGTH' : 'NAME_CHARSET');
  const count = characterCount(name.normalised.replace(MARKS, ''));
  return count < MIN_CHARACTERS || count > MAX_CHARACTERS ? refuse('NAME_LENGTH') : accept(name);
}

/** Position of the first character that no name has, -1 where each may stand in one: each is tried between two that do. */
export function foreignInName(text: string): number {
  const letter = ANY_LATIN.test(normaliseName(text).name.normalised) ? 'A' : '甲';
  return Array.from(text).findIndex(
    (character) => !checkName(normaliseName(letter + character + letter).name).ok,
  );
}

/** What should be looked at again: characters without a public code, and 张三A written to tell namesakes apart. */
export function nameWarnings(name: PersonName): readonly PersonNameWarning[] {
  const warnings: PersonNameWarning[] = [];
  if (ANY_PRIVATE.test(name.normalised)) warnings.push('NAME_PRIVATE_CHARACTER');
  if (ANY_HAN.test(name.normalised) && ANY_LATIN.test(name.normalised)) warnings.push('NAME_MIXED_SCRIPT');
  return warnings;
}

// Blanks between Latin words are no fault: JOHN SMITH is written so, and only compared without.
function removeNameBlanks(text: string): string {
  return ANY_LATIN.test(text) ? trimBlanks(text) : removeBlanks(text);
}

function comparable(text: string): string {
  return ANY_LATIN.test(text) ? foldLatin(removeBlanks(text).replace(/[.'-]/g, '')) : text;
}
