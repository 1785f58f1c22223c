// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { isBlankCell, type Cell } from './cell.js';
import { parseArea, type CellArea } from './cell-reference.js';
import { TABLE_LIMITS } from './table-limits.js';
import type { TableRow, TableRows } from './table-row.js';
import { drain, parseXml } from './xml-events.js';
import type { XmlHandler } from './xml-handler.js';

/** An area of cells that shows its first only. */
export type MergedArea = CellArea;

/** What stands before them in the bytes of a part that has any; a text of a cell that has it costs time only. */
const MARK = 'mergeCell';
/** Below the sheet and its list of them. */
const MARK_DEPTH = 3;

/**
 * Merged areas of a sheet. They stand behind its rows (ECMA-376 part 1, 18.3.1.55), so the sheet is gone through once for them.
 * @throws DomainError FILE_TOO_COMPLEX, FILE_DAMAGED where two lie upon one another, which no spreadsheet program makes
 */
export async function readMergedAreas(read: () => AsyncIterable<Uint8Array>): Promise<readonly MergedArea[]> {
  const areas: MergedArea[] = [];
  let count = 0;
  if (!(await holdsMark(read()))) return areas;
  const open: XmlHandler['open'] = (name, { ref = '' }, depth) => {
    if (name !== MARK) return;
    if (depth !== MARK_DEPTH) throw new DomainError('FILE_DAMAGED', { reason: 'merged cells' });
    const area = parseArea(ref);
    if (area.left < TABLE_LIMITS.cells) areas.push(area);
    count += 1;
    if (count > TABLE_LIMITS.merges) throw new DomainError('FILE_TOO_COMPLEX', { reason: 'merged cells' });
  };
  await drain(parseXml(read(), { open }));
  areas.sort((one, other) => one.top - other.top);
  assertApart(areas);
  return areas;
}

function assertApart(areas: readonly MergedArea[]): void {
  const taken = new Array<number>(TABLE_LIMITS.cells).fill(0);
  for (const { top, left, bottom, right } of areas)
    for (let column = left; column <= right && column < taken.length; column += 1) {
      if ((taken[column] ?? 0) >= top) throw new DomainError('FILE_DAMAGED', { reason: 'merged cells' });
      taken[column] = bottom;
    }
}

/** Marks the cells of rows, in their order, that a merged area covers: what it says stands in its first cell, or else nowhere. */
export class MergedCells {
  readonly #open: OpenAreas;
  /** Areas that say something, by what their first cell has: it, or nothing. */
  readonly #says = new Map<MergedArea, 'first' | 'elsewhere'>();

  private constructor(areas: readonly MergedArea[]) {
    this.#open = new OpenAreas(areas);
  }

  /**
   * Looks through the rows before they are marked: of an area whose first cell is blank and another is not, no row is to be
   * taken for one with an empty cell.
   */
  static async of(areas: readonly MergedArea[], rows: () => TableRows): Promise<MergedCells> {
    const merged = new MergedCells(areas);
    const last = areas.reduce((most, { bottom }) => Math.max(most, bottom), 0);
    if (last === 0) return merged;
    const open = new OpenAreas(areas);
    for await (const { row, cells } of rows()) {
      if (row > last) break;
      for (const area of open.at(row)) merged.#look(area, row, cells);
    }
    return merged;
  }

  mark(found: TableRow): TableRow {
    const areas = this.#open.at(found.row).filter((area) => this.#says.has(area));
    return areas.length === 0 ? found : { ...found, cells: this.#covered(areas, found) };
  }

  #look(area: MergedArea, row: number, cells: readonly Cell[]): void {
    if (this.#says.has(area)) return;
    const { top, left, right } = area;
    if (row === top && !isBlankCell(cells[left] ?? '')) this.#says.set(area, 'first');
    else if (!cells.slice(left, right + 1).every(isBlankCell)) this.#says.set(area, 'elsewhere');
  }

  #covered(areas: readonly MergedArea[], { row, cells }: TableRow): readonly Cell[] {
    const marked = [...cells];
    for (const area of areas) {
      const { top, left, right } = area;
      const isFirst = row === top && this.#says.get(area) === 'first';
      const last = Math.min(right, TABLE_LIMITS.cells - 1);
      for (let column = isFirst ? left + 1 : left; column <= last; column += 1) {
        while (marked.length < column) marked.push('');
        const hides = !isBlankCell(cells[column] ?? '');
        marked[column] = { fault: 'CELL_MERGED', ...(hides && { hides }) };
      }
    }
    return marked;
  }
}

/** Areas, sorted by their first row, that rows in their order come to. */
class OpenAreas {
  readonly #areas: readonly MergedArea[];
  #next = 0;
  #open: MergedArea[] = [];

  constructor(areas: readonly MergedArea[]) {
    this.#areas = areas;
  }

  at(row: number): readonly MergedArea[] {
    if (this.#open.length > 0) this.#open = this.#open.filter(({ bottom }) => bottom >= row);
    for (let area = this.#areas[this.#next]; area !== undefined && area.top <= row;) {
      if (area.bottom >= row) this.#open.push(area);
      this.#next += 1;
      area = this.#areas[this.#next];
    }
    return this.#open;
  }
}

async function holdsMark(bytes: AsyncIterable<Uint8Array>): Promise<boolean> {
  const decoder = new TextDecoder('latin1');
  let rest = '';
  for await (const chunk of bytes) {
    const text = rest + decoder.decode(chunk, { stream: true });
    if (text.includes(MARK)) return true;
    rest = text.slice(1 - MARK.length);
  }
  return false;
}
