// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  bodyCheck,
  creditCodeWarnings,
  fixCreditCode,
  isUnionCreditCode,
  parseCreditCode,
  type CreditCode,
} from '#src/values/credit-code.js';
import { REGISTRATION_DEPARTMENTS } from '#src/codes/index.js';
import { creditCodeCheck } from '#src/values/credit-code-check.js';
import { readVectors } from '../vectors/read-vectors.js';

interface Vectors {
  readonly valid: readonly { readonly code: string; readonly note: string }[];
  readonly everyKind: readonly string[];
  readonly invalid: readonly { readonly code: string; readonly error: string; readonly note: string }[];
  readonly repaired: readonly { readonly entered: string; readonly code: string; readonly fixes: string[] }[];
  readonly warnings: readonly { readonly code: string; readonly division: string[] }[];
}
const vectors = readVectors('credit-codes') as Vectors;
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

describe('unified social credit code (GB 32100)', () => {
  for (const { code, note } of vectors.valid) {
    it(`reads ${code} (${note})`, () => {
      expect(parseCreditCode(code)).to.deep.equal({
        ok: true,
        value: {
          code,
          department: code[0],
          category: code[1],
          division: code.slice(2, 8),
          body: code.slice(8, 17),
        },
      });
    });
  }

  for (const { code, error, note } of vectors.invalid) {
    it(`refuses ${note} as ${error}`, () => {
      expect(parseCreditCode(code)).to.deep.equal({ ok: false, code: error });
    });
  }

  for (const { entered, code, fixes } of vectors.repaired) {
    it(`repairs "${entered}" by ${fixes.join(', ')}`, () => {
      expect(fixCreditCode(entered)).to.deep.equal({ text: code, fixes });
    });
  }

  it('knows every category of every department', () => {
    expect(vectors.everyKind).to.have.length(36);
    const kinds = Object.entries(REGISTRATION_DEPARTMENTS).flatMap(([department, { categories }]) =>
      Object.keys(categories).map((category) => department + category),
    );
    expect(vectors.everyKind.map((code) => code.slice(0, 2)).sort()).to.deep.equal(kinds.sort());
    for (const code of vectors.everyKind) expect(parseCreditCode(code).ok, code).to.equal(true);
  });

  it('has one sample for each check character', () => {
    expect(new Set(vectors.valid.map(({ code }) => code.charAt(17)))).to.have.property('size', 31);
  });

  it('advises on divisions and bodies and refuses neither', () => {
    for (const { code, division } of vectors.warnings) {
      const warnings = creditCodeWarnings(read(code)).filter((warning) => warning !== 'CREDIT_CODE_BODY');
      expect(warnings).to.deep.equal(division);
    }
    expect(creditCodeWarnings(read('81110000XA0000015X'))).to.deep.equal([]);
    const oddBody = '81110000XA0000016';
    expect(creditCodeWarnings(read(oddBody + creditCodeCheck(oddBody)))).to.deep.equal(['CREDIT_CODE_BODY']);
  });

  it('computes the body check of GB 11714', () => {
    // D2143569-X is the sample printed in GB 11714-1997.
    expect(bodyCheck('D2143569X')).to.equal('X');
    expect(bodyCheck('00000000')).to.equal('0');
  });

  it('tells a union by 81, 89 or 13', () => {
    const union = (code: string) => isUnionCreditCode(read(code));
    expect(union('81110000XA0000015X')).to.equal(true);
    expect(union('89310000XA00000580')).to.equal(true);
    expect(union('13100000XA000004X8')).to.equal(true);
    expect(union('91510100MAXY12340X')).to.equal(false);
    expect(union('12510000XA00000665')).to.equal(false);
  });

  it('accepts well-made codes and refuses them with one character changed', () => {
    const tails = fc.array(fc.constantFrom(...Array.from(ALPHABET)), { minLength: 15, maxLength: 15 });
    const prefixes = fc.constantFrom(...vectors.everyKind.map((code) => code.slice(0, 2)));
    const change = fc.tuple(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 1, max: 30 }));
    fc.assert(
      fc.property(prefixes, tails, change, (prefix, tail, [at, by]) => {
        const first17 = prefix + tail.join('');
        const code = first17 + creditCodeCheck(first17);
        expect(parseCreditCode(code).ok).to.equal(true);
        const other = ALPHABET.charAt((ALPHABET.indexOf(code.charAt(at)) + by) % 31);
        const changed = code.slice(0, at) + other + code.slice(at + 1);
        expect(parseCreditCode(changed)).to.deep.equal({ ok: false, code: 'CREDIT_CODE_CHECK' });
      }),
    );
  });
});

function read(code: string): CreditCode {
  const parsed = parseCreditCode(code);
  if (!parsed.ok) throw new Error(`${code} should be valid, was refused as ${parsed.code}`);
  return parsed.value;
}
