// SPDX-License-Identifier: Apache-2.0
import { ITEM_STATE_ZH, STATUS_ZH } from '../trace/index.js';
import { fenOf } from '../values/index.js';
import { EXPORT_TABLES, type ExportTable } from './tables.js';

/** Rows of an export, by table. */
export type ExportRows = Readonly<Record<ExportTable['name'], Rows>>;

/** The same as it was found: undefined of a table that is missing or can not be read, with which nothing is added up. */
export type FoundRows = Readonly<Record<ExportTable['name'], Rows | undefined>>;

type Rows = readonly (readonly string[])[];

/** A figure that is not the sum of what it is made of, both in fen. */
export interface SumFault {
  /** Where it stands: a line by its union, a plan by its identifier. */
  readonly table: 'lines' | 'sums';
  readonly name: string;
  readonly figure: 'signed' | 'stands' | 'reserved' | 'paid' | 'available';
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

/** Plans whose list need not be on the ledger as a whole: its rows are told by what is there. */
const UNFINISHED: ReadonlySet<string> = new Set([STATUS_ZH.OPEN, STATUS_ZH.CANCELLED]);
/** Plans that hold nothing of their line any more. */
const OVER: ReadonlySet<string> = new Set([...SETTLED, STATUS_ZH.CANCELLED]);
/** A sum as exports write it, up to the largest that is counted exactly. */
const SUM = /^(?:0|[1-9]\d{0,13})\.\d{2}$/;
const SUM_HEAD = '（元）';
/** Tables whose sums are added up, each by the column that names what they are of. */
const ADDED = { items: '发放计划', sums: '发放计划', lines: '工会' } as const;

/** Whether an export adds up, from item to plan and from plan to line. Empty where it does. */
export function addUpExport(rows: FoundRows): readonly (SumFault | UnreadFault)[] {
  return [...cellsThatAreNone(rows), ...plansThatDiffer(rows), ...linesThatDiffer(rows)];
}

function cellsThatAreNone(rows: FoundRows): readonly UnreadFault[] {
  return (['items', 'sums', 'lines'] as const).flatMap((table) => {
    const header = EXPORT_TABLES.find(({ name }) => name === table)?.header ?? [];
    const columns = header.filter((name) => name.endsWith(SUM_HEAD));
    return (rows[table] ?? []).flatMap((row) =>
      columns
        .filter((column) => !isSum(cell(row, columnOf(table, column))))
        .map((column) => ({
          ...{ table, name: cell(row, columnOf(table, ADDED[table])), column },
          figure: 'unread' as const,
        })),
    );
  });
}

function plansThatDiffer({ items, sums }: FoundRows): readonly SumFault[] {
  if (sums === undefined) return [];
  const own = sums.flatMap((row) => {
    const of = { table: 'sums', name: planOf(row) } as const;
    return [
      ...differing({ ...of, figure: 'reserved', says: figureOf(row, '占用额度'), sum: heldBy(row) }),
      ...differing({ ...of, figure: 'paid', says: figureOf(row, '支出额度'), sum: paidBy(row) }),
    ];
  });
  return items === undefined ? own : [...own, ...itemsThatDiffer(items, sums)];
}

/** Plans of which the items come to something else than they say, from what was signed to what was paid. */
function itemsThatDiffer(items: Rows, sums: Rows): readonly SumFault[] {
  const listed = listedOf(items);
  const known = sums.flatMap((row): readonly SumFault[] => {
    const of = { table: 'sums', name: planOf(row) } as const;
    const { count, all, stands, paid } = listed.get(planOf(row)) ?? NOTHING;
    const status = cell(row, columnOf('sums', '状态'));
    const isWhole = !UNFINISHED.has(status) || count >= Number(cell(row, columnOf('sums', '签署笔数')));
    const isLocked = cell(row, columnOf('sums', '成立金额（元）')) !== '';
    return [
      ...(isWhole ? differing({ ...of, figure: 'signed', says: figureOf(row, '签署金额'), sum: all }) : []),
      ...(isLocked
        ? differing({ ...of, figure: 'stands', says: figureOf(row, '成立金额'), sum: stands })
        : []),
      ...(SETTLED.has(status)
        ? differing({ ...of, figure: 'paid', says: figureOf(row, '支出额度'), sum: paid })
        : []),
    ];
  });
  const named = new Set(sums.map(planOf));
  const without = [...listed].filter(([name]) => !named.has(name));
  return [
    ...known,
    // Items of no plan: what was paid was paid by one.
    ...without.flatMap(([name, { all, paid }]) =>
      paid === 0
        ? differing({ table: 'sums', name, figure: 'signed', says: 0, sum: all })
        : differing({ table: 'sums', name, figure: 'paid', says: 0, sum: paid }),
    ),
  ];
}

/** What the items of a plan come to, in fen: all, those that stood when it was locked, those paid less what came back in parts. */
interface Listed {
  readonly count: number;
  readonly all: number;
  readonly stands: number;
  readonly paid: number;
}

const NOTHING: Listed = { count: 0, all: 0, stands: 0, paid: 0 };

function listedOf(items: Rows): ReadonlyMap<string, Listed> {
  const [plan, state, fen, back] = ['发放计划', '状态', '金额（元）', '部分追回（元）'].map((name) =>
    columnOf('items', name),
  );
  const listed = new Map<string, Listed>();
  for (const row of items) {
    const { count, all, stands, paid } = listed.get(cell(row, plan)) ?? NOTHING;
    const [is, sum] = [cell(row, state), sumOf(row, fen)];
    listed.set(cell(row, plan), {
      ...{ count: count + 1, all: all + sum },
      stands: stands + (is === ITEM_STATE_ZH.leftOut ? 0 : sum),
      paid: paid + (is === ITEM_STATE_ZH.paid ? sum - sumOf(row, back) : 0),
    });
  }
  return listed;
}

function planOf(row: readonly string[]): string {
  return cell(row, columnOf('sums', '发放计划'));
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

function linesThatDiffer({ sums, lines }: FoundRows): readonly SumFault[] {
  if (lines === undefined) return [];
  const rests = lines.flatMap((row) => {
    const figure = (name: string): number => sumOf(row, columnOf('lines', `${name}（元）`));
    const rest = ['下拨', '退回', '占用', '支出'].reduce((left, name) => left - figure(name), figure('收到'));
    const of = { table: 'lines', name: cell(row, columnOf('lines', '工会')) } as const;
    return differing({ ...of, figure: 'available', says: figure('结余'), sum: rest });
  });
  return sums === undefined ? rests : [...plansOnLines(sums, lines), ...rests];
}

/** Lines of which the plans hold and have paid something else than they say. */
function plansOnLines(sums: Rows, lines: Rows): readonly SumFault[] {
  return (['reserved', 'paid'] as const).flatMap((figure) => {
    const head = figure === 'reserved' ? '占用' : '支出';
    const byOrg = new Map<string, number>();
    for (const row of sums) add(byOrg, cell(row, columnOf('sums', '发放工会')), figureOf(row, `${head}额度`));
    const says = new Map<string, number>();
    for (const row of lines)
      add(says, cell(row, columnOf('lines', '工会')), sumOf(row, columnOf('lines', `${head}（元）`)));
    // A union of which no line is there says nothing.
    const names = new Set([...says.keys(), ...byOrg.keys()]);
    return [...names].flatMap((name) =>
      differing({ table: 'lines', name, figure, says: says.get(name) ?? 0, sum: byOrg.get(name) ?? 0 }),
    );
  });
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
