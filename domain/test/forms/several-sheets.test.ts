// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { MEMBER_FORM, ORGANISATION_FORM, tableFinder } from '#src/forms/index.js';
import { expectCode } from '../support/expect-code.js';
import { readFile } from '../support/read-table.js';
import { sheetXml, workbookFile } from '../support/xlsx-file.js';

const HEADER = ['姓名', '性别', '证件号码', '移动电话', '户籍类型'];
const PERSON = ['测白杨', '男', '119999198704010014', '19988887777', '居民户口'];
const with2 = (rows: readonly (readonly string[])[]): Uint8Array =>
  workbookFile([
    { name: '一车间', xml: sheetXml([HEADER, PERSON]) },
    { name: '二车间', xml: sheetXml(rows) },
  ]);
const lines = (count: number): string[][] => Array.from({ length: count }, (_, at) => [`说明 ${String(at)}`]);

describe('a second sheet', () => {
  const lists: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ['with a slip in its header', [HEADER.map((name) => (name === '户籍类型' ? '户籍' : name)), PERSON]],
    [
      'with a column twice',
      [
        [...HEADER, '身份证号'],
        [...PERSON, 'x'],
      ],
    ],
    ['without a column', [HEADER.slice(0, 4), PERSON.slice(0, 4)]],
    ['without a header', [PERSON, PERSON]],
    ['with one person and no header', [['二车间名单'], PERSON]],
    ['with its header below twenty lines', [...lines(25), HEADER, PERSON]],
  ];
  for (const [what, rows] of lists)
    it(`${what} is not left out: the file is refused, and the sheet named`, async () => {
      const { details } = await expectCode(
        readFile(with2(rows), tableFinder(MEMBER_FORM)),
        'FILE_SEVERAL_SHEETS',
      );
      expect(details).to.deep.equal({ sheets: ['一车间', '二车间'] });
    });

  const others: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    [
      'instructions',
      [
        ['列名', '必填', '说明', '示例', '备注'],
        ['姓名', '是', '与证件一致', '测白杨', ''],
        ['证件号码', '是', '18 位', '119999198704010014', '文本'],
        ['移动电话', '是', '11 位', '', ''],
      ],
    ],
    [
      'values of drop-downs',
      [
        ['性别', '民族', '学历', '户籍类型', '政治面貌'],
        ['男', '汉族', '本科', '居民户口', '群众'],
        ['女', '藏族', '大专', '农业户口', '党员'],
      ],
    ],
    ['a header and nothing below it', [HEADER]],
    [
      'figures',
      [
        ['单位名称', '会员数'],
        ['测一公司', '12'],
      ],
    ],
    [
      'unions',
      [
        ['单位名称', '单位统一社会信用代码', '工会名称', '工会负责人', '联系电话'],
        ['测一公司', '91999999MA0000000K', '测一工会', '测白杨', '19988887777'],
      ],
    ],
  ];
  for (const [what, rows] of others)
    it(`with ${what} is passed over`, async () => {
      const { sheets } = await readFile(with2(rows), tableFinder(MEMBER_FORM));
      expect(sheets.map(({ use }) => use)).to.deep.equal(['read', 'outside']);
    });

  it('with members is passed over beside unions', async () => {
    const row = ORGANISATION_FORM.columns.map((column) =>
      column === '单位统一社会信用代码' ? '91999999MA0000000K' : 'x',
    );
    const members = [
      [...HEADER, '单位名称', '工会名称', '工会代码'],
      [...PERSON, '测一公司', '测一工会', '81519900XH4000114G'],
    ];
    const file = workbookFile([
      { name: '工会', xml: sheetXml([[...ORGANISATION_FORM.columns], row]) },
      { name: '会员', xml: sheetXml(members) },
    ]);
    const { sheets } = await readFile(file, tableFinder(ORGANISATION_FORM));
    expect(sheets.map(({ use }) => use)).to.deep.equal(['read', 'outside']);
  });
});
