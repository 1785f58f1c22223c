// SPDX-License-Identifier: Apache-2.0
import { unknownTargets, type CodeTable, type ValueMapping } from '../codes/index.js';
import type { Cell } from '../table/cell.js';
import { comparableText } from '../text/equivalents.js';
import type { RowProblem } from './row-result.js';

/** A form of a file: its columns by their header, what else headers call them, and the drop-downs among them. */
export interface Form<Column extends string> {
  readonly columns: readonly Column[];
  /** Without these a file is refused before its first row. */
  readonly requiredColumns: readonly Column[];
  readonly aliases: Readonly<Partial<Record<Column, readonly string[]>>>;
  readonly tables: Readonly<Partial<Record<Column, CodeTable>>>;
  /** True for a row that is an entry, by numbers that nothing else has: of a list whose header is not there. */
  readonly isEntry?: (texts: readonly string[]) => boolean;
  /** What one file calls its columns, before anything that the form knows: header → column. */
  readonly renamed?: Readonly<Record<string, string>>;
}

export type Cells<Column extends string> = Readonly<Partial<Record<Column, Cell>>>;

/** What the import's own mapping says: column → text in the file → text or code of the column's table. */
export type ColumnMapping = Readonly<Record<string, ValueMapping>>;

/** The entry of a mapping that is about the columns themselves: header of the file → column of the form. */
export const HEADER_MAPPING = '表头';

/** The form as the file of this mapping has it. */
export function formWith<Column extends string>(form: Form<Column>, mapping: ColumnMapping): Form<Column> {
  const renamed = mapping[HEADER_MAPPING];
  return renamed === undefined ? form : { ...form, renamed };
}

/** What is looked at of a header; longer text is none. */
const MAX_HEADER_CHARACTERS = 200;

export interface HeaderMatch<Column extends string> {
  /** One entry per cell of the header; undefined where the form has no such column. */
  readonly columns: readonly (Column | undefined)[];
  /** Positions of headers the form does not know: the caller says that they are left out. */
  readonly unknown: readonly number[];
  readonly problems: readonly RowProblem[];
}

/**
 * Finds the form's columns in a header, in any order. Hints in brackets, stars, blanks and width do not matter:
 * `证件号码（18位）*` is 证件号码.
 */
export function matchHeader<Column extends string>(
  form: Form<Column>,
  header: readonly string[],
): HeaderMatch<Column> {
  const names = headerNames(form);
  const columns = header.map((text) => names.get(comparableHeader(text)));
  const unknown = header.flatMap((text, at) =>
    columns[at] === undefined && comparableHeader(text) !== '' ? [at] : [],
  );
  return { columns, unknown, problems: [...missingColumns(form, columns), ...duplicateColumns(columns)] };
}

/** Faults of a mapping, to be told before any row is read: unknown columns, columns without table, unknown targets. */
export function checkMapping(
  form: Pick<Form<string>, 'columns' | 'tables'>,
  mapping: ColumnMapping,
): readonly RowProblem[] {
  const tables: Readonly<Record<string, CodeTable | undefined>> = form.tables;
  return Object.entries(mapping).flatMap(([column, values]): readonly RowProblem[] => {
    const texts =
      column === HEADER_MAPPING ? unknownColumns(form, values) : unknownValues(tables, column, values);
    return texts.length === 0 ? [] : [{ code: 'MAPPING_UNKNOWN_VALUE', column, details: { texts } }];
  });
}

function unknownColumns({ columns }: Pick<Form<string>, 'columns'>, names: ValueMapping): readonly string[] {
  return Object.values(names).filter((target) => !columns.includes(target));
}

function unknownValues(
  tables: Readonly<Record<string, CodeTable | undefined>>,
  column: string,
  values: ValueMapping,
): readonly string[] {
  const table = Object.hasOwn(tables, column) ? tables[column] : undefined;
  return table === undefined ? Object.keys(values) : unknownTargets(table, values);
}

function headerNames<Column extends string>(form: Form<Column>): ReadonlyMap<string, Column> {
  const known = form.columns.flatMap((column) =>
    [column, ...(form.aliases[column] ?? [])].map((name) => [comparableHeader(name), column] as const),
  );
  const renamed = Object.entries(form.renamed ?? {}).flatMap(([name, target]) => {
    const column = form.columns.find((one) => one === target);
    return column === undefined ? [] : [[comparableHeader(name), column] as const];
  });
  return new Map([...known, ...renamed]);
}

function comparableHeader(text: string): string {
  const plain = comparableText(text.slice(0, MAX_HEADER_CHARACTERS)).replaceAll('*', '');
  const [open, close] = [plain.indexOf('('), plain.lastIndexOf(')')];
  return open >= 0 && open < close ? plain.slice(0, open) + plain.slice(close + 1) : plain;
}

function missingColumns<Column extends string>(
  form: Form<Column>,
  found: readonly (Column | undefined)[],
): readonly RowProblem[] {
  const missing = form.requiredColumns.filter((column) => !found.includes(column));
  return missing.map((column) => ({ code: 'HEADER_MISSING_COLUMN', column, details: { columns: missing } }));
}

function duplicateColumns(found: readonly (string | undefined)[]): readonly RowProblem[] {
  const repeated = found.filter(
    (column, at): column is string => column !== undefined && found.indexOf(column) < at,
  );
  return [...new Set(repeated)].map((column) => ({
    code: 'HEADER_DUPLICATE_COLUMN',
    column,
    details: { columns: [column] },
  }));
}
