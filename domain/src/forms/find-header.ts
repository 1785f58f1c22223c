// SPDX-License-Identifier: Apache-2.0
import { isBlankCell, type Cell } from '../table/cell.js';
import type { FindTable } from '../table/find-table.js';
import { matchHeader, type Form, type HeaderMatch } from './form.js';

/** Rows with anything in them among which a header is looked for: a form's title may stand above it. */
export const HEADER_SEARCH_ROWS = 20;

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

/** Finds the form's header on a sheet that has something below it. */
export function tableFinder<Column extends string>(form: Form<Column>): FindTable {
  return (rows) => {
    const header = findHeader(form, rows);
    return header?.problems.length === 0 && header.at < rows.length - 1 ? header : undefined;
  };
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
