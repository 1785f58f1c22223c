// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  orderParentsFirst,
  readOrganisationRow,
  type Cells,
  type KnownUnion,
  type OrganisationColumn,
  type OrganisationRow,
} from '#src/forms/index.js';
import { parseWith, signedNameField } from '#src/schema/index.js';
import { creditCodeCheck } from '#src/values/index.js';

type Change = Cells<OrganisationColumn>;

const CELLS: Change = {
  序号: '1',
  单位名称: '测试有限公司',
  单位统一社会信用代码: '91510100MAXY12340X',
  单位地址: '成都市测试路1号',
  单位所在政区: '四川省成都市',
  单位性质类别: '私营企业',
  经济类型: '私营经济',
  单位所属行业: '制造业',
  职工人数: '120',
  工会名称: '测试有限公司工会委员会',
  工会统一社会信用代码: '81510100XA0000023Q',
  上级工会名称: '测试区总工会',
  建会日期: '2015/01/01',
  基层工会类型: '独立基层工会',
  会员人数: '100',
  工会负责人: '测试乙',
  联系电话: '028-86600000',
};
const KNOWN: readonly KnownUnion[] = [
  { orgId: 'org-district', name: '测试区总工会', creditCode: '13100000XA000004X8', level: 3 },
];

const read = (changes: Change, rowNumber = 2) =>
  readOrganisationRow({ ...CELLS, ...changes }, { today: '2026-11-21', mapping: {}, rowNumber });

function row(changes: Change, rowNumber = 2): OrganisationRow {
  const result = read(changes, rowNumber);
  if (!result.ok) throw new Error(`refused: ${result.problems.map(({ code }) => code).join(', ')}`);
  return result.row;
}

/** A valid code that is unique for `serial`. */
function code(prefix: string, serial: number): string {
  const first17 = `${prefix}510100XA${String(serial).padStart(7, '0')}`;
  return first17 + creditCodeCheck(first17);
}

