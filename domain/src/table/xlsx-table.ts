// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { alignRows, isList, type FindTable, type TableStart } from './find-table.js';
import { MergedCells, readMergedAreas } from './merged-cells.js';
import { readSharedStrings } from './shared-strings.js';
import { SheetReader, type SheetContext } from './sheet-reader.js';
import type { TableFile } from './table-file.js';
import { isBlankRow, SHEET_ROWS, type TableRow, type TableRows } from './table-row.js';
import { readWorkbook, type WorkbookSheet } from './workbook.js';
import { parseXml } from './xml-events.js';
import { XlsxPackage } from './xlsx-package.js';

/** What becomes of a sheet: it is read; nothing stands in it; nobody sees it; what stands there is no such table. */
export type SheetUse = 'read' | 'empty' | 'hidden' | 'outside';

export interface SheetNote {
  readonly name: string;
  readonly use: SheetUse;
  /** Of a sheet that is read: wanted columns that nobody sees; left out where there is none. */
  readonly hiddenColumns?: string[];
}

export interface XlsxTable {
  /** Every sheet, in the order of the workbook. */
  readonly sheets: readonly SheetNote[];
  readonly rows: TableRows;
}

/** A visible sheet with its first rows, and where the table begins among them. */
interface SeenSheet {
  readonly sheet: WorkbookSheet;
  readonly rows: readonly TableRow[];
  readonly start: TableStart | undefined;
  readonly hidden: SheetReader['hidden'];
}

/** Rows of a sheet that are looked at to tell whether it has the table. */
const LOOKED_AT_ROWS = 21;
const SHOWN_CHARACTERS = 40;

/**
 * Rows of all visible sheets that have the table, one after another (ECMA-376, SpreadsheetML); where none has, of the first
 * with anything in it.
 * @throws DomainError FILE_SEVERAL_SHEETS where a sheet has columns that the first has not; FILE_EMPTY and others
 */
export async function openXlsx(file: TableFile, findTable: FindTable): Promise<XlsxTable> {
  const parts = await XlsxPackage.open(file);
  const workbook = await readWorkbook(parts);
  const strings = await readSharedStrings(parts.read(workbook.stringsPart));
  const context = { parts, ...workbook, strings };
  const seen: SeenSheet[] = [];
  for (const sheet of workbook.sheets.filter(({ isHidden }) => !isHidden)) {
    const reader = new SheetReader(context);
    const rows = await startOf(readSheet(sheet, context, reader));
    seen.push({ sheet, rows, start: findTable(rows), hidden: reader.hidden });
  }
  const chosen = chooseSheets(seen);
  assertAlike(chosen);
  if (chosen.some(({ start }) => start !== undefined))
    await assertNoneLeft(seen, { chosen, context, findTable });
  return {
    sheets: workbook.sheets.map((sheet) => noteOf(sheet, seen, chosen)),
    rows: readSheets(chosen, context),
  };
}

function chooseSheets(seen: readonly SeenSheet[]): readonly SeenSheet[] {
  const tables = seen.filter(({ start }) => start !== undefined);
  if (tables.length > 0) return tables;
  const filled = seen.find(({ rows }) => rows.length > 0);
  if (filled === undefined) throw new DomainError('FILE_EMPTY');
  return [filled];
}

function assertAlike([first, ...others]: readonly SeenSheet[]): void {
  const known = first?.start?.columns ?? [];
  const odd = others.filter(({ start }) =>
    start?.columns.some((column) => column !== undefined && !known.includes(column)),
  );
  if (first !== undefined && odd.length > 0)
    throw new DomainError('FILE_SEVERAL_SHEETS', {
      sheets: [first, ...odd].map(({ sheet }) => shownName(sheet)),
    });
}

/** A list with a slip in its header is not to be left out as if it were a page of instructions. */
async function assertNoneLeft(
  seen: readonly SeenSheet[],
  {
    chosen,
    context,
    findTable,
  }: { chosen: readonly SeenSheet[]; context: ReadContext; findTable: FindTable },
): Promise<void> {
  for (const one of seen.filter((sheet) => sheet.rows.length > 0 && !chosen.includes(sheet)))
    if (await isList(readSheet(one.sheet, context), findTable.ofList))
      throw new DomainError('FILE_SEVERAL_SHEETS', {
        sheets: [...chosen.slice(0, 1), one].map(({ sheet }) => shownName(sheet)),
      });
}

function noteOf(sheet: WorkbookSheet, seen: readonly SeenSheet[], chosen: readonly SeenSheet[]): SheetNote {
  const read = chosen.find((one) => one.sheet === sheet);
  return { name: shownName(sheet), use: useOf(sheet, seen, chosen), ...(read && hiddenColumnsOf(read)) };
}

function hiddenColumnsOf({ start, hidden }: SeenSheet): Pick<SheetNote, 'hiddenColumns'> {
  const columns = start?.columns ?? [];
  const names = columns.flatMap((column, at) => (hidden.isHiddenColumn(at) ? (column ?? []) : []));
  return names.length === 0 ? {} : { hiddenColumns: names };
}

function useOf(sheet: WorkbookSheet, seen: readonly SeenSheet[], chosen: readonly SeenSheet[]): SheetUse {
  if (chosen.some((one) => one.sheet === sheet)) return 'read';
  if (sheet.isHidden) return 'hidden';
  const isEmpty = seen.some((one) => one.sheet === sheet && one.rows.length === 0);
  return isEmpty && sheet.part !== undefined ? 'empty' : 'outside';
}

interface ReadContext extends SheetContext {
  readonly parts: XlsxPackage;
}

async function* readSheets(chosen: readonly SeenSheet[], context: ReadContext): TableRows {
  const [first, ...others] = chosen;
  if (first === undefined) return;
  yield* readMergedSheet(first.sheet, context);
  if (first.start === undefined) return;
  for (const [at, { sheet, rows, start }] of others.entries()) {
    const header = start && rows[start.at];
    if (start === undefined || header === undefined) continue;
    const below = { row: header.row, start, offset: (at + 1) * SHEET_ROWS };
    yield* alignRows(readMergedSheet(sheet, context), below, first.start.columns);
  }
}

async function startOf(rows: TableRows): Promise<readonly TableRow[]> {
  const start: TableRow[] = [];
  for await (const row of rows) {
    start.push(row);
    if (start.length === LOOKED_AT_ROWS) break;
  }
  return start;
}

async function* readMergedSheet(sheet: WorkbookSheet, context: ReadContext): TableRows {
  const areas = await readMergedAreas(() => bytesOf(sheet, context));
  const merged = await MergedCells.of(areas, () => readSheet(sheet, context));
  for await (const row of readSheet(sheet, context)) {
    const marked = merged.mark(row);
    if (!isBlankRow(marked.cells)) yield marked;
  }
}

async function* readSheet(
  sheet: WorkbookSheet,
  context: ReadContext,
  reader = new SheetReader(context),
): TableRows {
  if (sheet.part === undefined) return;
  const pieces = parseXml(bytesOf(sheet, context), reader);
  while ((await pieces.next()).done !== true)
    for (const found of reader.take()) if (!isBlankRow(found.cells)) yield found;
}

function bytesOf({ part = '' }: WorkbookSheet, { parts }: ReadContext): AsyncIterable<Uint8Array> {
  const bytes = parts.read(part);
  if (bytes === undefined) throw new DomainError('FILE_DAMAGED', { reason: 'no sheet' });
  return bytes;
}

function shownName({ name }: WorkbookSheet): string {
  return name.slice(0, SHOWN_CHARACTERS);
}
