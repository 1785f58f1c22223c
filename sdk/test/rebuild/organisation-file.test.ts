// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { ORGANISATION_FORM_COLUMNS } from '@unionid/domain/forms';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { newId } from '#src/index.js';
import type { Evidence, FileCheck } from '#src/rebuild/file-check.js';
import { newFileCheck } from '#src/rebuild/new-file-check.js';

// Codes of union-law.md §6.4: none can be a real organisation's.
const ROW: Readonly<Record<string, string>> = {
  序号: '1',
  单位名称: '测试有限公司',
  单位统一社会信用代码: '91510100MAXY12340X',
  单位地址: '测试路1号',
  单位所在政区: '四川省成都市',
  单位性质类别: '私营企业',
  经济类型: '私营经济',
  单位所属行业: '制造业',
  职工人数: '120',
  工会名称: '测试有限公司工会委员会',
  工会统一社会信用代码: '81510100XA0000023Q',
  上级工会名称: '测试市总工会',
  建会日期: '2015/05/01',
  基层工会类型: '独立基层工会',
  会员人数: '100',
  工会负责人: '测试丙',
  联系电话: '13800000002',
};

const ENTRY: OrganisationEntry = {
  orgId: newId('organisation'),
  parent: newId('organisation'),
  name: '测试有限公司工会委员会',
  creditCode: '81510100XA0000023Q',
  level: 5,
  kind: '01',
  foundedOn: '2015-05-01',
  employers: [
    {
      name: '测试有限公司',
      creditCode: '91510100MAXY12340X',
      nature: '170',
      economicType: '170',
      industry: 'C',
      district: '四川省成都市',
      headcount: 120,
    },
  ],
  contactRoot: '',
};

const CONTACT = {
  ...{ leader: '测试丙', phone: '13800000002', memberCount: '100' },
  'address.91510100MAXY12340X': '测试路1号',
};

/** The union above, as the ledger has it. */
const PARENT = { name: '测试市总工会', creditCode: '', level: 2, employers: () => Promise.resolve([]) };

function newCheck(): Promise<FileCheck> {
  const lines = [ORGANISATION_FORM_COLUMNS, ORGANISATION_FORM_COLUMNS.map((column) => ROW[column] ?? '')];
  const bytes = new TextEncoder().encode(lines.map((cells) => cells.join(',')).join('\n'));
  return newFileCheck({ kind: 'organisations', bytes, mapping: {}, today: '2026-11-21' });
}

function evidenceOf(fields: Readonly<Record<string, string>> = CONTACT): Evidence {
  return { is: 'entered', row: 2, fields };
}

describe('a prepared union', () => {
  it('is the one of the file', async () => {
    expect((await newCheck()).differenceOf(ENTRY, evidenceOf())).to.equal(undefined);
  });

  it('stands once for its rows', async () => {
    const check = await newCheck();
    check.differenceOf(ENTRY, evidenceOf());
    expect(check.differenceOf(ENTRY, evidenceOf())).to.equal('union not in file');
  });

  const lies: readonly [string, Partial<OrganisationEntry>, string][] = [
    ['another name', { name: '测试另一工会委员会' }, 'union not in file'],
    ['another credit code', { creditCode: '81650000XA0000031M' }, 'union not in file'],
    ['another founding date', { foundedOn: '2016-05-01' }, 'foundedOn'],
    ['another type', { kind: '02' }, 'kind'],
    [
      'an employer of no row',
      { employers: [{ ...ENTRY.employers[0]!, creditCode: '12510000XA00000665' }] },
      'employers',
    ],
    ['a unit with other numbers', { employers: [{ ...ENTRY.employers[0]!, headcount: 121 }] }, 'employers'],
    ['a unit left out', { employers: [] }, 'employers'],
  ];
  for (const [what, changes, difference] of lies) {
    it(`differs by ${what}`, async () => {
      expect((await newCheck()).differenceOf({ ...ENTRY, ...changes }, evidenceOf())).to.equal(difference);
    });
  }

  it('differs by a leader of no row, and by a contact that is left out', async () => {
    for (const fields of [
      { ...CONTACT, leader: '测试丁' },
      { leader: '测试丙', phone: '13800000002' },
    ])
      expect((await newCheck()).differenceOf(ENTRY, evidenceOf(fields))).to.equal('contactRoot');
  });

  it('hangs where the file says, on the level that follows', async () => {
    const differenceOf = async (changes: object, parent: object): Promise<string | undefined> => {
      const check = await newCheck();
      check.differenceOf({ ...ENTRY, ...changes }, evidenceOf());
      return check.differenceOfUnions(() => Promise.resolve({ ...PARENT, ...parent }));
    };
    expect(await differenceOf({}, {})).to.equal(undefined);
    expect(await differenceOf({}, { name: '测试县总工会' })).to.equal('parent');
    expect(await differenceOf({ level: 4 }, {})).to.equal('level');
  });
});
