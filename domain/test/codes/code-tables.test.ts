// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import * as codes from '#src/codes/index.js';
import { MEMBERSHIP_CHANGES } from '#src/person/index.js';
import { UNION_CODES } from '#src/organisation/index.js';
import { DOCUMENT_TYPES } from '#src/values/identity-document.js';

const { allowedTexts, hasCode, lookupCode, textOfCode, unknownTargets } = codes;
const tables: readonly codes.CodeTable[] = [
  codes.CHANGE_REASON,
  codes.CHANGE_TYPE,
  codes.DOCUMENT_KIND,
  codes.ECONOMIC_TYPE,
  codes.EDUCATION,
  codes.EMPLOYMENT_STATUS,
  codes.ETHNICITY,
  codes.HOUSEHOLD_TYPE,
  codes.INDUSTRY,
  codes.MARITAL_STATUS,
  codes.NATIONAL_INDUSTRY_UNIONS,
  codes.ORGANISATION_NATURE,
  codes.POLITICAL_STATUS,
  codes.PROVINCES,
  codes.SEX,
  codes.SKILL_LEVEL,
  codes.UNION_LEVEL,
  codes.UNION_NODES,
  codes.UNION_TYPE,
  codes.YES_NO,
];

describe('code tables', () => {
  it('are those that the contract has without words', () => {
    const codesOf = ({ entries }: codes.CodeTable): string[] => entries.map(({ code }) => code).sort();
    const { kind, nature, economicType, industry } = UNION_CODES;
    expect(kind.split(' ')).to.deep.equal(codesOf(codes.UNION_TYPE));
    expect(nature.split(' ')).to.deep.equal(codesOf(codes.ORGANISATION_NATURE));
    expect(economicType.split(' ')).to.deep.equal(codesOf(codes.ECONOMIC_TYPE));
    expect(industry.split(' ')).to.deep.equal(codesOf(codes.INDUSTRY));
    expect(Object.keys(MEMBERSHIP_CHANGES)).to.deep.equal(codesOf(codes.CHANGE_TYPE));
    const reasons = Object.values(MEMBERSHIP_CHANGES).flatMap((change) => change.reasons);
    expect([...new Set(reasons)].sort()).to.deep.equal(codesOf(codes.CHANGE_REASON));
  });

  for (const table of tables) {
    it(`${table.name}: codes are unique and fit the ledger's field`, () => {
      const all = table.entries.map((entry) => entry.code);
      expect(new Set(all)).to.have.property('size', all.length);
      for (const code of all) expect(code).to.match(/^[0-9A-Za-z]{1,8}$/);
    });

    it(`${table.name}: each text and alias means one code`, () => {
      for (const entry of table.entries.filter(({ offForm }) => offForm !== true)) {
        for (const text of [entry.text, ...(entry.aliases ?? [])]) {
          expect(lookupCode(table, text), text).to.equal(entry.code);
        }
      }
    });
  }

  it('hold as many values as their sources', () => {
    expect(codes.ETHNICITY.entries).to.have.length(58);
    expect(codes.PROVINCES.entries).to.have.length(34);
    expect(codes.UNION_NODES.entries).to.have.length(33);
    expect(codes.POLITICAL_STATUS.entries).to.have.length(13);
    expect(codes.INDUSTRY.entries.map(({ code }) => code).join('')).to.equal('ABCDEFGHIJKLMNOPQRST');
  });

  it('keep the standards order of the 56 ethnic groups', () => {
    expect(textOfCode(codes.ETHNICITY, '01')).to.equal('汉族');
    expect(textOfCode(codes.ETHNICITY, '05')).to.equal('维吾尔族');
    expect(textOfCode(codes.ETHNICITY, '30')).to.equal('土族');
    expect(textOfCode(codes.ETHNICITY, '56')).to.equal('基诺族');
  });

  const memberForm: readonly (readonly [codes.CodeTable, string])[] = [
    [codes.SEX, '男,女'],
    [codes.EDUCATION, '博士,硕士,本科,大专,中专,高中,初中,小学及以下'],
    [codes.SKILL_LEVEL, '无,职业资格一级（高级技师）,二级（技师）,三级（高级）,四级（中级）,五级（初级）'],
    [codes.HOUSEHOLD_TYPE, '农业户口,非农业户口,居民户口'],
    [codes.CHANGE_TYPE, '入会,转入,保留,转出,除名,退会'],
    [codes.EMPLOYMENT_STATUS, '在岗,待（下）岗,失业,退休,退职,退养（内退）,病休,其他'],
    [
      codes.ORGANISATION_NATURE,
      '国有企业,集体企业,股份合作企业,联营企业,国有独资公司,其他有限责任公司,国有控股公司,其他股份有限公司,私营企业,其他内资企业,港澳台商投资企业,外商投资企业,财政拨款的事业单位,其他事业单位,机关,个体经济组织,社会团体,民办非企业单位,基金会,其他组织',
    ],
    [
      codes.ECONOMIC_TYPE,
      '国有经济,集体经济,私营经济,个体经济,联营经济,股份制,外商投资,港澳台投资,其他经济类',
    ],
    [codes.UNION_TYPE, '独立基层工会,联合基层工会,工会联合会,产业(系统)工会,总工会'],
  ];
  for (const [table, texts] of memberForm) {
    it(`${table.name}: takes every value of the form`, () => {
      const found = texts.split(',').map((text) => lookupCode(table, text));
      expect(found).to.not.include(undefined);
      expect(new Set(found)).to.have.property('size', found.length);
    });
  }

  it('keep the node of 兵团 apart from GB/T 2260', () => {
    const node = codes.UNION_NODES.entries.find(({ code }) => code === '66');
    expect(node).to.not.have.property('division');
    expect(hasCode(codes.PROVINCES, '66')).to.equal(false);
    expect(codes.UNION_NODES.entries.find(({ code }) => code === '51')).to.include({ division: '51' });
  });

  it('name each document kind by its document type', () => {
    const types: readonly string[] = Object.values(DOCUMENT_TYPES);
    expect(codes.DOCUMENT_KIND.entries.map(({ code }) => code).toSorted()).to.deep.equal(types.toSorted());
  });
});

