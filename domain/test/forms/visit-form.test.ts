// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { matchHeader, readVisitRow, VISIT_FORM } from '#src/forms/index.js';

const read = (cells: Readonly<Record<string, string>>) => readVisitRow(cells, { rowNumber: 3 });

describe('a working paper of visits', () => {
  it('is read by number and result, whatever else stands beside', () => {
    const { columns, problems } = matchHeader(VISIT_FORM, ['序号', '数字身份标识', '走访结果', '说明']);
    expect(columns).to.deep.equal(['序号', undefined, '是否相符', undefined]);
    expect(problems).to.deep.equal([]);
    const found = (cells: Readonly<Record<string, string>>) => {
      const result = read(cells);
      return result.ok && result.row;
    };
    expect(found({ 序号: '4', 是否相符: '相符' })).to.deep.equal({
      rowNumber: 3,
      item: 3,
      isAsRecorded: true,
    });
    expect(found({ 序号: '１', 是否相符: '否' })).to.deep.equal({
      rowNumber: 3,
      item: 0,
      isAsRecorded: false,
    });
  });

  it('says of each visit whether it found what is recorded', () => {
    for (const cells of [{ 序号: '4' }, { 序号: '0', 是否相符: '相符' }, { 序号: '4', 是否相符: '不在家' }])
      expect(read(cells).ok, JSON.stringify(cells)).to.equal(false);
  });
});
