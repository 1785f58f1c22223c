// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { encodeGb18030 } from '#src/gb18030.js';

describe('encodeGb18030', () => {
  it('gives the bytes of known characters of one, two and four bytes', () => {
    const cases = { A: '41', 张: 'd5c5', '·': 'a1a4', '€': 'a2e3', '\u00e2': '81308939', '𠀀': '95328236' };
    for (const [text, hex] of Object.entries(cases)) {
      expect(encodeGb18030(text).toString('hex'), text).to.equal(hex);
    }
  });

  it('is undone by the decoder for every character of the basic plane and samples beyond', () => {
    const decoder = new TextDecoder('gb18030', { fatal: true });
    for (let codePoint = 1; codePoint < 0x31350; codePoint += codePoint < 0x10000 ? 1 : 97) {
      if ((codePoint >= 0xd800 && codePoint <= 0xf8ff) || codePoint === 0xfeff) continue;
      const text = String.fromCodePoint(codePoint);
      if (decoder.decode(encodeGb18030(text)) !== text) expect.fail(`U+${codePoint.toString(16)}`);
    }
  });
});
