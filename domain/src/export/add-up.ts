// SPDX-License-Identifier: Apache-2.0
import { ITEM_STATE_ZH, STATUS_ZH } from '../trace/index.js';
import { fenOf } from '../values/index.js';
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

/** A cell that should be a sum and is none, so that nothing could be added up with it. */
export interface UnreadFault {
  readonly table: 'items' | 'lines' | 'sums';
  /** The plan, or of a line the union. */
  readonly name: string;
  readonly figure: 'unread';
  /** Head of its column. */
  readonly column: string;
}

/** After these a line has what a plan has paid. */
const SETTLED: ReadonlySet<string> = new Set([STATUS_ZH.RECONCILED, STATUS_ZH.CLOSED]);

/** Plans that hold nothing of their line any more. */
const OVER: ReadonlySet<string> = new Set([...SETTLED, STATUS_ZH.CANCELLED]);
/** A sum as exports write it, up to the largest that is counted exactly. */
const SUM = /^(?:0|[1-9]\d{0,13})\.\d{2}$/;
const SUM_HEAD = '（元）';
/** Tables whose sums are added up, each by the column that names what they are of. */
const ADDED = { items: '发放计划', sums: '发放计划', lines: '工会' } as const;

/** Whether an export adds up, from item to plan and from plan to line. Empty where it does. */
export function addUpExport(rows: ExportRows): readonly (SumFault | UnreadFault)[] {
  return [...cellsThatAreNone(rows), ...plansThatDiffer(rows), ...linesThatDiffer(rows)];
}

function cellsThatAreNone(rows: ExportRows): readonly UnreadFault[] {
  return (['items', 'sums', 'lines'] as const).flatMap((table) => {
    const header = EXPORT_TABLES.find(({ name }) => name === table)?.header ?? [];
    const columns = header.filter((name) => name.endsWith(SUM_HEAD));
    return rows[table].flatMap((row) =>
      columns
        .filter((column) => !isSum(cell(row, columnOf(table, column))))
        .map((column) => ({
          ...{ table, name: cell(row, columnOf(table, ADDED[table])), column },
          figure: 'unread' as const,
        })),
    );
  });
}

function plansThatDiffer({ items, sums }: ExportRows): readonly SumFault[] {
  const [plan, state, fen, back] = ['发放计划', '状态', '金额（元）', '部分追回（元）'].map((name) =>
    columnOf('items', name),
  );
  const paid = new Map<string, number>();
  for (const row of items)
    if (cell(row, state) === ITEM_STATE_ZH.paid)
      add(paid, cell(row, plan), sumOf(row, fen) - sumOf(row, back));
  const known = sums.flatMap((row): readonly SumFault[] => {
    const name = cell(row, columnOf('sums', '发放计划'));
    const of = { table: 'sums', name } as const;
    return [
      ...differing({ ...of, figure: 'reserved', says: figureOf(row, '占用额度'), sum: heldBy(row) }),
      ...differing({ ...of, figure: 'paid', says: figureOf(row, '支出额度'), sum: paidBy(row) }),
      ...(SETTLED.has(cell(row, columnOf('sums', '状态')))
        ? differing({ ...of, figure: 'paid', says: figureOf(row, '支出额度'), sum: paid.get(name) ?? 0 })
        : []),
    ];
  });
  // What was paid was paid by a plan.
  const named = new Set(sums.map((row) => cell(row, columnOf('sums', '发放计划'))));
  const without = [...paid].filter(([name]) => !named.has(name));
  return [
    ...known,
    ...without.flatMap(([name, sum]) => differing({ table: 'sums', name, figure: 'paid', says: 0, sum })),
  ];
}

/** What a plan holds of its line, by its own figures. */
function heldBy(row: readonly string[]): number {
  if (OVER.has(cell(row, columnOf('sums', '状态')))) return 0;
  const isLocked = cell(row, columnOf('sums', '成立金额（元）')) !== '';
  return figureOf(row, isLocked ? '成立金额' : '签署金额') - figureOf(row, '作废金额');
}

/** What a plan has paid off its line, by its own figures. */
function paidBy(row: readonly string[]): number {
  if (!SETTLED.has(cell(row, columnOf('sums', '状态')))) return 0;
  const back = ['退汇金额', '追回金额', '部分追回金额'].map((name) => figureOf(row, name));
  return back.reduce((rest, fen) => rest - fen, figureOf(row, '已付金额'));
}

/** A sum of a plan, by the head of its column. */
function figureOf(row: readonly string[], name: string): number {
  return sumOf(row, columnOf('sums', name + SUM_HEAD));
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
  const without = (['reserved', 'paid'] as const).flatMap((figure) =>
    [...(figure === 'paid' ? paid : reserved)]
      .filter(([org]) => !named.has(org))
      .flatMap(([name, sum]) => differing({ table: 'lines', name, figure, says: 0, sum })),
  );
  return [...known, ...without];
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
  return text !== '' && isSum(text) ? fenOf(text) : 0;
}

/** Also where there is none: of what has not come about yet. */
function isSum(text: string): boolean {
  return text === '' || SUM.test(text);
}
