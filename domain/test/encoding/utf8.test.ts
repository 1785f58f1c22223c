// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import { decodeUtf8, encodeUtf8 } from '#src/encoding/index.js';
import { expectCode } from '../support/expect-code.js';

describe('UTF-8', () => {
  it('is written as the web does it, text of any length and lone surrogates included', () => {
    const text = fc.string({
      unit: fc.constantFrom(...Array.from('a~\u0080é߿ࠀ工\ud7ff\ue000\uffff😀'), '\ud800', '\udfff'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(text, (sample) => {
        expect(encodeUtf8(sample)).to.deep.equal(new TextEncoder().encode(sample));
      }),
    );
  });

  it('is read strictly', () => {
    expect(decodeUtf8(encodeUtf8('工会身份链😀'))).to.equal('工会身份链😀');
    const bad = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe5, 0xb7], [0xf4, 0x90, 0x80, 0x80]];
    for (const bytes of bad) expectCode(() => decodeUtf8(Uint8Array.from(bytes)), 'NOT_CANONICAL');
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x31)), 'the mark stays').to.equal('\ufeff1');
  });
});
