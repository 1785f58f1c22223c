// SPDX-License-Identifier: Apache-2.0
import { ITEM_STATE_ZH, STATUS_ZH } from '../trace/index.js';
import { fenOf, isYuan } from '../values/index.js';
import { EXPORT_TABLES, type ExportTable } from './tables.js';

/** Rows of an export, by table. */
export type ExportRows = Readonly<Record<ExportTable['name'], readonly (readonly string[])[]>>;

/** A figure that is not the sum of what it is made of, both in fen. */
export interface SumFault {
  /** Where it stands: a line by its union, a plan by its identifier. */
  readonly table: 'lines' | 'sums';
  readonly name: string;
  readonly figure: 'reserved' | 'paid' | 'available';
  readonly says: number;
  readonly sum: number;
}

/** After these a line has what a plan has paid. */
const SETTLED: ReadonlySet<string> = new Set([STATUS_ZH.RECONCILED, STATUS_ZH.CLOSED]);

/** Whether an export adds up, from item to plan and from plan to line. Empty where it does. */
export function addUpExport(rows: ExportRows): readonly SumFault[] {
  return [...plansThatDiffer(rows), ...linesThatDiffer(rows)];
}

function plansThatDiffer({ items, sums }: ExportRows): readonly SumFault[] {
  const [plan, state, fen, back] = ['发放计划', '状态', '金额（元）', '部分追回（元）'].map((name) =>
    columnOf('items', name),
  );
  const paid = new Map<string, number>();
  for (const row of items)
    if (cell(row, state) === ITEM_STATE_ZH.paid)
      add(paid, cell(row, plan), sumOf(row, fen) - sumOf(row, back));
  return sums.flatMap((row): readonly SumFault[] => {
    const name = cell(row, columnOf('sums', '发放计划'));
    if (!SETTLED.has(cell(row, columnOf('sums', '状态')))) return [];
    const says = sumOf(row, columnOf('sums', '支出额度（元）'));
    return differing({ table: 'sums', name, figure: 'paid', says, sum: paid.get(name) ?? 0 });
  });
}

function linesThatDiffer({ sums, lines }: ExportRows): readonly SumFault[] {
  const [reserved, paid] = [new Map<string, number>(), new Map<string, number>()];
  for (const row of sums) {
    const org = cell(row, columnOf('sums', '发放工会'));
    add(reserved, org, sumOf(row, columnOf('sums', '占用额度（元）')));
    add(paid, org, sumOf(row, columnOf('sums', '支出额度（元）')));
  }
  const known = lines.flatMap((row) => {
    const figure = (name: string): number => sumOf(row, columnOf('lines', name));
    const name = cell(row, columnOf('lines', '工会'));
    const rest =
      figure('收到（元）') -
      figure('下拨（元）') -
      figure('退回（元）') -
      figure('占用（元）') -
      figure('支出（元）');
    const all = [
      { figure: 'reserved', says: figure('占用（元）'), sum: reserved.get(name) ?? 0 },
      { figure: 'paid', says: figure('支出（元）'), sum: paid.get(name) ?? 0 },
      { figure: 'available', says: figure('结余（元）'), sum: rest },
    ] as const;
    return all.flatMap((each) => differing({ table: 'lines', name, ...each }));
  });
  const named = new Set(lines.map((row) => cell(row, columnOf('lines', '工会'))));
  const without = [...paid].filter(([org]) => !named.has(org));
  return [
    ...known,
    ...without.flatMap(([name, sum]) => differing({ table: 'lines', name, figure: 'paid', says: 0, sum })),
  ];
}

function differing(fault: SumFault): readonly SumFault[] {
  return fault.says === fault.sum ? [] : [fault];
}

function add(sums: Map<string, number>, name: string, fen: number): void {
  sums.set(name, (sums.get(name) ?? 0) + fen);
}

function columnOf(table: ExportTable['name'], name: string): number {
  return EXPORT_TABLES.find((each) => each.name === table)?.header.indexOf(name) ?? -1;
}

function cell(row: readonly string[], column = -1): string {
  return row[column] ?? '';
}

/** Fen of a cell, nothing where it is empty or no sum. */
function sumOf(row: readonly string[], column = -1): number {
  const text = cell(row, column);
  return isYuan(text) ? fenOf(text) : 0;
}
