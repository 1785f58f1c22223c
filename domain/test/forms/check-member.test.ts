// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { checkAgainstUnion, noteDuplicate, type UnionFacts } from '#src/forms/index.js';
import { memberRow } from './member-cells.js';

const UNION: UnionFacts = {
  state: 'ACTIVE',
  level: 5,
  foundedOn: '2015-01-01',
  employers: ['测试有限公司', '测试（集团）公司'],
};

const codes = (row: ReturnType<typeof memberRow>, union: UnionFacts | undefined) =>
  checkAgainstUnion(row, union).problems.map(({ code }) => code);

describe('a member row against its union', () => {
  it('stands where all fits', () => {
    expect(checkAgainstUnion(memberRow(), UNION)).to.deep.equal({ problems: [], warnings: [] });
    expect(codes(memberRow({ 工作单位: '测试(集团) 公司' }), UNION)).to.deep.equal([]);
  });

  it('needs a union', () => {
    expect(codes(memberRow(), undefined)).to.deep.equal(['UNION_UNKNOWN']);
    expect(codes(memberRow({ 会籍变化类型: '转出' }), undefined)).to.deep.equal(['UNION_UNKNOWN']);
  });

  it('is refused by a closed union, a foreign employer, a joining before the founding, all at once', () => {
    const row = memberRow({ 工作单位: '别的公司', 入会日期: '2014-12-31', 会籍变化日期: '2014-12-31' });
    expect(codes(row, { ...UNION, state: 'CLOSED' })).to.deep.equal([
      'UNION_CLOSED',
      'EMPLOYER_NOT_COVERED',
      'JOINED_BEFORE_FOUNDING',
    ]);
  });

  it('joins on the day of the founding', () => {
    const day = { 入会日期: '2015-01-01', 会籍变化日期: '2015-01-01' };
    expect(codes(memberRow(day), UNION)).to.deep.equal([]);
  });

  it('counts the day of coming for who joined elsewhere before', () => {
    const transferred = { 会籍变化类型: '转入', 入会日期: '2010-01-01' };
    expect(codes(memberRow({ ...transferred, 会籍变化日期: '2016-01-01' }), UNION)).to.deep.equal([]);
    expect(codes(memberRow({ ...transferred, 会籍变化日期: '2014-01-01' }), UNION)).to.deep.equal([
      'JOINED_BEFORE_FOUNDING',
    ]);
  });

  it('says nothing of an employer or a date that was not given', () => {
    const bare = memberRow({
      工作单位: '',
      会籍变化类型: '',
      会籍变化原因: '',
      会籍变化日期: '',
      入会日期: '',
    });
    expect(codes(bare, UNION)).to.deep.equal([]);
  });

  it('is not held against a union that it has left', () => {
    expect(
      codes(memberRow({ 会籍变化类型: '转出', 工作单位: '别的公司' }), { ...UNION, state: 'CLOSED' }),
    ).to.deep.equal([]);
  });

  it('warns of a member directly at a union of county level or above', () => {
    const upper: UnionFacts = { ...UNION, level: 3, employers: [] };
    expect(checkAgainstUnion(memberRow(), upper).warnings).to.deep.equal([
      { column: '所属工会', code: 'MEMBER_AT_UPPER_UNION' },
    ]);
    expect(checkAgainstUnion(memberRow(), { ...upper, level: 4 }).warnings).to.deep.equal([]);
  });
});

describe('two rows for one person', () => {
  it('leave the first, and tell the second where it stands', () => {
    const seen = new Map<string, number>();
    expect(noteDuplicate(seen, 'keyed-digest', 2)).to.equal(undefined);
    expect(noteDuplicate(seen, 'another', 3)).to.equal(undefined);
    const duplicate = { code: 'DUPLICATE_IN_FILE', column: '证件号码', details: { firstRow: 2 } };
    expect(noteDuplicate(seen, 'keyed-digest', 9)).to.deep.equal(duplicate);
    expect(noteDuplicate(seen, 'keyed-digest', 10)).to.deep.equal(duplicate);
  });
});