describe('a row of the organisation form', () => {
  it('is accepted with no name that the ledger refuses', () => {
    const invisible = fc.constantFrom(
      '\u200b',
      '\u00ad',
      '\u2060',
      ...['•', 'Ⅲ', '①', '㈠', '_x000D_', '='],
      '\u2066',
      '\ufff9',
      '\u0001',
      ' ',
      '工',
      '𠮷',
    );
    const name = fc.array(fc.oneof(invisible, fc.string({ unit: 'binary', maxLength: 40 })), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(name, name, name, (unit, union, district) => {
        const result = read({
          单位名称: unit.join(''),
          工会名称: union.join(''),
          单位所在政区: district.join(''),
        });
        if (!result.ok) return;
        const { row: accepted } = result;
        for (const text of [accepted.unit.name, accepted.unionName, accepted.unit.district ?? '二字'])
          expect(parseWith(signedNameField, text)).to.equal(text);
      }),
    );
  });

  it('is read whole', () => {
    const result = read({ 建会日期: '2015-01-01' });
    expect(result).to.deep.include({ ok: true, fixes: [] });
    expect(result.ok && result.row).to.deep.equal({
      rowNumber: 2,
      unit: {
        name: '测试有限公司',
        creditCode: '91510100MAXY12340X',
        address: '成都市测试路1号',
        district: '四川省成都市',
        nature: '170',
        economicType: '170',
        industry: 'C',
        headcount: 120,
      },
      unionName: '测试有限公司工会委员会',
      unionCreditCode: '81510100XA0000023Q',
      parent: { by: 'name', name: '测试区总工会' },
      foundedOn: '2015-01-01',
      unionType: '01',
      level: 5,
      division: undefined,
      memberCount: 100,
      leader: '测试乙',
      phone: '028-86600000',
    });
  });

  const faults: readonly (readonly [Change, string, OrganisationColumn])[] = [
    [{ 单位名称: '' }, 'REQUIRED_MISSING', '单位名称'],
    [{ 上级工会名称: ' ' }, 'REQUIRED_MISSING', '上级工会名称'],
    [{ 工会区划代码: '51' }, 'CODE_FORMAT', '工会区划代码'],
    [{ 单位名称: '甲' }, 'ORGANISATION_NAME_INVALID', '单位名称'],
    [{ 工会名称: '甲'.repeat(121) }, 'ORGANISATION_NAME_INVALID', '工会名称'],
    [{ 工会名称: '𠮷'.repeat(61) }, 'ORGANISATION_NAME_INVALID', '工会名称'],
    [{ 单位所在政区: '川' }, 'ORGANISATION_NAME_INVALID', '单位所在政区'],
    [{ 工会名称: '测试\u200b工会' }, 'CELL_UNPRINTABLE', '工会名称'],
    [{ 单位名称: '测试\u00ad公司' }, 'CELL_UNPRINTABLE', '单位名称'],
    [{ 单位所在政区: '四川\u2060省' }, 'CELL_UNPRINTABLE', '单位所在政区'],
    [{ 单位统一社会信用代码: '91510100MAXY123400' }, 'CREDIT_CODE_CHECK', '单位统一社会信用代码'],
    [{ 单位统一社会信用代码: '91510100MAXY1234' }, 'CREDIT_CODE_LENGTH', '单位统一社会信用代码'],
    [{ 工会统一社会信用代码: '81510100XA000002OQ' }, 'CREDIT_CODE_CHARSET', '工会统一社会信用代码'],
    [{ 工会统一社会信用代码: code('83', 1) }, 'CREDIT_CODE_KIND', '工会统一社会信用代码'],
    [{ 职工人数: '约100' }, 'COUNT_INVALID', '职工人数'],
    [{ 职工人数: '99999999999' }, 'COUNT_INVALID', '职工人数'],
    [{ 职工人数: '2000000000' }, 'COUNT_INVALID', '职工人数'],
    [{ 会员人数: '1.5' }, 'COUNT_INVALID', '会员人数'],
    [{ 建会日期: '2027/01/01' }, 'DATE_IN_FUTURE', '建会日期'],
    [{ 建会日期: '1900/01/01' }, 'DATE_TOO_EARLY', '建会日期'],
    [{ 基层工会类型: '俱乐部' }, 'VALUE_NOT_ALLOWED', '基层工会类型'],
    [{ 经济类型: '未来经济' }, 'VALUE_NOT_ALLOWED', '经济类型'],
    [{ 联系电话: '' }, 'REQUIRED_MISSING', '联系电话'],
    [{ 联系电话: '12345' }, 'PHONE_INVALID', '联系电话'],
    [{ 上级工会名称: '81510100XA0000023R' }, 'CREDIT_CODE_CHECK', '上级工会名称'],
    [{ 单位地址: { fault: 'CELL_FORMULA' } }, 'CELL_FORMULA', '单位地址'],
  ];
  for (const [change, problem, column] of faults) {
    it(`${JSON.stringify(change)}: ${problem}`, () => {
      const result = read(change);
      expect(result.ok || result.problems.map((found) => [found.code, found.column])).to.deep.equal([
        [problem, column],
      ]);
    });
  }

  it('repairs spelling and says so', () => {
    const result = read({
      职工人数: '１,２00 ',
      单位统一社会信用代码: '91510100maxy12340x',
      联系电话: '028 8660 0000',
    });
    expect(
      result.ok && [result.row.unit.headcount, result.row.unit.creditCode, result.row.phone],
    ).to.deep.equal([1200, '91510100MAXY12340X', '02886600000']);
    expect(result.fixes.map(({ column, kind }) => `${column} ${kind}`)).to.include.members([
      '职工人数 FULL_WIDTH',
      '职工人数 SPACES',
      '单位统一社会信用代码 LETTER_CASE',
      '联系电话 SPACES',
    ]);
  });

  it('may lack a union code and what 总工办发〔2017〕14号 does not require', () => {
    const bare = row({
      工会统一社会信用代码: '',
      单位性质类别: '',
      单位所属行业: '',
      单位所在政区: '',
      会员人数: '',
    });
    expect(bare.unionCreditCode).to.equal(undefined);
    expect(bare.unit.nature).to.equal(undefined);
  });

  it('warns of odd codes and counts', () => {
    const warnings = (change: Change) => read(change).warnings.map((warning) => warning.code);
    expect(warnings({ 工会统一社会信用代码: code('91', 2) })).to.include('UNION_CODE_PREFIX');
    expect(warnings({ 会员人数: '121' })).to.include('MEMBERS_EXCEED_HEADCOUNT');
    expect(warnings({ 会员人数: '0' })).to.include('NO_MEMBERS');
  });

  it('takes the level from its column, else from a basic type', () => {
    expect(row({ 基层工会类型: '工会联合会', 工会级别: '乡镇街道' }).level).to.equal(4);
    expect(row({ 基层工会类型: '工会联合会' }).level).to.equal(undefined);
  });
});

