// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { toBase64url } from '@unionid/domain/encoding';
import { ORGANISATION_FORM_COLUMNS } from '@unionid/domain/forms';
import type { OrganisationEntry } from '@unionid/domain/organisation';
import { commitmentRoot, SEED_BYTES } from '@unionid/domain/privacy';
import { randomBytes } from '@unionid/domain/signing';
import { newId } from '#src/index.js';
import { readCsv } from '#src/rebuild/csv-records.js';
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
      nature: '190',
      economicType: '170',
      industry: 'C',
      district: '四川省成都市',
      headcount: 120,
    },
  ],
  contactRoot: '',
};

function newCheck(): FileCheck {
  const lines = [ORGANISATION_FORM_COLUMNS, ORGANISATION_FORM_COLUMNS.map((column) => ROW[column] ?? '')];
  const bytes = new TextEncoder().encode(lines.map((cells) => cells.join(',')).join('\n'));
  return newFileCheck({ kind: 'organisations', records: readCsv(bytes), mapping: {}, today: '2026-11-21' })!;
}

function evidenceOf(
  fields: Readonly<Record<string, string>> = { leader: '测试丙', phone: '13800000002' },
): Evidence {
  const seed = randomBytes(SEED_BYTES);
  expect(commitmentRoot(fields, seed)).to.have.length(43);
  return { row: 2, seed: toBase64url(seed), fields };
}

describe('a prepared union', () => {
  it('is the one of the file', () => {
    expect(newCheck().differenceOf(ENTRY, evidenceOf())).to.equal(undefined);
  });

  it('stands once for its rows', () => {
    const check = newCheck();
    check.differenceOf(ENTRY, evidenceOf());
    expect(check.differenceOf(ENTRY, evidenceOf())).to.equal('union not in file');
  });

  const lies: readonly [string, Partial<OrganisationEntry>, string][] = [
    ['another name', { name: '测试另一工会委员会' }, 'union not in file'],
    ['another credit code', { creditCode: '81650000XA0000031M' }, 'union not in file'],
    ['another founding date', { foundedOn: '2016-05-01' }, 'union type or founding date'],
    ['another type', { kind: '02' }, 'union type or founding date'],
    [
      'an employer of no row',
      { employers: [{ ...ENTRY.employers[0]!, creditCode: '12510000XA00000665' }] },
      'employer not in file',
    ],
  ];
  for (const [what, changes, difference] of lies) {
    it(`differs by ${what}`, () => {
      expect(newCheck().differenceOf({ ...ENTRY, ...changes }, evidenceOf())).to.equal(difference);
    });
  }

  it('differs by a leader of no row', () => {
    expect(newCheck().differenceOf(ENTRY, evidenceOf({ leader: '测试丁' }))).to.equal('contact');
  });
});
