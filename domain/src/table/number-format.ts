// SPDX-License-Identifier: Apache-2.0

/** What a number format (ECMA-376 part 1, 18.8.31) keeps from being seen of the cell's value. */
export interface HidingFormat {
  hidesNumber(value: number): boolean;
  readonly hidesText: boolean;
}

type Compare = (value: number, limit: number) => boolean;

interface Section {
  /** Something of a number is shown, or its day or time. */
  readonly showsNumber: boolean;
  readonly showsText: boolean;
  readonly isOfTexts: boolean;
  /** Nothing at all is shown, no sign, no words of the format's own. */
  readonly isBlank: boolean;
  readonly condition: ((value: number) => boolean) | undefined;
}

/** Undefined of a format under which each value can be seen. @param code cut to its limit */
export function hidingFormat(code: string): HidingFormat | undefined {
  const sections = sectionsOf(code);
  const last = sections.at(-1);
  // Of texts is the fourth, or the last where it has their sign; without one they are shown as they are.
  const ofTexts = sections[3] ?? (last?.isOfTexts === true ? last : undefined);
  const numbers = sections.slice(0, 3).filter((section) => section !== ofTexts || sections.length === 1);
  const hidesText = ofTexts?.showsText === false;
  const isSeen = !hidesText && numbers.every(({ showsNumber }) => showsNumber);
  // A format of nothing is none.
  if (isSeen || code === '') return undefined;
  return { hidesText, hidesNumber: (value) => hides(numbers, value) };
}

// What stands for nought is often a sign: that it is nought is seen by it.
function hides(numbers: readonly Section[], value: number): boolean {
  const section = sectionFor(numbers, value);
  if (section === undefined || section.showsNumber) return false;
  return section.isBlank || value !== 0;
}

/** The first whose condition holds: its own, or that of its place; the last is for all that is left. */
function sectionFor(numbers: readonly Section[], value: number): Section | undefined {
  const first = numbers.length > 2 ? value > 0 : value >= 0;
  const isLast = (at: number): boolean => at === numbers.length - 1;
  return numbers.find(
    ({ condition }, at) => condition?.(value) ?? (isLast(at) || (at === 0 ? first : value < 0)),
  );
}

const COMPARE: Readonly<Record<string, Compare>> = {
  '<': (value, limit) => value < limit,
  '>': (value, limit) => value > limit,
  '=': (value, limit) => value === limit,
  '<=': (value, limit) => value <= limit,
  '>=': (value, limit) => value >= limit,
  '<>': (value, limit) => value !== limit,
};
const CONDITION = /^\[([<>=]{1,2})(-?[\d.]{1,32})\]$/;
const ELAPSED = /^\[(?:h{1,9}|m{1,9}|s{1,9})\]$/i;
/** Currency of a place: [$¥-804]. */
const CURRENCY = /^\[\$[^\]-]/;
const NUMBER = /[0#?@ymdhsgbea]/i;
const GENERAL = /general/i;

/** Positive and negative numbers, zero, texts. */
const MOST_SECTIONS = 4;

function sectionsOf(code: string): readonly Section[] {
  const sections: Section[] = [];
  let tokens: string[] = [];
  for (const token of tokensOf(code)) {
    if (token !== ';') {
      tokens.push(token);
      continue;
    }
    sections.push(sectionOf(tokens));
    tokens = [];
  }
  return [...sections, sectionOf(tokens)].slice(0, MOST_SECTIONS);
}

function sectionOf(tokens: readonly string[]): Section {
  const bare = tokens.filter((token) => token.length === 1).join('');
  const brackets = tokens.filter((token) => token.startsWith('[') && token.length > 1);
  const showsNumber = NUMBER.test(bare) || brackets.some((token) => ELAPSED.test(token));
  return {
    showsNumber,
    showsText: bare.includes('@') || GENERAL.test(bare),
    isOfTexts: bare.includes('@'),
    isBlank: !showsNumber && !tokens.some(isVisible),
    condition: brackets.map(conditionOf).find((condition) => condition !== undefined),
  };
}

function conditionOf(token: string): Section['condition'] {
  const [, operator = '', limit = ''] = CONDITION.exec(token) ?? [];
  const compare = COMPARE[operator];
  return compare && ((value) => compare(value, Number(limit)));
}

function isVisible(token: string): boolean {
  if (token.startsWith('[') && token.length > 1) return CURRENCY.test(token);
  // A blank as wide as the character behind it; one that fills the cell; one as it is.
  if (token.startsWith('_')) return false;
  const literal = token.startsWith('"') ? token.slice(1, -1) : token.slice(token.length > 1 ? 1 : 0);
  return literal.trim() !== '';
}

/** `"words"`, `[what is in brackets]`, a character behind `\`, `_` or `*` with its mark, else one character each. */
function* tokensOf(code: string): Generator<string> {
  for (let at = 0; at < code.length;) {
    const end = endOf(code, at);
    yield code.slice(at, end);
    at = end;
  }
}

function endOf(code: string, at: number): number {
  const character = code.charAt(at);
  if (['\\', '_', '*'].includes(character)) return at + 2;
  if (character !== '"' && character !== '[') return at + 1;
  const end = code.indexOf(character === '"' ? '"' : ']', at + 1);
  return end < 0 ? code.length : end + 1;
}
