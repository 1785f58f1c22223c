// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { isBlankText } from './cell.js';
import { CsvScanner, type CsvFault, type CsvRecord } from './csv-scanner.js';
import { TABLE_LIMITS } from './table-limits.js';

/** A row in which something stands. */
export interface CsvRow {
  /** Number of its record, 1 for the first, as spreadsheets count; an empty line counts. */
  readonly row: number;
  readonly cells: readonly string[];
  readonly fault: CsvFault | undefined;
}

/** What a record may hold, so that a mark without end takes no memory. */
const MAX_RECORD_CHARACTERS = TABLE_LIMITS.recordCharacters;
const SEPARATORS = [',', '\t', ';'];
/** NUL, and what other systems end lines with (NEL, U+2028, U+2029): no table has them, and rows may stand behind them. */
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const NO_TEXT = /[\u0000\u0085\u2028\u2029]/;
/** Lines among which the table begins, a title above it or not, and cells that a header has and hardly a title. */
const START_LINES = 20;
const HEADER_CELLS = 5;

/** Rows of a CSV out of text that comes in pieces. Gateway and client read by this and nothing else, so that they agree. */
export class CsvReader {
  #scanner: CsvScanner | undefined;
  /** Text that does not show yet what separates cells. */
  #start = '';
  #row = 0;

  /** @throws DomainError FILE_DAMAGED with the row that does not end; FILE_TOO_WIDE, FILE_TOO_MANY_ROWS */
  *take(piece: string): Generator<CsvRow> {
    if (this.#scanner !== undefined) {
      yield* this.#rowsOf(this.#scanner, piece);
      return;
    }
    this.#start += piece;
    const separator = separatorOf(this.#start, this.#start.length > MAX_RECORD_CHARACTERS);
    if (separator !== undefined || this.#start.length > MAX_RECORD_CHARACTERS) yield* this.#begin(separator);
  }

  /** After the last piece. @throws DomainError as above */
  *end(): Generator<CsvRow> {
    // What is all of the text may end without a line end.
    if (this.#scanner === undefined) yield* this.#begin(separatorOf(`${this.#start}\n`, true));
    for (const record of this.#scanner?.end() ?? []) yield* this.#toRow(record);
  }

  *#begin(separator = ','): Generator<CsvRow> {
    this.#scanner = new CsvScanner(separator);
    yield* this.#rowsOf(this.#scanner, this.#start);
    this.#start = '';
  }

  *#rowsOf(scanner: CsvScanner, piece: string): Generator<CsvRow> {
    for (const record of scanner.take(piece)) yield* this.#toRow(record);
    if (scanner.length > MAX_RECORD_CHARACTERS) throw damaged(this.#row + 1);
  }

  *#toRow({ cells, fault, length }: CsvRecord): Generator<CsvRow> {
    this.#row += 1;
    if (this.#row > TABLE_LIMITS.records)
      throw new DomainError('FILE_TOO_MANY_ROWS', { limit: TABLE_LIMITS.records });
    if (length > MAX_RECORD_CHARACTERS || fault?.kind === 'open') throw damaged(this.#row);
    const found = fault ?? nulIn(cells);
    if (found === undefined && cells.every(isBlankText)) return;
    if (cells.length > TABLE_LIMITS.cells) throw new DomainError('FILE_TOO_WIDE', { row: this.#row });
    yield { row: this.#row, cells, fault: found };
  }
}

/** Rows of a whole text. @throws DomainError FILE_DAMAGED, FILE_TOO_WIDE, FILE_TOO_MANY_ROWS */
export function* readCsv(text: string): Generator<CsvRow> {
  const reader = new CsvReader();
  yield* reader.take(text);
  yield* reader.end();
}

/**
 * The separator that the first line with any shows most of. That may be a title: a further line as wide as a header by another
 * one, and less by this, decides. What is quoted shows none; undefined where the lines at hand do not tell yet.
 */
function separatorOf(text: string, isAll = false): string | undefined {
  const lines = text.replace(/"[^"]*(?:"|$)/g, '').split(/[\r\n]+/);
  // The last one may go on in the next piece.
  const counts = lines.slice(0, -1).map(cellsBySeparator);
  const first = counts.slice(0, START_LINES).find((line) => mostOf(line) > 1);
  if (first === undefined) return undefined;
  const own = first.indexOf(mostOf(first));
  if (mostOf(first) >= HEADER_CELLS) return SEPARATORS[own];
  const header = counts
    .slice(0, START_LINES)
    .find((line) => mostOf(line) >= HEADER_CELLS && (line[own] ?? 0) < mostOf(first));
  if (header !== undefined) return SEPARATORS[header.indexOf(mostOf(header))];
  return isAll || counts.length >= START_LINES ? SEPARATORS[own] : undefined;
}

function cellsBySeparator(line: string): readonly number[] {
  return SEPARATORS.map((separator) => line.split(separator).length);
}

function mostOf(counts: readonly number[]): number {
  return Math.max(...counts);
}

function nulIn(cells: readonly string[]): CsvFault | undefined {
  const at = cells.findIndex((text) => NO_TEXT.test(text));
  return at < 0 ? undefined : { kind: 'nul', cell: at + 1 };
}

function damaged(row: number): DomainError {
  return new DomainError('FILE_DAMAGED', { row });
}
