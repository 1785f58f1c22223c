// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import fc from 'fast-check';
import {
  counterPersonOf,
  memberFields,
  PERSON_FIELDS,
  readCounterEntry,
  type CounterEntry,
  type MemberColumn,
  type PersonField,
} from '#src/forms/index.js';
import { MEMBER_CELLS, readMember, TODAY } from './member-cells.js';

const OWN = ['name', 'docType', 'docNumber', 'mobile', 'sex', 'birthDate', 'householdType'] as const;
const FURTHER = (Object.keys(PERSON_FIELDS) as PersonField[]).filter(
  (field) => field !== 'joinedDate' && !OWN.some((own) => own === field),
);
/** Columns of a file that a counter has no place for. */
const NOT_AT_COUNTER = { 序号: '', 所属工会: '' } as const;

/** Texts of one cell each: right, repaired, empty, wrong. */
const TEXTS: Readonly<Partial<Record<MemberColumn, readonly string[]>>> = {
  姓名: ['测试甲', ' 测 试甲', '测', '测试2', ''],
  性别: ['男', '女', '男士', ''],
  出生日期: ['1990-03-07', '1990/3/7', '1990-02-30', '2026-11-22', '2015-01-01', ''],
  民族: ['汉族', '火星族', ''],
  有效证件类别: ['居民身份证', '护照', '驾驶证', ''],
  证件号码: ['119999199003070019', '119999900307001', '119999199003070018', 'E12345678', ''],
  学历: ['本科', '博士后', ''],
  移动电话: ['13800000000', '+86 138-0000-0000', '12800000000', ''],
  户籍类型: ['居民户口', '集体', ''],
  户籍所在地: ['示范市', '@SUM(A1)', '四'.repeat(201), ''],
  会籍变化类型: ['入会', '转入', '保留'],
  会籍变化日期: ['2020-05-01', '2006-03-06', '2026-11-22', ''],
  会籍变化原因: ['失业', '因犯罪被开除会籍', ''],
  工作单位: ['测试有限公司', '测试\u0007公司', ''],
  是否农民工会员: ['是', '否', '也许', ''],
  入会日期: ['2020-05-01', '2021-01-01', '2027-01-01'],
};

type Cells = Readonly<Partial<Record<MemberColumn, string>>>;

const anyCells = fc.record(
  Object.fromEntries(Object.entries(TEXTS).map(([column, texts]) => [column, fc.constantFrom(...texts)])),
) as fc.Arbitrary<Cells>;

describe('a person entered at a counter', () => {
  it('is taken or refused as the same row of a file, for the same reasons, and gives the same record', () => {
    fc.assert(
      fc.property(anyCells, fc.boolean(), (texts, byColumn) => {
        const cells = { ...MEMBER_CELLS, ...texts } as Cells;
        const row = readMember({ ...texts, ...NOT_AT_COUNTER });
        const entry = readCounterEntry(toEntry(cells, byColumn), TODAY);
        expect(entry.ok).to.equal(row.ok);
        if (entry.ok && row.ok) expect(memberFields(entry.row)).to.deep.equal(memberFields(row.row));
        const codes = entry.ok ? [] : entry.faults.map(({ code }) => code);
        expect(codes).to.deep.equal(row.ok ? [] : row.problems.map(({ code }) => code));
      }),
      { numRuns: 500 },
    );
  });

  it('may be of any age where an account without membership is opened', () => {
    const child = { ...toEntry(MEMBER_CELLS as Cells, false), decision: undefined };
    const person = { ...child.person, docType: '414', docNumber: 'E12345678', birthDate: '2015-01-01' };
    expect(readCounterEntry({ ...child, type: 'person.openAccount', person }, TODAY).ok).to.equal(true);
    expect(readCounterEntry({ ...child, person }, TODAY)).to.deep.equal({
      ok: false,
      faults: [{ path: 'person.birthDate', code: 'TOO_YOUNG' }],
    });
  });

  const twice: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    ['by field and by column', { employer: '甲', 工作单位: '甲' }],
    ['a field that stands by itself', { name: '测试乙' }],
    ['the same by its column', { 姓名: '测试乙' }],
    ['a joining date, which is decided', { 入会日期: '2020-01-01' }],
    ['something else', { 备注: 'x' }],
  ];
  for (const [what, more] of twice)
    it(`has no further field ${what}`, () => {
      const { person } = toEntry(MEMBER_CELLS as Cells, false);
      const faults = [{ path: 'person.more', code: 'FIELD_UNKNOWN' }];
      expect(readCounterEntry({ type: 'person.enrol', person: { ...person, more } }, TODAY)).to.deep.equal({
        ok: false,
        faults,
      });
    });
});

