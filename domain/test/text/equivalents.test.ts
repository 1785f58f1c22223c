// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { comparableText, foldCharacters, foldLatin } from '#src/text/equivalents.js';

const range = (first: number, last: number): string[] =>
  Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));

// Node's own tables are the oracle: they are newer than ours, and say the same of what ours know.
describe('one word in two spellings', () => {
  it('is one: a letter with marks, however composed and in whatever case', () => {
    const letters = [...range(0xc0, 0x24f), ...range(0x1e00, 0x1eff)];
    for (const letter of letters) {
      const apart = letter.normalize('NFD');
      expect(foldLatin(apart), letter).to.equal(foldLatin(letter));
      // Those whose capital is of another block or two letters are judged below.
      const capital = letter.toUpperCase();
      if (letters.includes(capital) && !'ıſǅǈǋǲ'.includes(letter))
        expect(foldLatin(capital), letter).to.equal(foldLatin(letter));
    }
  });

  it('is one: marks in another order, as Unicode orders them', () => {
    const unit = fc.constantFrom(...Array.from('aeoEÉỆữxz'), ...range(0x300, 0x36f));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 8 }), (text) => {
        expect(foldLatin(text.normalize('NFD'))).to.equal(foldLatin(text));
        expect(foldLatin(text.normalize('NFC'))).to.equal(foldLatin(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is one: radicals and compatibility forms of ideographs', () => {
    for (const character of [
      ...range(0xf900, 0xfad9),
      ...range(0x2f800, 0x2fa1d),
      ...range(0x2f00, 0x2fd5),
    ]) {
      const unified = character.normalize('NFKC');
      expect(foldCharacters(character), character).to.equal(unified);
      expect(foldCharacters(unified), unified).to.equal(unified);
    }
    // ⺠ ⺟ ⻘ ⻓ have no decomposition; EquivalentUnifiedIdeograph.txt tells.
    expect(foldCharacters('⼈⺠⺟⻘⻓')).to.equal('人民母青长');
    expect(foldCharacters('李\u{e0100}')).to.equal('李');
  });

  for (const [one, other] of [
    ['José Müller', 'JOSE\u0301 MU\u0308LLER'],
    ['O’Brien', "O'BRIEN"],
    ['Nguyễn Thị Ánh', 'NGUYỄN THỊ ÁNH'],
    ['Weiß', 'WEISS'],
    ['测四川⼈⺠医院（工会）', '测四川人民医院(工会)'],
    ['Łódź', 'łÓDŹ'],
  ] as const)
    it(`is one: ${one}`, () => {
      expect(comparableText(one)).to.equal(comparableText(other));
    });

  it('is not one where marks differ', () => {
    for (const [one, other] of [
      ['José', 'Jose'],
      ['Müller', 'Muller'],
      ['đ', 'd'],
      ['人', '入'],
    ] as const)
      expect(comparableText(one), one).to.not.equal(comparableText(other));
  });

  it('is folded once for good', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
        const once = comparableText(text);
        expect(comparableText(once)).to.equal(once);
      }),
      { numRuns: 1_000 },
    );
  });
});
