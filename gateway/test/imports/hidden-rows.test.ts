// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { sheetXml, workbookFile } from '@unionid/domain/testing';
import {
  csvText,
  MEMBER_COLUMNS,
  memberRow,
  ORGANISATION_COLUMNS,
  organisationRow,
  type FileRow,
} from '../support/import-files.js';
import { readImport, reportOf, runImport } from '../support/run-import.js';
import { useTemporaryFolder } from '../support/temporary-folder.js';
import { openTestNetwork, type TestNetwork } from '../support/test-network.js';

/** A spreadsheet in which these rows are filtered out, and the columns from `min` to `max` are hidden. */
function spreadsheet(
  columns: readonly string[],
  rows: readonly FileRow[],
  { hidden = [], cols = '' }: { readonly hidden?: readonly number[]; readonly cols?: string },
): Uint8Array {
  const xml = sheetXml([columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))]);
  const filtered = hidden.reduce(
    (text, row) => text.replace(`<row r="${String(row)}">`, `<row r="${String(row)}" hidden="1">`),
    xml.replace('<sheetData>', `${cols}<sheetData>`),
  );
  return workbookFile([{ name: '名单', xml: filtered }]);
}

describe('rows that nobody sees in a spreadsheet', function () {
  this.timeout(60_000);
  const folder = useTemporaryFolder();
  let network: TestNetwork;

  beforeEach(async () => {
    network = await openTestNetwork(folder());
    const content = csvText(ORGANISATION_COLUMNS, [organisationRow(0)]);
    await runImport(network.test, network.sichuan, { kind: 'organisations', content });
  });
  afterEach(() => network.close());

  const hiddenOf = async (importId: string): Promise<number[]> =>
    (await reportOf(network.sichuan, importId)).flatMap(({ row, warnings }) =>
      warnings.some(({ code }) => code === 'ROW_HIDDEN') ? [row] : [],
    );

  for (const dryRun of [false, true])
    it(`are read, counted and told row by row${dryRun ? ', in a dry run too' : ''}`, async () => {
      // The last row has nothing but its number: nothing of it is hidden.
      const rows = [...[0, 1, 2, 3, 4].map((at) => memberRow(at)), { 序号: '6' }];
      const bad = { ...rows[3], 证件号码: '1' };
      const all = rows.with(3, bad);
      const content = spreadsheet(MEMBER_COLUMNS, all, {
        hidden: [3, 5, 7],
        cols: '<cols><col min="8" max="8" hidden="1"/></cols>',
      });
      const view = await readImport(network.sichuan, { content, dryRun });
      expect(view.counts).to.include({ rows: 6, ready: 4, bad: 1, empty: 1, hidden: 2 });
      expect(await hiddenOf(view.importId)).to.deep.equal([3, 5]);
      expect(view.sheets).to.deep.equal([{ name: '名单', use: 'read', hiddenColumns: ['证件号码'] }]);
    });

  it('are told of each by itself where several make one union', async () => {
    const joint = { 工会统一社会信用代码: '', 工会名称: '示范联合工会委员会', 基层工会类型: '联合基层工会' };
    const rows = [1, 2, 3].map((at) => organisationRow(at, { ...joint, 单位名称: `示范单位${String(at)}` }));
    const content = spreadsheet(ORGANISATION_COLUMNS, rows, { hidden: [3] });
    const { importId, counts } = await readImport(network.sichuan, { kind: 'organisations', content });
    expect(counts).to.include({ rows: 3, hidden: 1 });
    expect(await hiddenOf(importId)).to.deep.equal([3]);
  });
});
