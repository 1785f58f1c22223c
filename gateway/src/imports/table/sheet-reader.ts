// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { Cell } from '@unionid/domain/forms';
import { IMPORT_LIMITS } from './import-limits.js';
import { dateOfSerial } from './excel-date.js';
import type { StringTable } from './string-table.js';
import type { TableRow } from './table.js';
import type { XmlHandler } from './xml-events.js';

export interface SheetContext {
  readonly strings: StringTable;
  readonly uses1904: boolean;
  readonly dateStyles: ReadonlySet<number>;
}

/** Turns the events of a sheet into rows; `take` gives those that are complete. */
export interface SheetReader {
  readonly handler: XmlHandler;
  take(): TableRow[];
}

export function newSheetReader(context: SheetContext): SheetReader {
  const reader = new SheetState(context);
  return {
    handler: {
      open: (name, attributes) => reader.open(name, attributes),
      text: (text) => reader.text(text),
      close: (name) => reader.close(name),
    },
    take: () => reader.take(),
  };
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  readonly isFormula: boolean;
  readonly value: string;
}

class SheetState {
  readonly #context: SheetContext;
  #rows: TableRow[] = [];
  #row = 0;
  #cells: Cell[] = [];
  #cell: OpenCell | undefined;
  #column = 0;
  #reads = false;
  #isPhonetic = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  take(): TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    switch (name) {
      case 'row':
        this.#openRow(attributes);
        return;
      case 'c':
        this.#openCell(attributes);
        return;
      case 'f':
        if (this.#cell !== undefined) this.#cell = { ...this.#cell, isFormula: true };
        return;
      case 'rPh':
        this.#isPhonetic = true;
        return;
      case 'v':
      case 't':
        this.#reads = !this.#isPhonetic;
        return;
      default:
        return;
    }
  }

  text(text: string): void {
    if (!this.#reads || this.#cell === undefined) return;
    // One past the limit, so that the row's own check says that the cell is too long.
    const value = (this.#cell.value + text).slice(0, IMPORT_LIMITS.cellCharacters + 1);
    this.#cell = { ...this.#cell, value };
  }

  close(name: string): void {
    switch (name) {
      case 'row':
        this.#rows.push({ row: this.#row, cells: this.#cells });
        return;
      case 'c':
        this.#closeCell();
        return;
      case 'rPh':
        this.#isPhonetic = false;
        return;
      case 'v':
      case 't':
        this.#reads = false;
        return;
      default:
        return;
    }
  }

  // Row and cell references are optional: without them each follows its neighbour.
  #openRow({ r }: Readonly<Record<string, string>>): void {
    const row = r === undefined ? this.#row + 1 : Number(r);
    if (!Number.isInteger(row) || row <= this.#row)
      throw new DomainError('FILE_DAMAGED', { reason: 'row order' });
    this.#row = row;
    this.#cells = [];
    this.#column = 0;
  }

  #openCell({ r, t = 'n', s = '0' }: Readonly<Record<string, string>>): void {
    const column = r === undefined ? this.#column : columnOf(r);
    if (column >= IMPORT_LIMITS.cells) throw new DomainError('FILE_TOO_WIDE', { row: this.#row });
    this.#cell = { column, type: t, style: Number(s), isFormula: false, value: '' };
  }

  #closeCell(): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    while (this.#cells.length < cell.column) this.#cells.push('');
    this.#cells[cell.column] = cell.isFormula ? { formula: true } : this.#textOf(cell);
    this.#column = cell.column + 1;
    this.#cell = undefined;
  }

  #textOf({ type, style, value }: OpenCell): string {
    const { strings, dateStyles, uses1904 } = this.#context;
    switch (type) {
      case 's':
        return strings.at(Number(value)) ?? '';
      case 'n':
        return dateStyles.has(style) && value !== ''
          ? (dateOfSerial(Number(value), uses1904) ?? value)
          : plainNumber(value);
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      case 'd':
        return value.slice(0, 10);
      default:
        return value;
    }
  }
}

// A long number typed into a cell without text format comes back as 1.38E+10. Beyond 15 digits its end is lost for good:
// such a number stays as it is and fails its own check.
function plainNumber(value: string): string {
  if (!/[.eE]/.test(value)) return value;
  const number = Number(value);
  return Number.isSafeInteger(number) && Math.abs(number) < 1e15 ? String(number) : value;
}

function columnOf(reference: string): number {
  let column = 0;
  for (const letter of /^[A-Z]{1,3}/.exec(reference)?.[0] ?? '')
    column = column * 26 + letter.charCodeAt(0) - 64;
  if (column === 0) throw new DomainError('FILE_DAMAGED', { reason: 'cell reference' });
  return column - 1;
}
