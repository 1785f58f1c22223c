// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { checkName, nameWarnings, normaliseName } from '#src/values/person-name.js';

const check = (text: string) => {
  const result = checkName(normaliseName(text).name);
  return result.ok ? 'ok' : result.code;
};

describe('person names', () => {
  const dots = ['·', '•', '‧', '・', '･', '．', '.', '∙', '⋅'];
  for (const dot of dots) {
    it(`brings the dot U+${dot.charCodeAt(0).toString(16)} to U+00B7`, () => {
      const { name, fixes } = normaliseName(`阿卜杜拉${dot}买买提`);
      expect(name.normalised).to.equal('阿卜杜拉·买买提');
      expect(name.entered).to.equal(`阿卜杜拉${dot}买买提`);
      expect(fixes).to.deep.equal(dot === '·' ? [] : ['NAME_DOT']);
    });
  }

  it('takes out blanks and full-width letters and says so', () => {
    expect(normaliseName(' 张　三\u00a0')).to.deep.equal({
      name: { entered: '张　三', normalised: '张三' },
      fixes: ['SPACES'],
    });
    expect(normaliseName('ＪＯＨＮ')).to.deep.include({ fixes: ['FULL_WIDTH'] });
  });

  it('compares Latin names without case, blanks and marks, and calls none of them a fault', () => {
    const { name, fixes } = normaliseName("Mary-Jane O'Neill Jr.");
    expect(name.normalised).to.equal('MARYJANEONEILLJR');
    expect(fixes).to.deep.equal([]);
    expect(check('José Núñez')).to.equal('ok');
  });

  it('counts a character beyond the BMP as one', () => {
    expect(check('𬱖')).to.equal('NAME_LENGTH');
    expect(check('张𬱖')).to.equal('ok');
    expect(check('𠮷𰻝')).to.equal('ok');
    expect(check('𠀀'.repeat(50))).to.equal('ok');
    expect(check('𠀀'.repeat(51))).to.equal('NAME_LENGTH');
    expect(normaliseName('𠮷.𠮷').name.normalised).to.equal('𠮷·𠮷');
  });

  it('accepts long names of minorities and 〇', () => {
    expect(check('买买提吐尔逊·阿卜杜热依木·艾合买提江·伊布拉音')).to.equal('ok');
    expect(check('李〇')).to.equal('ok');
  });

  for (const text of [
    '张三1',
    '张*三',
    '张三😀',
    '·张三',
    '张三·',
    '张··三',
    '张三（大）',
    '张\u0000三',
    '张,三',
    '\ud842张三',
  ]) {
    it(`refuses ${JSON.stringify(text)} for its characters`, () => {
      expect(check(text)).to.equal('NAME_CHARSET');
    });
  }

  it('refuses names that are too short', () => {
    expect(check('')).to.equal('NAME_LENGTH');
    expect(check('张')).to.equal('NAME_LENGTH');
    expect(check("'-.")).to.equal('NAME_CHARSET');
  });

  it('warns of private characters and of letters that tell namesakes apart', () => {
    expect(nameWarnings(normaliseName('张\ue816').name)).to.deep.equal(['NAME_PRIVATE_CHARACTER']);
    expect(nameWarnings(normaliseName('张三A').name)).to.deep.equal(['NAME_MIXED_SCRIPT']);
    expect(nameWarnings(normaliseName('张三').name)).to.deep.equal([]);
  });

  it('keeps the normal form when it is normalised again', () => {
    for (const text of ['阿・买', ' 张 三', 'John  SMITH', '𠮷．𠮷']) {
      const once = normaliseName(text).name.normalised;
      expect(normaliseName(once).name.normalised).to.equal(once);
    }
  });
});
