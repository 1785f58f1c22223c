// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { MEMBER_FORM } from '@unionid/domain/forms';
import { memoryFile, openTable } from '@unionid/domain/table';
import { expectCode } from '@unionid/domain/testing';
import { formRows, newRowCount } from '#src/rebuild/form-rows.js';

const HEADER = '姓名,性别,证件号码,移动电话,户籍类型,备注';

const read = async (text: string) => {
  const { rows } = await openTable(memoryFile(new TextEncoder().encode(text)), () => undefined);
  const count = newRowCount();
  const read: { rowNumber: number; cells: object }[] = [];
  for await (const row of formRows(MEMBER_FORM, rows, count)) read.push(row);
  return read;
};

describe("the rows of the operator's own file", () => {
  it('stand under the columns of the form, with their numbers in the file', async () => {
    const row = { 姓名: '测甲', 性别: '男', 证件号码: '1', 移动电话: '2', 户籍类型: '3' };
    expect(await read(`${HEADER}\r\n\n测甲,男,1,2,3,x\r测乙`)).to.deep.equal([
      { rowNumber: 3, cells: row },
      { rowNumber: 4, cells: { 姓名: '测乙', 性别: '', 证件号码: '', 移动电话: '', 户籍类型: '' } },
    ]);
  });

  it('follow a header that a title stands above', async () => {
    expect((await read(`会员登记表\n${HEADER}\n测甲`)).map(({ rowNumber }) => rowNumber)).to.deep.equal([3]);
  });

  it('are none where the quotation marks are wrong', async () => {
    expect((await read(`${HEADER}\n测甲,"男"x\n测乙`)).map(({ rowNumber }) => rowNumber)).to.deep.equal([3]);
  });

  it('are not read without a header', async () => {
    for (const text of ['姓名,性别\n', `${'x\n'.repeat(20)}${HEADER}\n`])
      await expectCode(read(text), 'PARTS_MISMATCH');
    await expectCode(read(''), 'FILE_EMPTY');
  });
});
