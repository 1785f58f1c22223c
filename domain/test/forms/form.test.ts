// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  checkMapping,
  FIX_TEXTS,
  formWith,
  HEADER_MAPPING,
  matchHeader,
  MEMBER_FORM,
  MEMBER_FORM_COLUMNS,
  ORGANISATION_FORM,
  ORGANISATION_FORM_COLUMNS,
  WARNING_TEXTS,
  type Form,
} from '#src/forms/index.js';

describe('the forms', () => {
  it('have the 20 and 17 columns of the real ones', () => {
    expect(MEMBER_FORM_COLUMNS).to.have.length(20);
    expect(ORGANISATION_FORM_COLUMNS).to.have.length(17);
  });

  for (const form of [MEMBER_FORM, ORGANISATION_FORM]) {
    it('give no name to two columns', () => {
      const aliases: readonly (readonly string[])[] = Object.values(form.aliases);
      const names = [...form.columns, ...aliases.flat()];
      expect(new Set(names)).to.have.property('size', names.length);
    });
  }

  it('say each repair and warning in both languages', () => {
    for (const { zh, en } of [...Object.values(FIX_TEXTS), ...Object.values(WARNING_TEXTS)]) {
      expect(zh).to.match(/[\u4e00-\u9fff]/);
      expect(en).to.match(/^[A-Z][\x20-\x7e·（）\u4e00-\u9fff]+$/);
    }
  });
});

describe('what a file calls its columns', () => {
  for (const form of [MEMBER_FORM, ORGANISATION_FORM] as readonly Form<string>[])
    it('is any text for any column, before every name that the form knows', () => {
      const others = form.columns.flatMap((column) => [column, ...(form.aliases[column] ?? [])]);
      for (const column of form.columns)
        for (const name of ['职工资料', ...others]) {
          const renamed = formWith(form, { [HEADER_MAPPING]: { [name]: column } });
          expect(checkMapping(form, { [HEADER_MAPPING]: { [name]: column } })).to.deep.equal([]);
          expect(matchHeader(renamed, [`${name}（必填）*`]).columns, name).to.deep.equal([column]);
        }
    });

  it('leads to a column, or is refused before any row', () => {
    const mapping = { [HEADER_MAPPING]: { 名字: '姓名', 号: '号码' } };
    expect(checkMapping(MEMBER_FORM, mapping)).to.deep.equal([
      { code: 'MAPPING_UNKNOWN_VALUE', column: HEADER_MAPPING, details: { texts: ['号码'] } },
    ]);
    expect(matchHeader(formWith(MEMBER_FORM, mapping), ['号', '名字']).columns).to.deep.equal([
      undefined,
      '姓名',
    ]);
  });
});

describe('matching a header', () => {
  it('finds the columns of the printed form in any order', () => {
    const header = [...MEMBER_FORM_COLUMNS].reverse();
    expect(matchHeader(MEMBER_FORM, header)).to.deep.equal({ columns: header, unknown: [], problems: [] });
  });

  it('sees through hints, stars, blanks and other names', () => {
    const header = [
      '姓 名*',
      '性别',
      '身份证号码',
      '宗教',
      '手机号',
      '户口类型',
      '出生日期(yyyy/MM/dd)',
      '工作单位（全称）',
    ];
    expect(matchHeader(MEMBER_FORM, header).columns).to.deep.equal([
      '姓名',
      '性别',
      '证件号码',
      undefined,
      '移动电话',
      '户籍类型',
      '出生日期',
      '工作单位',
    ]);
    expect(matchHeader(MEMBER_FORM, header).problems).to.deep.equal([]);
  });

  it('tells columns it does not know by their place', () => {
    const header = ['姓名', '性别', '证件号码', '移动电话', '户籍类型', '宗教', ''];
    expect(matchHeader(MEMBER_FORM, header)).to.deep.include({ unknown: [5], problems: [] });
  });

  it('refuses a header without required columns, naming all of them', () => {
    const { problems } = matchHeader(MEMBER_FORM, ['姓名', '性别', '户籍类型']);
    const details = { columns: ['证件号码', '移动电话'] };
    expect(problems).to.deep.equal([
      { code: 'HEADER_MISSING_COLUMN', column: '证件号码', details },
      { code: 'HEADER_MISSING_COLUMN', column: '移动电话', details },
    ]);
  });

  it('refuses a column that stands twice, under whatever names', () => {
    const { problems } = matchHeader(MEMBER_FORM, [...MEMBER_FORM_COLUMNS, '身份证号', '证件号码']);
    expect(problems).to.deep.equal([
      { code: 'HEADER_DUPLICATE_COLUMN', column: '证件号码', details: { columns: ['证件号码'] } },
    ]);
  });
});

describe("checking an import's mapping", () => {
  it('accepts texts, aliases and codes of the tables', () => {
    expect(
      checkMapping(MEMBER_FORM, { 学历: { 博士后: '博士', 函授: '31' }, 性别: { M: '男' } }),
    ).to.deep.equal([]);
  });

  it('refuses unknown columns, columns without drop-down and unknown targets', () => {
    const mapping = { 学历: { 函授: '三本' }, 姓名: { 甲: '乙' }, 没有: { 甲: '乙' }, toString: { a: 'b' } };
    expect(checkMapping(MEMBER_FORM, mapping).map(({ code, column }) => [code, column])).to.deep.equal(
      Object.keys(mapping).map((column) => ['MAPPING_UNKNOWN_VALUE', column]),
    );
  });
});