function toEntry(cells: Cells, byColumn: boolean): CounterEntry {
  const textOf = (field: PersonField): string => cells[PERSON_FIELDS[field]] ?? '';
  const own = Object.fromEntries(OWN.map((field) => [field, textOf(field)]));
  const more = FURTHER.map((field) => [byColumn ? PERSON_FIELDS[field] : field, textOf(field)] as const);
  return {
    type: 'person.enrol',
    person: { ...own, more: Object.fromEntries(more) },
    decision: {
      joined: cells['入会日期'] ?? '',
      since: cells['会籍变化日期'],
      change: cells['会籍变化类型'],
      reason: cells['会籍变化原因'],
      state: cells['会籍变化类型'] === '保留' ? 'RETAINED' : 'ACTIVE',
    },
  };
}

describe('a row of the member form as its person would be entered at a counter', () => {
  it('is the person of the row: every field but where it comes from, and nothing of the membership', () => {
    const { person, faults } = counterPersonOf(MEMBER_CELLS);
    expect(faults).to.deep.equal([]);
    const { more = {}, ...own } = person;
    expect(own).to.deep.equal(
      Object.fromEntries(OWN.map((name) => [name, MEMBER_CELLS[PERSON_FIELDS[name]] ?? ''])),
    );
    const further = FURTHER.filter((name) => name !== 'source' && MEMBER_CELLS[PERSON_FIELDS[name]]);
    expect(more).to.deep.equal(
      Object.fromEntries(further.map((name) => [name, MEMBER_CELLS[PERSON_FIELDS[name]]])),
    );
    expect(Object.keys(more)).to.include.members(['education', 'employer']).and.not.include('source');
    expect(readCounterEntry({ type: 'transfer.request', person }, TODAY).ok).to.equal(true);
  });

  it('says nothing of further fields that are empty, and of its own that they are', () => {
    const cells = Object.fromEntries(FURTHER.map((name) => [PERSON_FIELDS[name], '']));
    const none = counterPersonOf({ ...MEMBER_CELLS, ...cells });
    expect(none.person).not.to.have.property('more');
    expect(none.person).to.include({ name: MEMBER_CELLS.姓名 });
    const nothing = counterPersonOf({});
    expect(nothing).to.deep.equal({
      person: Object.fromEntries(OWN.map((name) => [name, ''])),
      faults: [],
    });
  });

  it('tells where each cell stands that says nothing for certain, but of what is no person’s', () => {
    const { person, faults } = counterPersonOf({
      ...MEMBER_CELLS,
      姓名: { fault: 'CELL_FORMULA' },
      学历: { fault: 'CELL_MERGED' },
      ...{ 数据来源: { fault: 'CELL_ERROR' }, 入会日期: { fault: 'CELL_ERROR' } },
    });
    expect(faults).to.deep.equal([
      { path: 'person.name', code: 'CELL_FORMULA' },
      { path: 'person.more.education', code: 'CELL_MERGED' },
    ]);
    expect(person).to.include({ name: '', docNumber: MEMBER_CELLS.证件号码 });
    expect(person.more).not.to.have.property('education');
  });
});
