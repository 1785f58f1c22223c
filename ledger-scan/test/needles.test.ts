// SPDX-License-Identifier: Apache-2.0
import { createHash } from 'node:crypto';
import { expect } from 'chai';
import fc from 'fast-check';
import { base64Within, MIN_BITS, needlesOf } from '#src/needles.js';

const NAME = '欧阳测试';
const NUMBER = '50999919600630246X';

function textsOf(text: string): Set<string> {
  return new Set(needlesOf([{ label: 'x', text }]).map(({ bytes }) => Buffer.from(bytes).toString('latin1')));
}

describe('needlesOf', () => {
  it('has a text in UTF-8, GB 18030 and both UTF-16, each also as hex', () => {
    const needles = textsOf(NAME);
    const utf16 = Buffer.from(NAME, 'utf16le');
    const encodings = [
      Buffer.from(NAME),
      Buffer.from('c5b7d1f4b2e2cad4', 'hex'),
      utf16,
      Buffer.from(utf16).swap16(),
    ];
    for (const bytes of encodings) {
      expect(needles).to.include(bytes.toString('latin1'));
      expect(needles).to.include(bytes.toString('hex'));
      expect(needles).to.include(bytes.toString('hex').toUpperCase());
    }
  });

  it('finds a value inside a longer value in Base64 and base64url, wherever it begins', () => {
    const needles = [...textsOf(NAME)];
    for (const before of ['', 'a', 'ab', 'abc', 'abcd']) {
      for (const after of ['', '}', '",']) {
        for (const alphabet of ['base64', 'base64url'] as const) {
          const text = Buffer.from(before + NAME + after).toString(alphabet);
          expect(needles.some((needle) => /^[\w+/-]+$/.test(needle) && text.includes(needle))).to.equal(true);
        }
      }
    }
  });

  it('has the common hashes of the text and of its upper and lower case, as bytes, hex and Base64', () => {
    const needles = textsOf(NUMBER);
    for (const hash of ['sm3', 'sha256', 'sha1', 'md5']) {
      for (const text of [NUMBER, NUMBER.toLowerCase()]) {
        const digest = createHash(hash).update(text).digest();
        expect(needles).to.include(digest.toString('latin1'));
        expect(needles).to.include(digest.toString('hex'));
        expect(needles).to.include(base64Within(digest, 0));
        expect(needles).to.include(digest.toString('hex').toUpperCase());
      }
    }
    expect(needles).to.include(createHash('sm3').update(Buffer.from(NUMBER, 'utf16le')).digest('hex'));
  });

  it('has JSON escapes and URL encoding of what is not ASCII', () => {
    const needles = textsOf('张三李四');
    expect(needles).to.include('\\u5f20\\u4e09\\u674e\\u56db');
    expect(needles).to.include('\\u5F20\\u4E09\\u674E\\u56DB');
    expect(needles).to.include('%E5%BC%A0%E4%B8%89%E6%9D%8E%E5%9B%9B');
  });

  it('leaves out forms that chance would bring up', () => {
    const kinds = needlesOf([{ label: 'short', text: '张三' }]).map(({ kind }) => kind);
    expect(kinds).to.include('utf-8').and.not.include('gb18030').and.not.include('utf-16le');
    expect(kinds).to.include('sm3(gb18030)');
    expect(MIN_BITS).to.equal(48);
  });
});

describe('base64Within', () => {
  it('is part of the Base64 of any longer value, and loses at most two characters at an end', () => {
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(bytes, bytes, fc.uint8Array({ maxLength: 40 }), (value, before, after) => {
        const text = Buffer.concat([before, value, after]).toString('base64');
        const within = base64Within(value, before.length % 3);
        expect(text).to.include(within);
        expect(within.length).to.be.at.least(Math.floor((8 * value.length) / 6) - 1);
      }),
    );
  });
});
