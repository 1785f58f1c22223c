// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { parseReference } from './cell-reference.js';
import { CellText } from './cell-text.js';
import type { Cell } from './cell.js';
import { dateOfSerial } from './excel-date.js';
import { FormulaAreas } from './formula-areas.js';
import { HiddenParts } from './hidden-parts.js';
import { numberIn, parseNumberCell } from './number-cell.js';
import type { HidingFormat } from './number-format.js';
import type { StringTable } from './string-table.js';
import { TABLE_LIMITS } from './table-limits.js';
import type { TableRow } from './table-row.js';
import type { XmlAttributes, XmlHandler } from './xml-handler.js';

export interface SheetContext {
  readonly strings: StringTable;
  readonly uses1904: boolean;
  readonly dateStyles: ReadonlySet<number>;
  /** Cell formats under which not every value is seen. */
  readonly hidingStyles: ReadonlyMap<number, HidingFormat>;
}

/** Where a sheet's elements stand; at any other place no spreadsheet program shows them, or nobody knows which is meant. */
const DEPTHS: Readonly<Record<string, number>> = {
  ...{ sheetData: 2, sheetFormatPr: 2, col: 3, row: 3, c: 4, v: 5, f: 5, is: 5 },
};
const CELL_CHILD = 5;
/** Types of cells whose value is the text itself. */
const TEXT_TYPES: readonly string[] = ['str', 'inlineStr'];
/** A day of ISO 8601, whatever time of it follows. */
const DAY = /^\d{4}-\d{2}-\d{2}(?=T|$)/;

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: number;
  isFormula: boolean;
  /** What it says stands in it once: `v`, or `is` of an inline text. */
  value: '' | 'v' | 'is';
}

/** Turns the events of a sheet into rows (ECMA-376 part 1, 18.3.1); `take` gives those that are complete. */
export class SheetReader implements XmlHandler {
  readonly #context: SheetContext;
  readonly #text = new CellText();
  #rows: TableRow[] = [];
  readonly #hidden = new HiddenParts();
  readonly #formulas = new FormulaAreas();
  #place: 'before' | 'rows' | 'after' = 'before';
  #row = 0;
  /** Whether the row says its number itself. */
  #isNumbered = false;
  #isOpen = false;
  #isHidden = false;
  #hasFormat = false;
  #cells: Cell[] = [];
  #cell: OpenCell | undefined;
  #column = 0;
  /** Columns of the row that have a cell. */
  readonly #taken = new Set<number>();

  constructor(context: SheetContext) {
    this.#context = context;
  }

  /** What nobody sees of the sheet, as far as it is read. */
  get hidden(): Pick<HiddenParts, 'isHiddenColumn'> {
    return this.#hidden;
  }

  take(): readonly TableRow[] {
    const rows = this.#rows;
    this.#rows = [];
    return rows;
  }

  readonly open = (name: string, attributes: XmlAttributes, depth: number): void => {
    if (this.#place === 'rows') this.#openInData(name, attributes, depth);
    else if (name === 'sheetData') this.#openData(depth);
    else if (name === 'col' || name === 'sheetFormatPr') this.#openFormat(name, attributes, depth);
  };

  // Elsewhere, or twice, no spreadsheet program makes it.
  #openData(depth: number): void {
    if (this.#place !== 'before' || depth !== DEPTHS.sheetData) throw this.#misplaced('sheet data');
    this.#place = 'rows';
  }

  // What is seen of the rows is told before them.
  #openFormat(name: 'col' | 'sheetFormatPr', attributes: XmlAttributes, depth: number): void {
    const isTwice = name === 'sheetFormatPr' && this.#hasFormat;
    if (this.#place !== 'before' || depth !== DEPTHS[name] || isTwice) throw this.#misplaced('sheet data');
    if (name === 'col') this.#hidden.openColumns(attributes);
    else {
      this.#hasFormat = true;
      this.#hidden.openFormat(attributes);
    }
  }

  #openInData(name: string, attributes: XmlAttributes, depth: number): void {
    const wanted = DEPTHS[name];
    if (wanted !== undefined && wanted !== depth) throw this.#misplaced();
    if (name === 'row') this.#openRow(attributes);
    else if (name === 'c') this.#openCell(attributes);
    else if (this.#cell === undefined) return;
    else if (name === 'f') this.#openFormula(this.#cell, attributes);
    else this.#openInCell(this.#cell, name, depth);
  }

  #openFormula(cell: OpenCell, attributes: XmlAttributes): void {
    cell.isFormula = true;
    this.#formulas.open(attributes);
  }

