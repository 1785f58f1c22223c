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
const sums = (
  plan: string,
  ...[status = '', reserved = '', paid = '', cells = {}]: [
    string?,
    string?,
    string?,
    Readonly<Record<string, string>>?,
  ]
): readonly string[] =>
  row('sums', {
    ...{ 发放计划: plan, 发放工会: 'O1', 状态: status },
    ...{ '占用额度（元）': reserved, '支出额度（元）': paid },
    ...cells,
  });
/** What a settled plan of the tests says of itself. */
const SAYS = {
  ...{ 签署笔数: '6', '签署金额（元）': '1100.00', '成立金额（元）': '1050.00', '作废金额（元）': '20.00' },
  ...{ '已付金额（元）': '1030.00', '退汇金额（元）': '30.00', '追回金额（元）': '200.00' },
  '部分追回金额（元）': '100.50',
};
const line = (
  ...[received = '', allotted = '', returned = '', reserved = '', paid = '', rest = '']: string[]
) =>
  row('lines', {
    ...{ 工会: 'O1', '收到（元）': received, '下拨（元）': allotted, '退回（元）': returned },
    ...{ '占用（元）': reserved, '支出（元）': paid, '结余（元）': rest },
  });

const HELD = { '签署金额（元）': '120.00', '成立金额（元）': '100.00', '作废金额（元）': '10.00' };

const ITEMS = [
  item('M1', '500.00'),
  item('M1', '300.00', '银行已付', '100.50'),
  item('M1', '200.00', '付后已追回'),
  item('M1', '30.00', '银行付后退回'),
  item('M1', '20.00', '已放弃，名额释放'),
  item('M1', '50.00', '因冲突未成立'),
  // At the bank: its line has not moved.
  item('M2', '40.00'),
  item('M2', '50.00', '已成立，占用额度'),
  item('M2', '10.00', '已放弃，名额释放'),
  item('M2', '20.00', '因冲突未成立'),
];
const SUMS = [sums('M1', '已结项', '0.00', '699.50', SAYS), sums('M2', '发放中', '90.00', '0.00', HELD)];
const FINE = {
  ...{ movements: [], plans: [], items: ITEMS, sums: SUMS },
  lines: [line('1000.00', '100.00', '10.00', '90.00', '699.50', '100.50')],
} satisfies ExportRows;

