// SPDX-License-Identifier: Apache-2.0
import { allowedTexts, lookupCode } from '../codes/index.js';
import type { ErrorDetails } from '../errors/domain-error.js';
import type { RowErrorCode } from '../errors/row-codes.js';
import { isShortenedNumber } from '../table/number-cell.js';
import { fixDate, parseDate, type IsoDate } from '../values/calendar-date.js';
import type { Fixed, Parsed } from '../values/parsed.js';
import { characterCount, hasUnprintable, toHalfWidth, trimBlanks } from '../text/plain-text.js';
import { foreignCharacterAt } from './foreign-character.js';
import type { Cells, ColumnMapping, Form } from './form.js';
import { EXAMPLE_COLUMN, isExampleWrittenOver } from './template.js';
import type { RowFix, RowProblem, RowResult, RowWarning, RowWarningCode } from './row-result.js';

/** How a cell is asked for. */
export interface CellRule {
  readonly required?: boolean;
  /** Upper bound in characters (code points). */
  readonly maxCharacters?: number;
  /** Phone columns may begin with +. */
  readonly phone?: boolean;
  /** A column that says nothing when it is empty: no warning. */
  readonly silent?: boolean;
  /** Of a date: the first day that there can be. */
  readonly notBefore?: IsoDate;
}

const MAX_CHARACTERS = 200;
// OWASP, "CSV injection": a spreadsheet takes these beginnings for a formula when the report is opened.
const FORMULA_START = /^(?:[=@]|[+-].)/;
const NEGATIVE = /^-\d[\d,]*(?:\.\d+)?$/;
const PHONE = /^[+\d\s()-]+$/;

/** Reads the cells of one row and gathers everything wrong, repaired or odd in it, so that a row is corrected once. */
export class RowReader<Column extends string> {
  readonly #form: Form<Column>;
  readonly #cells: Cells<Column>;
  readonly #mapping: ColumnMapping;
  readonly #problems: RowProblem[] = [];
  readonly #fixes: RowFix[] = [];
  readonly #warnings: RowWarning[] = [];

  constructor(form: Form<Column>, cells: Cells<Column>, mapping: ColumnMapping) {
    this.#form = form;
    this.#cells = cells;
    this.#mapping = mapping;
  }

  /** The cell's text without outer blanks; undefined where it is empty or faulty, which has then been noted. */
  text(column: Column, rule: CellRule = {}): string | undefined {
    const cell = this.#cells[column] ?? '';
    const text = typeof cell === 'string' ? trimBlanks(cell) : '';
    const fault = typeof cell === 'string' ? cellFault(text, rule) : { code: cell.fault };
    if (fault !== undefined) this.problem(fault.code, column, fault.details);
    else if (text === '') this.#noteMissing(column, rule);
    else if (text !== cell) this.fixed(column, { text, fixes: ['SPACES'] });
    return fault === undefined && text !== '' ? text : undefined;
  }

  /** True for a cell with nothing in it. */
  isEmpty(column: Column): boolean {
    const cell = this.#cells[column] ?? '';
    return typeof cell === 'string' && trimBlanks(cell) === '';
  }

  /** Code of a drop-down cell. */
  code(column: Column, rule: CellRule = {}): string | undefined {
    const text = this.text(column, rule);
    const table = this.#form.tables[column];
    if (text === undefined || table === undefined) return undefined;
    const code = lookupCode(table, text, this.#mapping[column]);
    if (code === undefined) this.problem('VALUE_NOT_ALLOWED', column, { allowed: allowedTexts(table) });
    return code;
  }

  /** A date that is not after `notAfter`, nor before the rule's first day. */
  date(column: Column, notAfter: IsoDate, rule: CellRule = {}): IsoDate | undefined {
    const text = this.text(column, { maxCharacters: 40, ...rule });
    if (text === undefined) return undefined;
    const date = this.parsed(column, parseDate(this.fixed(column, fixDate(text))));
    if (date === undefined) return undefined;
    const { notBefore = '' } = rule;
    if (date >= notBefore && date <= notAfter) return date;
    if (date > notAfter) this.problem('DATE_IN_FUTURE', column);
    else this.problem('DATE_TOO_EARLY', column, { earliest: notBefore });
    return undefined;
  }

  /** The value of a parse, or undefined after noting its code. */
  parsed<Value>(column: Column, result: Parsed<Value, RowErrorCode>): Value | undefined {
    if (result.ok) return result.value;
    this.problem(result.code, column);
    return undefined;
  }

  /** The repaired text, its repairs noted once each. */
  fixed(column: Column, { text, fixes }: Fixed): string {
    for (const kind of fixes) {
      if (!this.#fixes.some((fix) => fix.column === column && fix.kind === kind))
        this.#fixes.push({ column, kind });
    }
    return text;
  }

  problem(code: RowErrorCode, column: Column, details: ErrorDetails = {}): void {
    const cell = this.#cells[column];
    const at = typeof cell === 'string' ? foreignCharacterAt(code, trimBlanks(cell)) : undefined;
    this.#problems.push({ code, column, details, ...(at !== undefined && { at }) });
  }

  warn(code: RowWarningCode, column: Column): void {
    this.#warnings.push({ column, code });
  }

  /** The row that `make` builds where nothing is wrong; `make` returns undefined only after a problem was noted. */
  finish<Row>(make: () => Row | undefined): RowResult<Row> {
    const [fixes, warnings] = [this.#fixes, this.#warnings];
    this.#noteRest();
    const row = this.#problems.length === 0 ? make() : undefined;
    return row === undefined
      ? { ok: false, problems: this.#problems, fixes, warnings }
      : { ok: true, row, fixes, warnings };
  }

  // What no column asked for: text under no header, and the number of an example that somebody wrote over.
  #noteRest(): void {
    const known: readonly string[] = this.#form.columns;
    const stray = Object.keys(this.#cells).filter((column) => !known.includes(column)) as Column[];
    for (const column of stray) this.problem('CELL_WITHOUT_COLUMN', column);
    if (isExampleWrittenOver(this.#cells)) this.problem('EXAMPLE_WRITTEN_OVER', EXAMPLE_COLUMN as Column);
  }

  #noteMissing(column: Column, rule: CellRule): void {
    if (rule.required === true) this.problem('REQUIRED_MISSING', column);
    else if (rule.silent !== true) this.warn('OPTIONAL_MISSING', column);
  }
}

interface CellFault {
  readonly code: RowErrorCode;
  readonly details?: ErrorDetails;
}

function cellFault(text: string, rule: CellRule): CellFault | undefined {
  const max = rule.maxCharacters ?? MAX_CHARACTERS;
  if (characterCount(text) > max) return { code: 'CELL_TOO_LONG', details: { maxCharacters: max } };
  if (hasUnprintable(text)) return { code: 'CELL_UNPRINTABLE' };
  if (isShortenedNumber(toHalfWidth(text))) return { code: 'NUMBER_ROUNDED' };
  return isFormula(toHalfWidth(text), rule) ? { code: 'CELL_FORMULA' } : undefined;
}

function isFormula(text: string, rule: CellRule): boolean {
  // A number below nothing is a slip that its column tells of.
  return FORMULA_START.test(text) && !NEGATIVE.test(text) && !(rule.phone === true && PHONE.test(text));
}
