// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { isBlankCell, type Cell } from './cell.js';
import { parseReference } from './cell-reference.js';
import { TABLE_LIMITS } from './table-limits.js';
import type { TableRow } from './table-row.js';
import { drain, parseXml } from './xml-events.js';

/** An area of cells that shows its first only. Rows from 1, columns from 0, both ends included. */
export interface MergedArea {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** What stands before them in the bytes of a part that has any; a text of a cell that has it costs time only. */
const MARK = 'mergeCell';

/**
 * Merged areas of a sheet. They stand behind its rows (ECMA-376 part 1, 18.3.1.55), so the sheet is gone through once for them.
 * @throws DomainError FILE_TOO_COMPLEX, FILE_DAMAGED
 */
export async function readMergedAreas(read: () => AsyncIterable<Uint8Array>): Promise<readonly MergedArea[]> {
  const areas: MergedArea[] = [];
  if (!(await holdsMark(read()))) return areas;
  const open = (name: string, { ref = '' }: Readonly<Record<string, string>>): void => {
    if (name !== MARK) return;
    areas.push(toArea(ref));
    if (areas.length > TABLE_LIMITS.merges)
      throw new DomainError('FILE_TOO_COMPLEX', { reason: 'merged cells' });
  };
  await drain(parseXml(read(), { open }));
  return areas.sort((one, other) => one.top - other.top);
}

/** Marks the cells of rows, in their order, that a merged area covers and whose statement stands in its first cell. */
export class MergedCells {
  readonly #areas: readonly MergedArea[];
  #next = 0;
  /** Areas that reach to the rows at hand and say something. */
  #open: MergedArea[] = [];

  constructor(areas: readonly MergedArea[]) {
    this.#areas = areas;
  }

  mark({ row, cells }: TableRow): TableRow {
    if (this.#open.length > 0) this.#open = this.#open.filter(({ bottom }) => bottom >= row);
    for (let area = this.#areas[this.#next]; area !== undefined && area.top <= row;) {
      if (area.top === row && !isBlankCell(cells[area.left] ?? '')) this.#add(area);
      this.#next += 1;
      area = this.#areas[this.#next];
    }
    return { row, cells: this.#open.length === 0 ? cells : this.#covered(row, cells) };
  }

  // Areas that do not overlap are no more than there are columns.
  #add(area: MergedArea): void {
    if (this.#open.length >= TABLE_LIMITS.cells)
      throw new DomainError('FILE_DAMAGED', { reason: 'merged cells' });
    this.#open.push(area);
  }

  #covered(row: number, cells: readonly Cell[]): readonly Cell[] {
    const marked = [...cells];
    for (const { top, left, right } of this.#open) {
      const last = Math.min(right, TABLE_LIMITS.cells - 1);
      for (let column = row === top ? left + 1 : left; column <= last; column += 1) {
        while (marked.length < column) marked.push('');
        marked[column] = { fault: 'CELL_MERGED' };
      }
    }
    return marked;
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

function toArea(reference: string): MergedArea {
  const [from = '', to = from] = reference.split(':', 2);
  const [start, end] = [parseReference(from), parseReference(to)];
  return {
    top: Math.min(start.row, end.row),
    left: Math.min(start.column, end.column),
    bottom: Math.max(start.row, end.row),
    right: Math.max(start.column, end.column),
  };
}
