// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorDetails } from '@unionid/domain/errors';
import {
  checkMapping,
  IMPORT_KINDS,
  matchHeader,
  type Cell,
  type Cells,
  type ColumnMapping,
  type ImportKind,
  type RowProblem,
} from '@unionid/domain/forms';
import { IMPORT_LIMITS } from '../table/import-limits.js';
import type { TableRow, TableRows } from '../table/table.js';

/** What the first row of a file says. */
export interface FileHeader {
  /** Number of the header's row. */
  readonly row: number;
  /** Column of the form by position; undefined where the form has none. */
  readonly columns: readonly (string | undefined)[];
  /** Headers that the form does not know, shortened. */
  readonly ignored: readonly string[];
}

const SHOWN_CHARACTERS = 40;

/** Faults of an import's mapping, before any row is read. @throws DomainError MAPPING_UNKNOWN_VALUE */
export function assertMapping(kind: ImportKind, mapping: ColumnMapping): void {
  throwFirst(checkMapping(IMPORT_KINDS[kind].form, mapping));
}

/** Reads the header. @throws DomainError FILE_EMPTY, HEADER_MISSING_COLUMN, HEADER_DUPLICATE_COLUMN, FILE_TOO_WIDE */
export async function readHeader(kind: ImportKind, rows: TableRows): Promise<FileHeader> {
  const first = await rows.next();
  if (first.done === true) throw new DomainError('FILE_EMPTY');
  const { row, cells } = first.value;
  assertWidth(first.value);
  const texts = cells.map((cell) => (typeof cell === 'string' ? cell : ''));
  const match = matchHeader<string>(IMPORT_KINDS[kind].form, texts);
  throwFirst(match.problems);
  const ignored = match.unknown.map((at) => (texts[at] ?? '').trim().slice(0, SHOWN_CHARACTERS));
  return { row, columns: match.columns, ignored };
}

/** Cells of a row under their columns. */
export function cellsByColumn<Column extends string>(
  columns: readonly (Column | undefined)[],
  cells: readonly Cell[],
): Cells<Column> {
  const named: Partial<Record<Column, Cell>> = {};
  columns.forEach((column, at) => {
    if (column !== undefined) named[column] = cells[at] ?? '';
  });
  return named;
}

/** @throws DomainError FILE_TOO_WIDE */
export function assertWidth({ row, cells }: TableRow): void {
  if (cells.length > IMPORT_LIMITS.cells) throw new DomainError('FILE_TOO_WIDE', { row });
}

function throwFirst(problems: readonly RowProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const details: ErrorDetails = { column: first.column, ...first.details };
  throw new DomainError(first.code, details);
}
