// SPDX-License-Identifier: Apache-2.0
import { isBlankCell, type Cell } from '../table/cell.js';
import type { FindTable } from '../table/find-table.js';
import type { TableRow, TableRows } from '../table/table-row.js';
import { trimBlanks } from '../text/plain-text.js';
import { matchHeader, type Form, type HeaderMatch } from './form.js';

/** Rows with anything in them among which a header is looked for: a form's title may stand above it. */
const HEADER_SEARCH_ROWS = 20;

export interface FoundHeader<Column extends string> extends HeaderMatch<Column> {
  /** Position among the rows that were searched. */
  readonly at: number;
  readonly texts: readonly string[];
  /** Positions of cells that are left out because their column is named and the form has none. */
  readonly leftOut: ReadonlySet<number>;
}

/**
 * The header among the first rows of a file: the first that has all it needs. Where none has, the one that knows most of the
 * form's columns, with what is wrong with it; undefined where there is no row.
 */
export function findHeader<Column extends string>(
  form: Form<Column>,
  rows: readonly { readonly cells: readonly Cell[] }[],
): FoundHeader<Column> | undefined {
  const matches = rows.slice(0, HEADER_SEARCH_ROWS).map(({ cells }, at) => {
    const texts = cells.map((cell) => (typeof cell === 'string' ? cell : ''));
    const match = matchHeader(form, texts);
    return { at, texts, ...match, leftOut: leftOutBy(cells, match.columns) };
  });
  const right = matches.find(({ problems }) => problems.length === 0);
  return right ?? matches.toSorted((one, other) => knownColumns(other) - knownColumns(one))[0];
}

/** Characters of a header's texts that are shown. */
const SHOWN_CHARACTERS = 40;

/** What a file calls its columns, shortened, and which of them the form does not know: as gateway and client both tell it. */
export function shownHeader({ texts, unknown }: Pick<FoundHeader<string>, 'texts' | 'unknown'>): {
  readonly texts: readonly string[];
  readonly ignored: readonly string[];
} {
  const shortened = texts.map((text) => text.trim().slice(0, SHOWN_CHARACTERS));
  return { texts: shortened, ignored: unknown.map((at) => shortened[at] ?? '') };
}

/** Reads up to the header: the first row that has all it needs, or the best of those looked at; undefined where there is no row. */
export async function readToHeader<Column extends string>(
  form: Form<Column>,
  rows: TableRows,
): Promise<{ readonly header: FoundHeader<Column>; readonly row: TableRow } | undefined> {
  const searched: TableRow[] = [];
  let header: FoundHeader<Column> | undefined;
  while (header?.problems.length !== 0 && searched.length < HEADER_SEARCH_ROWS) {
    const next = await rows.next();
    if (next.done === true) break;
    searched.push(next.value);
    header = findHeader(form, searched);
  }
  const row = header && searched[header.at];
  return header && row && { header, row };
}

/** Finds the form's header on a sheet that has something below it. */
export function tableFinder<Column extends string>(form: Form<Column>): FindTable {
  const find = (rows: Parameters<FindTable>[0]): FoundHeader<Column> | undefined => {
    const header = findHeader(form, rows);
    return header?.problems.length === 0 && header.at < rows.length - 1 ? header : undefined;
  };
  return Object.assign(find, { ofList: ({ cells }: TableRow) => kindOfRow(form, cells) });
}

/** Cells that an entry has filled at least, as every form asks for. */
const ENTRY_CELLS = 5;

// Values of drop-downs stand below the names of their columns on pages that are no list: those names do not count.
function kindOfRow<Column extends string>(
  form: Form<Column>,
  cells: readonly Cell[],
): 'header' | 'entry' | undefined {
  const texts = cells.map((cell) => (typeof cell === 'string' ? trimBlanks(cell) : ''));
  const telling = form.requiredColumns.filter((column) => form.tables[column] === undefined);
  const { columns } = matchHeader(form, texts);
  if (telling.filter((column) => columns.includes(column)).length * 2 >= telling.length) return 'header';
  const filled = cells.filter((cell) => !isBlankCell(cell)).length;
  return filled >= ENTRY_CELLS && form.isEntry?.(texts) === true ? 'entry' : undefined;
}

function leftOutBy(cells: readonly Cell[], columns: HeaderMatch<string>['columns']): ReadonlySet<number> {
  const leftOut = new Set<number>();
  cells.forEach((cell, at) => {
    // A header may be merged over several columns.
    const isMerged = typeof cell !== 'string' && cell.fault === 'CELL_MERGED';
    const isNamed = isMerged ? leftOut.has(at - 1) : !isBlankCell(cell);
    if (columns[at] === undefined && isNamed) leftOut.add(at);
  });
  return leftOut;
}

function knownColumns({ columns }: HeaderMatch<string>): number {
  return columns.filter((column) => column !== undefined).length;
}