describe('an export that is added up', () => {
  it('is fine where items are what plans have paid, and plans what lines hold and have paid', () => {
    expect(addUpExport(FINE)).to.deep.equal([]);
    expect(addUpExport({ movements: [], plans: [], items: [], sums: [], lines: [] })).to.deep.equal([]);
    const none = { items: undefined, sums: undefined, lines: undefined };
    for (const without of ['items', 'sums', 'lines'] as const)
      expect(addUpExport({ ...FINE, [without]: undefined }), without).to.deep.equal([]);
    expect(addUpExport({ ...FINE, ...none })).to.deep.equal([]);
  });

  it('tells a plan of which an item is left out, more, or of another sum', () => {
    const of = { table: 'sums', name: 'M1' } as const;
    const [signed, stands, paid] = [
      { ...of, figure: 'signed', says: 110_000 },
      { ...of, figure: 'stands', says: 105_000 },
      { ...of, figure: 'paid', says: 69_950 },
    ] as const;
    const rest = ITEMS.slice(1);
    for (const [items, all, locked, sum] of [
      [rest, 60_000, 55_000, 19_950],
      [[...ITEMS, item('M1', '1.00')], 110_100, 105_100, 70_050],
      [[item('M1', '500.01'), ...rest], 110_001, 105_001, 69_951],
    ] as const)
      expect(addUpExport({ ...FINE, items })).to.deep.equal([
        { ...signed, sum: all },
        { ...stands, sum: locked },
        { ...paid, sum },
      ]);
    const back = [item('M1', '500.00', '银行已付', '1.00'), ...rest];
    expect(addUpExport({ ...FINE, items: back })).to.deep.equal([{ ...paid, sum: 69_850 }]);
    const reconciled = [sums('M1', '已对账', '0.00', '699.50', SAYS)];
    expect(addUpExport({ ...FINE, sums: reconciled, items: [], lines: undefined })).to.deep.equal([
      ...[signed, stands, paid].map((fault) => ({ ...fault, sum: 0 })),
    ]);
  });

  it('tells rows of a plan that nobody has paid by what was signed, and by what stood when it was locked', () => {
    const of = { table: 'sums', name: 'M3' } as const;
    const says = { 签署笔数: '2', '签署金额（元）': '9.00' };
    const told = (
      status: string,
      items: ExportRows['items'],
      cells: Readonly<Record<string, string>> = says,
    ) => addUpExport({ ...FINE, items, lines: undefined, sums: [sums('M3', status, '9.00', '0.00', cells)] });
    const [one, other] = [item('M3', '4.00', '已成立，占用额度'), item('M3', '5.00', '因冲突未成立')];
    expect(told('编制中', [one, other])).to.deep.equal([]);
    expect(told('编制中', [one, item('M3', '6.00', '因冲突未成立')])).to.deep.equal([
      { ...of, figure: 'signed', says: 900, sum: 1_000 },
    ]);
    // Its list may not be on the ledger as a whole yet, or never.
    expect(told('编制中', [one])).to.deep.equal([]);
    expect(
      told('已撤销', [one], { ...says, '作废金额（元）': '0.00' }).map(({ figure }) => figure),
    ).to.deep.equal(['reserved']);
    for (const status of ['待复核', '待批准', '已批准', '已公示', '发放中'])
      expect(told(status, [one]), status).to.deep.equal([{ ...of, figure: 'signed', says: 900, sum: 400 }]);
    const locked = { ...says, '成立金额（元）': '9.00' };
    expect(told('待复核', [one, other], locked)).to.deep.equal([
      { ...of, figure: 'stands', says: 900, sum: 400 },
    ]);
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
      { table: 'lines', name: 'O1', figure: 'reserved', says: 0, sum: 9_000 },
      { table: 'lines', name: 'O1', figure: 'paid', says: 0, sum: 69_950 },
    ]);
  });

  it('tells what was paid by a plan that is left out', () => {
    expect(addUpExport({ ...FINE, items: [...FINE.items, item('M3', '5.00')] })).to.deep.equal([
      { table: 'sums', name: 'M3', figure: 'paid', says: 0, sum: 500 },
    ]);
    expect(addUpExport({ ...FINE, items: [...ITEMS, item('M3', '5.00', '已作废')] })).to.deep.equal([
      { table: 'sums', name: 'M3', figure: 'signed', says: 0, sum: 500 },
    ]);
  });

  it('tells a plan whose own figures do not come to what it holds or has paid', () => {
    const of = { table: 'sums', name: 'M1' } as const;
    for (const [head, sum] of [
      ['已付金额', 69_851],
      ['退汇金额', 70_049],
      ['追回金额', 70_049],
      ['部分追回金额', 70_049],
    ] as const) {
      const said = SAYS[`${head}（元）`];
      const other = sums('M1', '已结项', '0.00', '699.50', {
        ...SAYS,
        [`${head}（元）`]: (Number(said) - 0.99).toFixed(2),
      });
      expect(addUpExport({ ...FINE, sums: [other, ...FINE.sums.slice(1)] }), head).to.deep.equal([
        { ...of, figure: 'paid', says: 69_950, sum },
      ]);
    }
    const holds = (status: string, cells: Readonly<Record<string, string>>) =>
      addUpExport({
        ...{ movements: [], plans: [], lines: [line('9.00', '', '', '9.00', '', '0.00')] },
        items: [item('M2', '9.00', '因冲突未成立')],
        sums: [sums('M2', status, '9.00', '0.00', cells)],
      });
    const signed = { '签署金额（元）': '9.00' };
    expect(holds('编制中', signed)).to.deep.equal([]);
    expect(holds('编制中', { ...signed, '作废金额（元）': '1.00' })).to.deep.equal([
      { ...of, name: 'M2', figure: 'reserved', says: 900, sum: 800 },
    ]);
    expect(holds('已锁定', { ...signed, '成立金额（元）': '0.00' })).to.deep.equal([
      { ...of, name: 'M2', figure: 'reserved', says: 900, sum: 0 },
    ]);
    for (const over of ['已对账', '已结项', '已撤销'])
      expect(holds(over, signed), over).to.deep.equal([
        { ...of, name: 'M2', figure: 'reserved', says: 900, sum: 0 },
      ]);
  });

  it('counts exactly up to the largest sum there is, and tells a cell that is none', () => {
    const most = '90071992547409.91';
    const cells = { '签署金额（元）': most, '成立金额（元）': most, '已付金额（元）': most };
    const all = (paid: string): ExportRows => ({
      ...{ movements: [], plans: [], items: [item('M1', most)] },
      sums: [sums('M1', '已结项', '0.00', most, cells)],
      lines: [line(most, '0.00', '0.00', '0.00', paid, '0.00')],
    });
    expect(addUpExport(all(most))).to.deep.equal([]);
    expect(addUpExport(all('90071992547409.90'))).to.deep.equal([
      { table: 'lines', name: 'O1', figure: 'paid', says: 9_007_199_254_740_990, sum: 9_007_199_254_740_991 },
      { table: 'lines', name: 'O1', figure: 'available', says: 0, sum: 1 },
    ]);
    for (const none of ['1,000.00', '-1.00', '1.0', '1', '01.00', ' 1.00', '900719925474099.91', 'x']) {
      const lines = [line(none, '0.00', '0.00', '0.00', '0.00', '0.00')];
      expect(addUpExport({ ...FINE, items: [], sums: [], lines }), none).to.deep.equal([
        { table: 'lines', name: 'O1', figure: 'unread', column: '收到（元）' },
      ]);
    }
    expect(addUpExport({ ...FINE, items: [...FINE.items, item('M9', '1,0', '已作废')] })).to.deep.equal([
      { table: 'items', name: 'M9', figure: 'unread', column: '金额（元）' },
    ]);
    const odd = [FINE.sums[0]!, sums('M2', '发放中', '90.00', '0.00', { ...HELD, '核销金额（元）': 'y' })];
    expect(addUpExport({ ...FINE, sums: odd })).to.deep.equal([
      { table: 'sums', name: 'M2', figure: 'unread', column: '核销金额（元）' },
    ]);
  });
});
