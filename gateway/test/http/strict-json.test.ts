// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { encodeUtf8 } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { parseStrictJson } from '#src/http/strict-json.js';

describe('strict JSON', () => {
  const parse = (text: string): unknown => parseStrictJson(encodeUtf8(text));

  it('gives what JSON gives, for any value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), (value) => {
        const text = JSON.stringify(value);
        expect(parse(text)).to.deep.equal(JSON.parse(text));
      }),
    );
  });

  it('is not misled by colons, braces and quotes inside strings', () => {
    const value = { 'a:b': '{"a":1}', c: ['\\"', '[[[[[[[[[[[[[[[[[[[', ':::'] };
    expect(parse(JSON.stringify(value))).to.deep.equal(value);
  });

  for (const [name, text] of [
    ['a repeated name', '{"a":1,"a":2}'],
    ['a name repeated by an escape', String.raw`{"a":1,"\u0061":2}`],
    ['a name repeated deep down', '[{"b":{"a":1,"a":1}}]'],
    ['text that is not JSON', '{a:1}'],
    ['nothing', ''],
    ['two values', '{} {}'],
    ['an unclosed string', '{"a'],
    ['deep nesting', '['.repeat(17) + ']'.repeat(17)],
  ] as const) {
    it(`refuses ${name}`, () => {
      expect(() => parse(text))
        .to.throw(DomainError)
        .with.property('code', 'INVALID_REQUEST');
    });
  }

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22))).to.throw(DomainError);
  });
});
