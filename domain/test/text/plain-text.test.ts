// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { comparableOrganisationName } from '#src/values/organisation-name.js';
import { hasUnprintable, toHalfWidth, trimBlanks } from '#src/text/plain-text.js';

describe('plain text', () => {
  it('maps the whole full-width range onto ASCII', () => {
    const ascii = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('');
    const wide = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0xff01 + i)).join('');
    expect(toHalfWidth(wide)).to.equal(ascii);
    expect(toHalfWidth('中文、。')).to.equal('中文、。');
  });

  it('trims every kind of blank and keeps what is between', () => {
    expect(trimBlanks('\ufeff\u3000 中 文\u00a0\u200b\r\n')).to.equal('中 文');
  });

  for (const text of ['a\u0000b', 'a\u0007', 'a\u202eb', 'a\ufffdb', 'a\ud800b']) {
    it(`sees ${JSON.stringify(text)} as unprintable`, () => {
      expect(hasUnprintable(text)).to.equal(true);
    });
  }

  it('sees nothing unprintable in names and addresses', () => {
    expect(hasUnprintable('成都市𬱖路1号（A座）')).to.equal(false);
  });

  it('compares organisation names without width and blanks', () => {
    const name = '测试（集团）有限公司A';
    expect(comparableOrganisationName(' 测试(集团) 有限公司ａ')).to.equal(comparableOrganisationName(name));
    expect(comparableOrganisationName('测试集团有限公司A')).to.not.equal(comparableOrganisationName(name));
  });
});
