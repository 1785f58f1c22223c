// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import type { ReportRow } from '@unionid/domain/api';
import { sheetXml, workbookFile } from '@unionid/domain/testing';
import { besideOwn, OwnRows } from '#src/index.js';
import { csvOf, HEADER, ROWS } from '../support/import-job.js';

const FAULT = { code: 'C', zh: '', en: '', fixZh: '', fixEn: '' };

function reportRow(
  row: number,
  column: string,
  more: Partial<ReportRow> & { readonly at?: number } = {},
): ReportRow {
  const { at, ...rest } = more;
  const problems = [{ ...FAULT, column, ...(at !== undefined && { at }) }];
  return { row, outcome: 'bad', problems, fixes: [], warnings: [], ...rest };
}

describe('an own file beside a report of it', () => {
  const kind = 'members' as const;
  const mapping = {};

  it('tells what stands in the row and column of each fault, in any order', async () => {
    const rows = [reportRow(6, '姓名'), reportRow(2, '证件号码', { at: 3 }), reportRow(4, '工作单位')];
    const lines = await besideOwn({ kind, mapping, bytes: csvOf() }, rows);
    expect(
      lines.map(({ row, problems: [problem] }) => [row, problem?.found, problem?.character]),
    ).to.deep.equal([
      [6, ROWS[4]?.[1], undefined],
      [2, ROWS[0]?.[3], '9'],
      [4, ROWS[2]?.[6], undefined],
    ]);
  });

  it('tells it of the sheet that the report names', async () => {
    const sheet = (name: string, rows: typeof ROWS) => ({ name, xml: sheetXml([HEADER, ...rows]) });
    const bytes = workbookFile([sheet('甲', ROWS.slice(0, 2)), sheet('乙', ROWS.slice(2))]);
    const rows = [reportRow(2, '姓名', { sheet: '乙' }), reportRow(2, '姓名', { sheet: '甲' })];
    const lines = await besideOwn({ kind, mapping, bytes }, rows);
    expect(lines.map(({ problems: [problem] }) => problem?.found)).to.deep.equal([
      ROWS[2]?.[1],
      ROWS[0]?.[1],
    ]);
  });

  it('tells what stands beyond the header', async () => {
    const bytes = new TextEncoder().encode(`${HEADER.join(',')}\n${(ROWS[0] ?? []).join(',')},成都市\n`);
    const column = `第 ${String(HEADER.length + 1)} 列`;
    const [line] = await besideOwn({ kind, mapping, bytes }, [reportRow(2, column)]);
    expect(line?.problems[0]?.found).to.equal('成都市');
  });

  it('holds one row at a time where the report comes in its order', async () => {
    const own = await OwnRows.open({ kind, mapping, bytes: csvOf() });
    for (const [at, cells] of ROWS.entries()) {
      const { problems } = await own.beside(reportRow(at + 2, '移动电话'));
      expect(problems[0]?.found).to.equal(cells[4]);
    }
  });

  it('says nothing where the file has no such row or column, or is none', async () => {
    const rows = [reportRow(99, '姓名'), reportRow(2, '民族'), reportRow(3, '')];
    for (const bytes of [csvOf(), new Uint8Array([0xff]), new Uint8Array()])
      expect(await besideOwn({ kind, mapping, bytes }, rows)).to.deep.equal(rows);
  });
});
