// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { digestHex, digestOfText, encodeUtf8, toBase64url } from '#src/encoding/index.js';
import { sm3 } from '#src/sm/index.js';

// GB/T 32905-2016, A.1.
const ABC = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';
const KEPT = toBase64url(sm3(encodeUtf8('abc')));

describe('the digest of a document', () => {
  it('is shown as other tools print it', () => {
    expect(digestHex(KEPT)).to.equal(ABC);
  });

  it('is taken as tools print it, in either case, and as the ledger has it', () => {
    for (const text of [ABC, ABC.toUpperCase(), KEPT]) expect(digestOfText(text)).to.equal(KEPT);
  });

  it('is left to others to refuse where it is none', () => {
    for (const text of ['', 'abc', ABC.slice(1), `${ABC}0`, ABC.replace('6', 'g'), ` ${ABC}`, `${ABC}\n`])
      expect(digestOfText(text)).to.equal(text);
  });
});
