// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  readMemberRow,
  readOrganisationRow,
  type MemberColumn,
  type OrganisationColumn,
  type RowProblem,
} from '#src/forms/index.js';
import { foundIn } from '#src/report/index.js';
import { MEMBER_CELLS, TODAY } from './member-cells.js';

interface Case {
  readonly column: MemberColumn | OrganisationColumn;
  /** Right values, in more than one spelling. */
  readonly right: readonly string[];
  /** Characters that no right value has, wherever they stand in it. */
  readonly foreign: string;
}

const CASES: readonly Case[] = [
  {
    column: '姓名',
    right: ['测试甲', '测 试 甲', '阿·测试', 'ＡＮＮＡ MARIA', 'JOHN O.NEIL'],
    foreign: '0７#，㎡😀_',
  },
  { column: '证件号码', right: ['119999199003070019', '１１９９９９199003070019'], foreign: 'OIl#，甲😀' },
  { column: '移动电话', right: ['13800000000', '138 0000 0000', '138-0000-0000'], foreign: 'OIl#，甲😀' },
  { column: '出生日期', right: ['1990/03/07', '1990年3月7日', '19900307'], foreign: 'OIl#，甲😀' },
  { column: '单位统一社会信用代码', right: ['91510100MAXY12340X'], foreign: 'IOSVZ#，甲😀' },
  { column: '会员人数', right: ['100', '1,000', '１００'], foreign: 'OIl#甲😀.' },
  { column: '联系电话', right: ['028-86600000', '13800000000'], foreign: 'OIl#，甲😀' },
];
const UNPRINTABLE = '\u0007\u202e\ufffd\u0000';

const ORGANISATION_CELLS = {
  ...{ 单位名称: '测试有限公司', 单位统一社会信用代码: '91510100MAXY12340X', 单位地址: '成都市测试路1号' },
  ...{ 单位所在政区: '四川省成都市', 单位性质类别: '私营企业', 经济类型: '私营经济', 单位所属行业: '制造业' },
  ...{ 职工人数: '120', 工会名称: '测试有限公司工会委员会', 工会统一社会信用代码: '81510100XA0000023Q' },
  ...{ 上级工会名称: '测试区总工会', 建会日期: '2015/01/01', 基层工会类型: '独立基层工会', 会员人数: '100' },
  ...{ 工会负责人: '测试乙', 联系电话: '028-86600000' },
};

describe('a character that a rule does not take', () => {
  /** Faults of one cell in a row that is right but for it. */
  const faultsOf = (column: Case['column'], text: string): readonly RowProblem[] => {
    const context = { today: TODAY, mapping: {}, rowNumber: 2 };
    const result =
      column in ORGANISATION_CELLS
        ? readOrganisationRow({ ...ORGANISATION_CELLS, [column]: text }, context)
        : readMemberRow({ ...MEMBER_CELLS, [column]: text }, context);
    return result.ok ? [] : result.problems.filter((problem) => problem.column === column);
  };

  for (const { column, right, foreign } of CASES) {
    it(`is named by its place in ${column}, wherever it stands and however the rest is written`, () => {
      for (const text of right) expect(faultsOf(column, text), text).to.deep.equal([]);
      const anyOf = fc.constantFrom(...Array.from(foreign), ...Array.from(UNPRINTABLE));
      const place = fc.record({
        text: fc.constantFrom(...right),
        at: fc.nat(),
        replaces: fc.boolean(),
        blanks: fc.nat(2),
      });
      fc.assert(
        fc.property(anyOf, place, (character, { text, at, replaces, blanks }) => {
          const characters = Array.from(text);
          const index = at % characters.length;
          characters.splice(index, replaces ? 1 : 0, character);
          const cell = characters.join('');
          const [fault] = faultsOf(column, `${' '.repeat(blanks)}${cell}\u3000`);
          // A foreign blank that was replaced leaves a right rest; the place is told all the same.
          expect(fault?.at, JSON.stringify({ cell, fault })).to.equal(index + 1);
          expect(foundIn(cell, fault?.at)?.character).to.be.oneOf([character, codeOf(character)]);
          expect(JSON.stringify(fault?.details)).to.not.contain(character);
        }),
      );
    });
  }

  it('is none where each may stand in a right value', () => {
    expect(faultsOf('证件号码', '119999199003070010')).to.deep.equal([
      { code: 'ID_NUMBER_CHECK', column: '证件号码', details: {} },
    ]);
    expect(faultsOf('姓名', '测·')[0]).to.not.have.property('at');
    expect(faultsOf('移动电话', '1380000000')[0]).to.not.have.property('at');
    expect(faultsOf('证件号码', '11999919900307001X9')[0]?.at).to.equal(18);
  });

  it('of what a spreadsheet made of a number is the point', () => {
    expect(faultsOf('移动电话', '1992200208.0')[0]).to.deep.include({ code: 'MOBILE_INVALID', at: 11 });
  });
});

describe('what was found', () => {
  it('is shown without what a terminal would act on, and not at any length', () => {
    expect(foundIn('测\u202e甲\u001b[2J', 2)).to.deep.equal({
      found: '测‹U+202E›甲‹U+001B›[2J',
      character: '‹U+202E›',
    });
    expect(foundIn('a'.repeat(61), undefined)).to.deep.equal({ found: `${'a'.repeat(60)}…` });
    expect(foundIn('甲'.repeat(61), 61)).to.deep.equal({ found: `${'甲'.repeat(60)}…`, character: '甲' });
  });

  it('is nothing where nothing stands', () => {
    for (const cell of [undefined, '', ' 　', { fault: 'CELL_FORMULA' } as const])
      expect(foundIn(cell, undefined)).to.equal(undefined);
  });
});

function codeOf(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `‹U+${point.toString(16).toUpperCase().padStart(4, '0')}›`;
}
