// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { addUpExport, EXPORT_TABLES, type ExportRows, type ExportTable } from '#src/export/index.js';

/** A row of a table by its column heads; what is not named is empty. */
function row(table: ExportTable['name'], cells: Readonly<Record<string, string>>): readonly string[] {
  const header = EXPORT_TABLES.find(({ name }) => name === table)?.header ?? [];
  for (const name of Object.keys(cells)) expect(header).to.include(name);
  return header.map((name) => cells[name] ?? '');
}

const item = (plan: string, yuan: string, state = '银行已付', back = ''): readonly string[] =>
  row('items', { 发放计划: plan, '金额（元）': yuan, 状态: state, '部分追回（元）': back });
const sums = (plan: string, status: string, reserved: string, paid: string): readonly string[] =>
  row('sums', {
    ...{ 发放计划: plan, 发放工会: 'O1', 状态: status },
    ...{ '占用额度（元）': reserved, '支出额度（元）': paid },
  });
const line = (
  ...[received = '', allotted = '', returned = '', reserved = '', paid = '', rest = '']: string[]
) =>
  row('lines', {
    ...{ 工会: 'O1', '收到（元）': received, '下拨（元）': allotted, '退回（元）': returned },
    ...{ '占用（元）': reserved, '支出（元）': paid, '结余（元）': rest },
  });

const FINE: ExportRows = {
  movements: [],
  plans: [],
  items: [
    item('M1', '500.00'),
    item('M1', '300.00', '银行已付', '100.50'),
    item('M1', '200.00', '付后已追回'),
    // At the bank: its line has not moved.
    item('M2', '40.00'),
  ],
  sums: [sums('M1', '已结项', '0.00', '699.50'), sums('M2', '发放中', '90.00', '0.00')],
  lines: [line('1000.00', '100.00', '10.00', '90.00', '699.50', '100.50')],
};

describe('an export that is added up', () => {
  it('is fine where items are what plans have paid, and plans what lines hold and have paid', () => {
    expect(addUpExport(FINE)).to.deep.equal([]);
    expect(addUpExport({ movements: [], plans: [], items: [], sums: [], lines: [] })).to.deep.equal([]);
  });

  it('tells a plan of which an item is left out, more, or of another sum', () => {
    const says = { table: 'sums', name: 'M1', figure: 'paid', says: 69_950 } as const;
    for (const [items, sum] of [
      [FINE.items.slice(1), 19_950],
      [[...FINE.items, item('M1', '1.00')], 70_050],
      [[item('M1', '500.01'), ...FINE.items.slice(1)], 69_951],
      [[item('M1', '500.00', '银行已付', '1.00'), ...FINE.items.slice(1)], 69_850],
    ] as const)
      expect(addUpExport({ ...FINE, items })).to.deep.equal([{ ...says, sum }]);
    const reconciled = [sums('M1', '已对账', '0.00', '699.50'), ...FINE.sums.slice(1)];
    expect(addUpExport({ ...FINE, sums: reconciled, items: [] })).to.deep.equal([{ ...says, sum: 0 }]);
  });

  it('tells a line by what its plans hold and have paid, and by what is left of it', () => {
    const of = { table: 'lines', name: 'O1' } as const;
    expect(
      addUpExport({ ...FINE, lines: [line('1000.00', '100.00', '10.00', '91.00', '700.50', '98.50')] }),
    ).to.deep.equal([
      { ...of, figure: 'reserved', says: 9_100, sum: 9_000 },
      { ...of, figure: 'paid', says: 70_050, sum: 69_950 },
    ]);
    for (const other of [
      line('1001.00', '100.00', '10.00', '90.00', '699.50', '100.50'),
      line('1000.00', '99.00', '10.00', '90.00', '699.50', '100.50'),
      line('1000.00', '100.00', '9.00', '90.00', '699.50', '100.50'),
    ])
      expect(addUpExport({ ...FINE, lines: [other] })).to.deep.equal([
        { ...of, figure: 'available', says: 10_050, sum: 10_150 },
      ]);
  });

  it('tells plans whose line is left out', () => {
    expect(addUpExport({ ...FINE, lines: [] })).to.deep.equal([
      { table: 'lines', name: 'O1', figure: 'paid', says: 0, sum: 69_950 },
    ]);
  });
});
