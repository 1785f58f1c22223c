// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalBytes, canonicalJson, decodeUtf8, parseCanonicalJson } from '#src/encoding/index.js';
import { expectCode } from '../support/expect-code.js';
import { readVectors } from '../vectors/read-vectors.js';

const vectors = readVectors('canonical-json') as {
  readonly canonical: readonly { readonly name: string; readonly input: string; readonly output: string }[];
  readonly floats: readonly string[];
};

/** Any value of our profile, keys of every kind among them `__proto__`. */
const text = fc.string({ unit: 'binary', maxLength: 12 });
const json = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.oneof(fc.constantFrom(null, true, false), fc.maxSafeInteger().filter(isNotMinusZero), text),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(fc.oneof(text, fc.constant('__proto__')), tie('value'), { maxKeys: 5 }),
  ),
})).value;

describe('canonical JSON', () => {
  for (const { name, input, output } of vectors.canonical) {
    it(`gives the published form of "${name}"`, () => {
      expect(canonicalJson(JSON.parse(input))).to.equal(output);
      expect(decodeUtf8(canonicalBytes(JSON.parse(input)))).to.equal(output);
      expect(parseCanonicalJson(output)).to.deep.equal(JSON.parse(input));
      expectCode(() => parseCanonicalJson(input === output ? `${input} ` : input), 'NOT_CANONICAL');
    });
  }

  for (const literal of vectors.floats) {
    it(`refuses the number ${literal}, which is not a safe integer`, () => {
      expectCode(() => canonicalJson(JSON.parse(literal)), 'NOT_CANONICAL');
      expectCode(() => parseCanonicalJson(literal), 'NOT_CANONICAL');
    });
  }

  it('brings every value of its profile back', () => {
    fc.assert(
      fc.property(json, (value) => {
        const written = canonicalJson(value);
        expect(canonicalJson(parseCanonicalJson(written))).to.equal(written);
        expect(parseCanonicalJson(written)).to.deep.equal(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('writes the same whatever the order of keys was', () => {
    fc.assert(
      fc.property(fc.dictionary(text, fc.integer().filter(isNotMinusZero)), (value) => {
        expect(canonicalJson(Object.fromEntries(Object.entries(value).reverse()))).to.equal(
          canonicalJson(value),
        );
      }),
    );
  });

  const REFUSED: readonly (readonly [string, unknown])[] = [
    ['a float', 0.5],
    ['minus zero', -0],
    ['NaN', Number.NaN],
    ['infinity', Infinity],
    ['an integer past 2^53', 2 ** 53],
    ['undefined', undefined],
    ['undefined in an object', { a: undefined }],
    ['undefined in an array', [undefined]],
    ['a hole in an array', Array(3)],
    ['a bigint', 1n],
    ['a symbol', Symbol('s')],
    ['a function', () => 1],
    ['a Date', new Date(0)],
    ['a Map', new Map([['a', 1]])],
    ['bytes', Uint8Array.of(1)],
    ['an instance of a class', new URL('https://example.org')],
    ['a lone high surrogate', '\ud83d'],
    ['a lone low surrogate', 'a\ude00b'],
    ['surrogates the wrong way round', '\ude00\ud83d'],
    ['a lone surrogate in a key', { '\ud83d': 1 }],
  ];
  for (const [what, value] of REFUSED) {
    it(`refuses ${what}, at the top and inside`, () => {
      expectCode(() => canonicalJson(value), 'NOT_CANONICAL');
      expectCode(() => canonicalBytes({ a: [value] }), 'NOT_CANONICAL');
    });
  }

  it('takes an object without a prototype', () => {
    expect(canonicalJson(Object.assign(Object.create(null) as object, { b: 1, a: 2 }))).to.equal(
      '{"a":2,"b":1}',
    );
  });

  it('refuses to nest deeper than 32, however deep the text is', () => {
    const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);
    expect(canonicalJson(JSON.parse(nested(32)))).to.equal(nested(32));
    for (const depth of [33, 100_000]) {
      expectCode(() => parseCanonicalJson(nested(depth)), 'NOT_CANONICAL');
    }
    expectCode(() => canonicalJson(JSON.parse('{"a":'.repeat(33) + '1' + '}'.repeat(33))), 'NOT_CANONICAL');
  });

  const OTHER_SPELLINGS = [
    '{"a": 1}',
    ' {"a":1}',
    '{"a":1}\n',
    '{"b":1,"a":2}',
    '{"a":1,"a":1}',
    '{"a":1,"a":2}',
    '"\\u0041"',
    '"\\/"',
    '"\\ud83d"',
    '1.0',
    '1e2',
    '+1',
    '01',
    '\ufeff1',
    '',
    '{',
    'undefined',
    "{'a':1}",
  ];
  for (const spelling of OTHER_SPELLINGS) {
    it(`does not parse ${JSON.stringify(spelling)}`, () => {
      expectCode(() => parseCanonicalJson(spelling), 'NOT_CANONICAL');
    });
  }
});

function isNotMinusZero(value: number): boolean {
  return !Object.is(value, -0);
}