  #openInCell(cell: OpenCell, name: string, depth: number): void {
    if (depth > CELL_CHILD && cell.value === 'is') this.#text.open(name, depth - CELL_CHILD);
    else if (name === 'v' || name === 'is') this.#openValue(cell, name);
    else throw this.#misplaced('cell text');
  }

  /** Of two values nobody knows which is meant, and programs take an inline text for one only where the cell's type says so. */
  #openValue(cell: OpenCell, name: 'v' | 'is'): void {
    if (cell.value !== '') throw this.#misplaced('cell text');
    cell.value = name;
    if (name === 'v') this.#text.openValue();
    else this.#text.begin();
  }

  readonly text = (text: string): void => {
    if (this.#cell !== undefined) this.#text.add(text);
  };

  readonly close = (name: string): void => {
    if (name === 'sheetData') this.#place = 'after';
    else if (this.#place !== 'rows') return;
    else if (name === 'row') this.#closeRow();
    else if (name === 'c') this.#closeCell();
    else if (name === 'v') this.#text.closeValue();
    else this.#text.close(name);
  };

  // Row and cell references are optional: without them each follows its neighbour.
  #openRow(attributes: XmlAttributes): void {
    const { r } = attributes;
    const row = r === undefined ? this.#row + 1 : Number(r);
    if (this.#isOpen || !Number.isInteger(row) || row <= this.#row || row > TABLE_LIMITS.sheetRow)
      throw new DomainError('FILE_DAMAGED', { reason: 'row order' });
    this.#row = row;
    this.#isOpen = true;
    this.#isNumbered = r !== undefined;
    this.#taken.clear();
    this.#isHidden = this.#hidden.isHiddenRow(attributes);
    this.#cells = [];
    this.#column = 0;
  }

  #closeRow(): void {
    this.#isOpen = false;
    this.#rows.push({ row: this.#row, cells: this.#cells, ...(this.#isHidden && { hidden: true }) });
  }

  #openCell({ r, t = 'n', s = '0' }: XmlAttributes): void {
    const column = r === undefined ? this.#column : this.#columnOf(r);
    if (column >= TABLE_LIMITS.cells) throw new DomainError('FILE_TOO_WIDE', { row: this.#row });
    // Of two cells at one place, or one within another, nobody knows which is meant.
    if (!this.#isOpen || this.#cell !== undefined || this.#taken.has(column)) throw this.#misplaced();
    this.#taken.add(column);
    this.#text.take();
    this.#cell = { column, type: t, style: Number(s), isFormula: false, value: '' };
  }

  #columnOf(reference: string): number {
    const { row, column } = parseReference(reference);
    if (this.#isNumbered && row !== this.#row) throw this.#misplaced();
    return column;
  }

  #misplaced(reason = 'cell place'): DomainError {
    return new DomainError('FILE_DAMAGED', { row: this.#row, reason });
  }

  #closeCell(): void {
    const cell = this.#cell;
    if (cell === undefined) return;
    while (this.#cells.length < cell.column) this.#cells.push('');
    const text = this.#text.take();
    if (text !== '' && cell.value === 'is' && cell.type !== 'inlineStr') throw this.#misplaced('cell text');
    if (text !== '' && this.#isUnseen(cell, text)) this.#isHidden = true;
    this.#cells[cell.column] = this.#isComputed(cell) ? { fault: 'CELL_FORMULA' } : this.#valueOf(cell, text);
    this.#column = cell.column + 1;
    this.#cell = undefined;
  }

  #isComputed({ isFormula, value, column }: OpenCell): boolean {
    return isFormula || (value !== '' && this.#formulas.covers(this.#row, column));
  }

  #isUnseen({ type, style }: OpenCell, text: string): boolean {
    const format = this.#context.hidingStyles.get(style);
    if (format === undefined) return false;
    // A day is a number.
    return type === 'n'
      ? format.hidesNumber(numberIn(text))
      : type === 'd'
        ? format.hidesNumber(1)
        : format.hidesText;
  }

  /** Where nothing is written nothing stands, whatever the cell's type would make of it. */
  #valueOf({ type, style }: OpenCell, text: string): Cell {
    if (text === '' || TEXT_TYPES.includes(type)) return text;
    switch (type) {
      case 's':
        return this.#sharedAt(text);
      case 'n':
        return this.#numberOf(style, text);
      case 'b':
        return this.#booleanOf(text);
      case 'd':
        return DAY.exec(text)?.[0] ?? text;
      case 'e':
        return { fault: 'CELL_ERROR' };
      default:
        throw this.#misplaced('cell type');
    }
  }

  #sharedAt(index: string): string {
    const text = /^\d+$/.test(index) ? this.#context.strings.at(Number(index)) : undefined;
    if (text === undefined) throw new DomainError('FILE_DAMAGED', { row: this.#row, reason: 'shared text' });
    return text;
  }

  #booleanOf(text: string): string {
    if (text === '1' || text === 'true') return 'TRUE';
    if (text === '0' || text === 'false') return 'FALSE';
    throw new DomainError('FILE_DAMAGED', { row: this.#row, reason: 'boolean' });
  }

  #numberOf(style: number, text: string): Cell {
    const { dateStyles, uses1904 } = this.#context;
    if (!dateStyles.has(style)) return parseNumberCell(text);
    return dateOfSerial(numberIn(text), uses1904) ?? text;
  }
}
