// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { checkCharacter, hasValidCheckCharacter } from '#src/ids/index.js';
import { readVectors } from '../vectors/read-vectors.js';

const vectors = readVectors('check-character') as {
  readonly valid: readonly string[];
  readonly computed: readonly { readonly payload: string; readonly check: string }[];
};

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const payload = fc.string({ unit: fc.constantFrom(...Array.from(ALPHABET)), minLength: 1, maxLength: 30 });

describe('check character of GB/T 17710 MOD 37,36', () => {
  for (const text of vectors.valid) {
    it(`accepts the published ${text}`, () => {
      expect(hasValidCheckCharacter(text)).to.equal(true);
      expect(checkCharacter(text.slice(0, -1))).to.equal(text.at(-1));
    });
  }

  for (const { payload: text, check } of vectors.computed) {
    it(`gives ${check} for ${text}`, () => {
      expect(checkCharacter(text)).to.equal(check);
    });
  }

  it('finds every single wrong character', () => {
    fc.assert(
      fc.property(payload, fc.nat(), fc.nat(34), (text, at, shift) => {
        const whole = text + checkCharacter(text);
        const index = at % whole.length;
        const wrong = ALPHABET[(ALPHABET.indexOf(whole[index]!) + 1 + shift) % 36]!;
        expect(hasValidCheckCharacter(whole.slice(0, index) + wrong + whole.slice(index + 1))).to.equal(
          false,
        );
      }),
    );
  });

  it('finds all but one in 630 swaps of neighbours', () => {
    let missed = 0;
    // From each of the 36 inner states, the two neighbours in both orders; a first character leads to each state once.
    for (const before of ALPHABET) {
      for (let a = 0; a < 36; a++) {
        for (let b = a + 1; b < 36; b++) {
          const [x, y] = [ALPHABET.charAt(a), ALPHABET.charAt(b)];
          if (checkCharacter(before + x + y) === checkCharacter(before + y + x)) missed += 1;
        }
      }
    }
    expect(missed).to.equal((36 * 630) / 630);
  });

  it('refuses what is not a digit or capital letter', () => {
    for (const text of ['', 'a', 'A-1', 'Ａ', '工', 'A ']) {
      expect(() => checkCharacter(text), text).to.throw(RangeError);
      expect(hasValidCheckCharacter(text)).to.equal(false);
      expect(hasValidCheckCharacter(`${text}1`)).to.equal(false);
    }
    expect(hasValidCheckCharacter('A')).to.equal(false);
  });
});