describe('looking a drop-down text up', () => {
  it('ignores width, blanks and brackets of the other width', () => {
    expect(lookupCode(codes.SKILL_LEVEL, ' 职业资格一级(高级技师) ')).to.equal('1');
    expect(lookupCode(codes.ETHNICITY, '汉')).to.equal('01');
    expect(lookupCode(codes.ETHNICITY, '汉族')).to.equal('01');
  });

  it('finds nothing in an unknown text, a bare code, or a value that forms do not offer', () => {
    expect(lookupCode(codes.EDUCATION, '博士后')).to.equal(undefined);
    expect(lookupCode(codes.SEX, '1')).to.equal(undefined);
    expect(lookupCode(codes.SEX, '未知的性别')).to.equal(undefined);
    expect(allowedTexts(codes.SEX)).to.deep.equal(['男', '女']);
  });

  it('looks through a mapping once, however many cells it is asked for, and takes the first of two spellings', () => {
    const told = Object.fromEntries(Array.from({ length: 1_300 }, (_, at) => [`学历${String(at)}`, '博士']));
    let looks = 0;
    const mapping = new Proxy<Record<string, string>>(
      { ...told, '大 专': '专科', 大专: '博士' },
      {
        ownKeys: (target) => {
          looks += 1;
          return Reflect.ownKeys(target);
        },
      },
    );
    for (let row = 0; row < 500; row += 1)
      expect(lookupCode(codes.EDUCATION, `学历${String(row)}`, mapping)).to.equal('11');
    expect(lookupCode(codes.EDUCATION, '大专', mapping)).to.equal('31');
    expect(looks).to.equal(1);
  });

  it("asks the import's mapping first, which names a text, an alias or a code", () => {
    const mapping = { 博士后: '博士', 函授: '31', 电大: '专科', 大学: '31' };
    expect(lookupCode(codes.EDUCATION, '博士后', mapping)).to.equal('11');
    expect(lookupCode(codes.EDUCATION, ' 函授', mapping)).to.equal('31');
    expect(lookupCode(codes.EDUCATION, '电大', mapping)).to.equal('31');
    expect(lookupCode(codes.EDUCATION, '大学', mapping)).to.equal('31');
  });

  it('tells which mapped values lead nowhere', () => {
    expect(unknownTargets(codes.EDUCATION, { 博士后: '博士', 函授: '三本' })).to.deep.equal(['函授']);
    expect(lookupCode(codes.EDUCATION, '函授', { 函授: '三本' })).to.equal(undefined);
  });

  it('has words for a code and none for an unknown one', () => {
    expect(textOfCode(codes.PROVINCES, '51')).to.equal('四川省');
    expect(textOfCode(codes.PROVINCES, '99')).to.equal(undefined);
  });
});