describe('parents before children', () => {
  const union = (name: string, parent: string, rowNumber: number, changes: Change = {}) =>
    row(
      {
        工会名称: name,
        上级工会名称: parent,
        单位统一社会信用代码: code('91', rowNumber),
        工会统一社会信用代码: code('81', rowNumber),
        ...changes,
      },
      rowNumber,
    );
  const federation = (name: string, parent: string, rowNumber: number) =>
    union(name, parent, rowNumber, { 基层工会类型: '工会联合会' });
  const problemsOf = (rows: readonly OrganisationRow[], known = KNOWN) =>
    orderParentsFirst(rows, known).problems.map(({ rowNumber, problem }) => [rowNumber, problem.code]);

  it('whatever the order of the file', () => {
    const rows = [
      union('基层一工会', '街道工会联合会', 2),
      union('基层二工会', '街道工会联合会', 3),
      federation('街道工会联合会', '测试区总工会', 4),
      union('基层三工会', '测试区总工会', 5),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4 }), (shuffled) => {
        const { unions, problems } = orderParentsFirst(shuffled, KNOWN);
        expect(problems).to.deep.equal([]);
        expect(unions).to.have.length(4);
        unions.forEach(({ parent }, at) => {
          if (parent.kind === 'file') expect(parent.index).to.be.below(at);
        });
        const street = unions.findIndex(({ name }) => name === '街道工会联合会');
        expect(unions[street]).to.deep.include({
          level: 4,
          parent: { kind: 'known', orgId: 'org-district' },
        });
        expect(unions.find(({ name }) => name === '基层一工会')?.parent).to.deep.equal({
          kind: 'file',
          index: street,
        });
      }),
    );
  });

  it('finds a parent by its credit code', () => {
    const { unions } = orderParentsFirst([union('甲工会', '13100000XA000004X8', 2)], KNOWN);
    expect(unions[0]?.parent).to.deep.equal({ kind: 'known', orgId: 'org-district' });
    expect(problemsOf([union('甲工会', code('81', 99), 2)])).to.deep.equal([[2, 'PARENT_UNKNOWN']]);
  });

  it('refuses an unknown parent, and what hangs below it with the row to correct', () => {
    const rows = [union('基层工会甲', '街道工会联合会', 2), federation('街道工会联合会', '没有的总工会', 3)];
    const { unions, problems } = orderParentsFirst(rows, KNOWN);
    expect(unions).to.deep.equal([]);
    expect(problems).to.deep.equal([
      { rowNumber: 2, problem: { code: 'PARENT_REFUSED', column: '上级工会名称', details: { row: 3 } } },
      { rowNumber: 3, problem: { code: 'PARENT_UNKNOWN', column: '上级工会名称', details: {} } },
    ]);
  });

  it('refuses a cycle, a union that is its own parent, and what hangs below; the others stand', () => {
    const rows = [
      federation('甲联合会', '乙联合会', 2),
      federation('乙联合会', '甲联合会', 3),
      federation('丙联合会', '丙联合会', 4),
      union('丁工会', '甲联合会', 5),
      union('戊工会', '测试区总工会', 6),
    ];
    expect(problemsOf(rows)).to.deep.equal([
      [2, 'PARENT_CYCLE'],
      [3, 'PARENT_CYCLE'],
      [4, 'PARENT_CYCLE'],
      [5, 'PARENT_REFUSED'],
    ]);
    expect(problemsOf(rows.toReversed())).to.deep.equal(problemsOf(rows));
    expect(orderParentsFirst(rows, KNOWN).unions.map(({ name }) => name)).to.deep.equal(['戊工会']);
  });

  it('refuses a parent of the same or a lower level', () => {
    const rows = [union('甲工会', '测试区总工会', 2), union('乙工会', '甲工会', 3)];
    expect(problemsOf(rows)).to.deep.equal([[3, 'PARENT_LEVEL']]);
  });

  it('refuses a parent whose name two unions have', () => {
    const twins = [
      ...KNOWN,
      { orgId: 'org-other', name: '测试区 总工会', creditCode: undefined, level: 3 as const },
    ];
    expect(problemsOf([union('甲工会', '测试区总工会', 2)], twins)).to.deep.equal([[2, 'PARENT_AMBIGUOUS']]);
    expect(problemsOf([union('甲工会', '13100000XA000004X8', 2)], twins)).to.deep.equal([]);
  });

  it('joins the units of one union', () => {
    const joint = { 基层工会类型: '联合基层工会', 工会统一社会信用代码: code('81', 50) };
    const rows = [
      union('园区联合工会', '测试区总工会', 2, { ...joint, 单位名称: '甲公司' }),
      union('园区 联合工会', '测试区总工会', 3, { ...joint, 单位名称: '乙公司' }),
    ];
    const { unions, warnings } = orderParentsFirst(rows, KNOWN);
    expect(unions).to.have.length(1);
    expect(unions[0]?.employers.map(({ name }) => name)).to.deep.equal(['甲公司', '乙公司']);
    expect(unions[0]?.rowNumbers).to.deep.equal([2, 3]);
    expect(warnings).to.deep.equal([]);
  });

  it('joins by name where the union has no code', () => {
    const none = { 工会统一社会信用代码: '' };
    const rows = [union('小工会', '测试区总工会', 2, none), union('小工会', '测试区总工会', 3, none)];
    const { unions, warnings } = orderParentsFirst(rows, KNOWN);
    expect(unions[0]?.employers).to.have.length(2);
    expect(warnings.map(({ rowNumber, warning }) => [rowNumber, warning.code])).to.deep.equal([
      [2, 'INDEPENDENT_WITH_EMPLOYERS'],
      [3, 'INDEPENDENT_WITH_EMPLOYERS'],
    ]);
  });

  const conflicts: readonly (readonly [string, Change, string])[] = [
    ['a code used by another union', { 工会名称: '别的工会' }, 'CREDIT_CODE_USED'],
    ['a name with another code', { 工会统一社会信用代码: code('81', 60) }, 'UNION_NAME_TAKEN'],
    ['another founding date', { 建会日期: '2016-01-01' }, 'UNION_ROWS_DIFFER'],
    ['another type', { 基层工会类型: '联合基层工会' }, 'UNION_ROWS_DIFFER'],
    ['another level', { 工会级别: '乡镇' }, 'UNION_ROWS_DIFFER'],
    ['another parent', { 上级工会名称: '别的总工会' }, 'UNION_ROWS_DIFFER'],
    ['the same unit again', { 单位统一社会信用代码: code('91', 2) }, 'DUPLICATE_IN_FILE'],
  ];
  for (const [what, change, problem] of conflicts) {
    it(`refuses ${what}; the first row stands`, () => {
      const same = { 工会统一社会信用代码: code('81', 2) };
      const rows = [
        union('甲工会', '测试区总工会', 2),
        union('甲工会', '测试区总工会', 3, { ...same, ...change }),
      ];
      expect(problemsOf(rows)).to.deep.equal([[3, problem]]);
      expect(orderParentsFirst(rows, KNOWN).unions.map(({ rowNumbers }) => rowNumbers)).to.deep.equal([[2]]);
    });
  }

  it('refuses the 201st unit of a union', () => {
    const same = { 工会统一社会信用代码: code('81', 2), 基层工会类型: '联合基层工会' };
    const rows = Array.from({ length: 201 }, (_, i) => union('大工会', '测试区总工会', i + 2, same));
    expect(problemsOf(rows)).to.deep.equal([[202, 'TOO_MANY_UNITS']]);
    expect(orderParentsFirst(rows, KNOWN).unions[0]?.employers).to.have.length(200);
  });

  it('warns of a unit under two unions', () => {
    const unit = { 单位统一社会信用代码: code('91', 2) };
    const { unions, warnings } = orderParentsFirst(
      [union('甲工会', '测试区总工会', 2), union('乙工会', '测试区总工会', 3, unit)],
      KNOWN,
    );
    expect(unions).to.have.length(2);
    expect(warnings.map(({ rowNumber, warning }) => [rowNumber, warning.code])).to.deep.equal([
      [3, 'EMPLOYER_IN_TWO_UNIONS'],
    ]);
  });

  it('knows a union that an earlier import brought, and hangs others under it', () => {
    const street: KnownUnion = {
      orgId: 'org-street',
      name: '街道工会联合会',
      creditCode: code('81', 3),
      level: 4,
    };
    const rows = [union('甲工会', '街道工会联合会', 2), federation('街道工会联合会', '测试区总工会', 3)];
    const { unions, problems } = orderParentsFirst(rows, [...KNOWN, street]);
    expect(problems).to.deep.equal([]);
    expect(unions.find(({ name }) => name === '街道工会联合会')?.existing).to.equal(street);
    expect(unions.find(({ name }) => name === '甲工会')).to.deep.include({
      existing: undefined,
      parent: { kind: 'known', orgId: 'org-street' },
    });
  });

  it('hangs a union under one that the file calls by a new name', () => {
    const street: KnownUnion = { orgId: 'org-street', name: '街道工会', creditCode: code('81', 3), level: 4 };
    const rows = [union('甲工会', '街道工会联合会', 2), federation('街道工会联合会', '测试区总工会', 3)];
    const { unions, problems } = orderParentsFirst(rows, [...KNOWN, street]);
    expect(problems).to.deep.equal([]);
    expect(unions.find(({ name }) => name === '甲工会')?.parent).to.deep.equal({
      kind: 'known',
      orgId: 'org-street',
    });
  });

  it('knows a union without code by its name, and no namesake that has a code', () => {
    const plain: KnownUnion = { orgId: 'org-plain', name: '小工会', creditCode: undefined, level: 5 };
    const coded: KnownUnion = { ...plain, orgId: 'org-coded', creditCode: code('81', 70) };
    const rows = [union('小工会', '测试区总工会', 2, { 工会统一社会信用代码: '' })];
    expect(orderParentsFirst(rows, [...KNOWN, coded, plain]).unions[0]?.existing).to.equal(plain);
    expect(orderParentsFirst(rows, [...KNOWN, coded]).unions[0]?.existing).to.equal(undefined);
  });

  it('refuses units that differ in how they name their parent', () => {
    const same = { 工会统一社会信用代码: code('81', 2) };
    const rows = [union('甲工会', '13100000XA000004X8', 2), union('甲工会', '测试区总工会', 3, same)];
    expect(problemsOf(rows)).to.deep.equal([[3, 'UNION_ROWS_DIFFER']]);
  });

  it('walks a long chain of a hostile file without exhausting the stack', () => {
    const rows = Array.from({ length: 5000 }, (_, i) =>
      federation(`联合会${String(i)}号`, `联合会${String(i + 1)}号`, i + 2),
    );
    const { unions, problems } = orderParentsFirst(rows, KNOWN);
    expect(unions).to.deep.equal([]);
    expect(problems).to.have.length(5000);
  });
});
