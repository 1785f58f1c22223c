// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  differingColumns,
  memberFields,
  PERSON_FIELD_NAMES,
  PERSON_FIELDS,
  type Cells,
  type KnownMember,
  type MemberColumn,
} from '#src/forms/index.js';
import { memberRow } from './member-cells.js';

const KNOWN: KnownMember = {
  fields: memberFields(memberRow()),
  isNamed: true,
  state: 'ACTIVE',
  joined: '2020-05-01',
};

const differing = (change: Cells<MemberColumn>, known: Partial<KnownMember> = {}) =>
  differingColumns(memberRow(change), { ...KNOWN, ...known });

describe('a row of somebody who is a member already', () => {
  it('differs nowhere where it says the same in whatever spelling', () => {
    expect(differing({})).to.deep.equal([]);
    expect(
      differing({
        姓名: ' 测试 甲',
        移动电话: '+86 138-0000-0000',
        出生日期: '',
        证件号码: '119999900307001',
      }),
    ).to.deep.equal([]);
  });

  it('says nothing by what it leaves empty', () => {
    expect(
      differing({ 学历: '', 工作单位: '', 会籍变化类型: '', 会籍变化日期: '', 入会日期: '' }),
    ).to.deep.equal([]);
  });

  it('differs in each column that says something else, and in none of where it comes from', () => {
    expect(
      differing({ 姓名: '测试乙', 学历: '硕士', 移动电话: '13900000000', 数据来源: '别处' }),
    ).to.deep.equal(['姓名', '学历', '移动电话']);
    expect(differing({ 籍贯: '四川' }, { fields: { ...KNOWN.fields, nativePlace: '' } })).to.deep.equal([
      '籍贯',
    ]);
  });

  it('is held against the ledger where it says what stands there', () => {
    expect(differing({}, { joined: '2019-01-01' })).to.deep.equal(['入会日期']);
    expect(differing({}, { state: 'RETAINED' })).to.deep.equal(['会籍变化类型']);
    expect(differing({ 会籍变化类型: '' }, { state: 'RETAINED' })).to.deep.equal([]);
  });

  it('is known by the tag of its name where there is no record', () => {
    expect(differing({ 姓名: '测试乙', 学历: '硕士' }, { fields: undefined })).to.deep.equal([]);
    expect(differing({}, { fields: undefined, isNamed: false })).to.deep.equal(['姓名']);
  });

  it('finds the same person by a renewed document', () => {
    const permit = { 有效证件类别: '回乡证', 证件号码: 'H0000000102', 户籍类型: '港澳台' } as const;
    const fields = memberFields(memberRow(permit));
    expect(differing({ ...permit, 证件号码: 'H0000000103' }, { fields })).to.deep.equal([]);
  });
});

describe('the table of fields', () => {
  it('names each once, and every field of a record is of it or made of it', () => {
    expect(new Set(Object.values(PERSON_FIELDS)).size).to.equal(PERSON_FIELD_NAMES.length);
    const made = ['nameNormalised', 'codeTableVersion'];
    expect(Object.keys(memberFields(memberRow()))).to.have.members([...PERSON_FIELD_NAMES, ...made]);
  });
});
