// SPDX-License-Identifier: Apache-2.0
import { DomainError, type ErrorDetails } from '@unionid/domain/errors';
import {
  checkMapping,
  IMPORT_KINDS,
  formWith,
  readToHeader,
  shownHeader,
  type ColumnMapping,
  type Form,
  type FoundHeader,
  type ImportKind,
  type RowProblem,
} from '@unionid/domain/forms';
import type { CsvFault, TableRow, TableRows } from '@unionid/domain/table';
import type { Problem } from './judged-row.js';

/** What the header of a file says. */
export interface FileHeader {
  /** Number of the header's row. */
  readonly row: number;
  /** Column of the form by position; undefined where the form has none. */
  readonly columns: readonly (string | undefined)[];
  /** What the file calls its columns, shortened. */
  readonly texts: readonly string[];
  /** Headers that the form does not know, shortened. */
  readonly ignored: readonly string[];
  /** Positions of their cells. */
  readonly leftOut: ReadonlySet<number>;
}

/** Kind of a file, and what it calls what the form has. */
export interface ReadForm {
  readonly kind: ImportKind;
  readonly mapping: ColumnMapping;
}

/** The form that a file is read by. */
export function formOf({ kind, mapping }: ReadForm): Form<string> {
  return formWith<string>(IMPORT_KINDS[kind].form, mapping);
}

/** Faults of an import's mapping, before any row is read. @throws DomainError MAPPING_UNKNOWN_VALUE */
export function assertMapping(kind: ImportKind, mapping: ColumnMapping): void {
  throwFirst(checkMapping(IMPORT_KINDS[kind].form, mapping));
}

/**
 * Reads up to the header; what follows is rows of the file.
 * @throws DomainError FILE_EMPTY, HEADER_MISSING_COLUMN, HEADER_DUPLICATE_COLUMN, CELL_MARKS, FILE_TOO_WIDE
 */
export async function readHeader({ kind, mapping }: ReadForm, rows: TableRows): Promise<FileHeader> {
  const found = await readToHeader(formOf({ kind, mapping }), rows);
  if (found === undefined) throw new DomainError('FILE_EMPTY');
  const { header, row } = found;
  assertRight(row);
  throwFirst(header.problems);
  return toFileHeader(header, row);
}

// What its marks or a NUL made of a header is told before the columns that it seems to lack.
function assertRight({ row, fault }: TableRow): void {
  if (fault !== undefined) throw new DomainError(FAULT_CODES[fault.kind], { row, cell: fault.cell });
}

function toFileHeader(header: FoundHeader<string>, { row }: TableRow): FileHeader {
  const { columns, leftOut } = header;
  return { row, columns, leftOut, ...shownHeader(header) };
}

const FAULT_CODES = {
  mark: 'CELL_MARKS',
  open: 'CELL_MARKS',
  lines: 'CELL_HOLDS_ROWS',
  nul: 'CELL_UNPRINTABLE',
} as const satisfies Record<CsvFault['kind'], Problem['code']>;

/** What is wrong with a row whose quotation marks are, under the column where it begins. */
export function faultProblem(
  { kind, cell }: CsvFault,
  { columns, texts }: Pick<FileHeader, 'columns' | 'texts'>,
): Problem {
  return { code: FAULT_CODES[kind], column: columns[cell - 1] ?? texts[cell - 1] ?? '', details: { cell } };
}

function throwFirst(problems: readonly RowProblem[]): void {
  const [first] = problems;
  if (first === undefined) return;
  const details: ErrorDetails = { column: first.column, ...first.details };
  throw new DomainError(first.code, details);
}
