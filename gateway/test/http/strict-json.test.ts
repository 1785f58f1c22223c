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

  it('judges any text as JSON does, and names twice as its members tell', () => {
    const unit = fc.constantFrom('"', '\\', '{', '}', '[', ']', ':', ',', 'a', '1', ' ', 'u0061');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 24 }), (text) => {
        const outcome = outcomeOf(() => JSON.parse(text));
        const own = outcomeOf(() => parse(text));
        if (own === 'refused' && outcome !== 'refused') expect(namesRepeat(text), text).to.equal(true);
        else expect(own).to.deep.equal(outcome);
      }),
      { numRuns: 3_000, examples: [['{"a":1,"a":2}'], ['{"a":{"a":1},"b":[{"a":1},{"a":1}]}']] },
    );
  });

  // Each took seconds to minutes with an expression that is tried at every place; the test's own time is the bound.
  for (const [name, text] of [
    ['escaped marks without an end', `"${'\\"'.repeat(60_000)}`],
    ['marks', '"'.repeat(120_001)],
    ['backslashes', `"${'\\'.repeat(120_001)}`],
    ['one long string', `{"a":"${'\\\\'.repeat(60_000)}"}`],
    ['many members', `{${Array.from({ length: 9_000 }, (_, at) => `"${String(at)}":0`).join(',')}}`],
  ] as const)
    it(`judges 120 kB of ${name} at once`, function () {
      this.timeout(5_000);
      expect(outcomeOf(() => parse(text))).to.deep.equal(outcomeOf(() => JSON.parse(text)));
    });

  it('refuses bytes that are not UTF-8', () => {
    expect(() => parseStrictJson(Uint8Array.of(0x22, 0xff, 0x22))).to.throw(DomainError);
  });
});

function outcomeOf(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch {
    return 'refused';
  }
}

/** Whether an object of valid JSON has a name twice: then the same with each name numbered has more members. */
function namesRepeat(text: string): boolean {
  let at = 0;
  const numbered = text.replace(
    /"((?:[^"\\]|\\.)*)"(\s*:)/g,
    (_, name: string, colon: string) => `"${name}${String(at++)}"${colon}`,
  );
  return JSON.stringify(JSON.parse(numbered)).length > JSON.stringify(JSON.parse(text)).length + at;
}
