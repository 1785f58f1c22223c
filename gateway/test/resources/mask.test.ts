// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { maskDocumentNumber, maskMobile, maskName } from '#src/resources/mask.js';

describe('masks', () => {
  it('keep the surname, single or compound', () => {
    expect(['张三', '欧阳测试', '欧阳', 'JOHN', '𠮷子', ''].map(maskName)).to.deep.equal([
      '张*',
      '欧阳**',
      '欧*',
      'J***',
      '𠮷*',
      '',
    ]);
  });

  it('keep the ends of numbers, and nothing of short ones', () => {
    expect(maskDocumentNumber('11010519491231002X')).to.equal('110***********002X');
    expect(maskDocumentNumber('H12345678')).to.equal('H******78');
    expect(maskDocumentNumber('AB')).to.equal('**');
    expect(maskMobile('13812345678')).to.equal('138****5678');
  });
});
