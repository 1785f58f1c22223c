// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { PROVINCES } from '#src/codes/provinces.js';
import { fixIdNumber, idNumberCheck, parseIdNumber, type IdNumber } from '#src/values/id-number.js';
import { readVectors } from '../vectors/read-vectors.js';

interface Vectors {
  readonly today: string;
  readonly valid: readonly (IdNumber & { readonly note: string })[];
  readonly invalid: readonly { readonly number: string; readonly code: string; readonly note: string }[];
  readonly repaired: readonly {
    readonly entered: string;
    readonly number: string;
    readonly fixes: string[];
  }[];
}
const vectors = readVectors('id-numbers') as Vectors;
const { today } = vectors;

const validNumbers = fc
  .tuple(
    fc.constantFrom(...PROVINCES.entries.map((entry) => entry.code)),
    fc.date({ min: new Date('1900-01-01'), max: new Date(today), noInvalidDate: true }),
    fc.integer({ min: 0, max: 999 }),
  )
  .map(([province, date, sequence]) => {
    const birth = date.toISOString().slice(0, 10);
    const first17 = `${province}9999${birth.replaceAll('-', '')}${String(sequence).padStart(3, '0')}`;
    return { province, birth, sequence, number: first17 + idNumberCheck(first17) };
  });

describe('ID number (GB 11643)', () => {
  for (const { number, note, ...said } of vectors.valid) {
    it(`reads ${note}: ${number}`, () => {
      expect(parseIdNumber(number, today)).to.deep.equal({ ok: true, value: { number, ...said } });
    });
  }

  for (const { number, code, note } of vectors.invalid) {
    it(`refuses ${note} as ${code}`, () => {
      expect(parseIdNumber(number, today)).to.deep.equal({ ok: false, code });
    });
  }

  for (const { entered, number, fixes } of vectors.repaired) {
    it(`repairs "${entered}" by ${fixes.join(', ') || 'nothing'}`, () => {
      expect(fixIdNumber(entered)).to.deep.equal({ text: number, fixes });
    });
  }

  it('has one sample for each check character', () => {
    expect(new Set(vectors.valid.map(({ number }) => number.charAt(17)))).to.have.property('size', 11);
  });

  it('accepts a birth today and none tomorrow', () => {
    const first17 = '11999920261121001';
    const number = first17 + idNumberCheck(first17);
    expect(parseIdNumber(number, '2026-11-21').ok).to.equal(true);
    expect(parseIdNumber(number, '2026-11-20')).to.deep.equal({ ok: false, code: 'ID_NUMBER_FUTURE' });
  });

  it('reads every well-made number', () => {
    fc.assert(
      fc.property(validNumbers, ({ province, birth, sequence, number }) => {
        expect(parseIdNumber(number, today)).to.deep.equal({
          ok: true,
          value: { number, provinceCode: province, birthDate: birth, sex: sequence % 2 ? 'MALE' : 'FEMALE' },
        });
      }),
    );
  });

  it('refuses every number with one digit changed', () => {
    const changes = fc.tuple(validNumbers, fc.integer({ min: 0, max: 16 }), fc.integer({ min: 1, max: 9 }));
    fc.assert(
      fc.property(changes, ([{ number }, at, by]) => {
        const digit = String((Number(number[at]) + by) % 10);
        const changed = number.slice(0, at) + digit + number.slice(at + 1);
        expect(parseIdNumber(changed, today).ok).to.equal(false);
      }),
    );
  });

  it('refuses every number with two unlike neighbours exchanged', () => {
    fc.assert(
      fc.property(validNumbers, fc.integer({ min: 0, max: 15 }), ({ number }, at) => {
        fc.pre(number[at] !== number[at + 1]);
        const changed =
          number.slice(0, at) + number.charAt(at + 1) + number.charAt(at) + number.slice(at + 2);
        expect(parseIdNumber(changed, today).ok).to.equal(false);
      }),
    );
  });

  it('repairs a spoilt spelling back to the number', () => {
    const spoilers = [
      (text: string) => ` ${text}\u3000`,
      (text: string) => text.toLowerCase(),
      (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)),
      (text: string) => `${text.slice(0, 6)} ${text.slice(6, 14)} ${text.slice(14)}`,
    ];
    fc.assert(
      fc.property(validNumbers, fc.constantFrom(...spoilers), ({ number }, spoil) => {
        expect(fixIdNumber(spoil(number)).text).to.equal(number);
      }),
    );
  });
});
