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

/** Rows of a CSV out of text that comes in pieces. Gateway and client read by this and nothing else, so that they agree. */
export class CsvReader {
  #scanner: CsvScanner | undefined;
  /** Text that does not show yet what separates cells. */
  #start = '';
  #row = 0;

  /** @throws DomainError FILE_DAMAGED with the row that does not end */
  *take(piece: string): Generator<CsvRow> {
    if (this.#scanner !== undefined) {
      yield* this.#rowsOf(this.#scanner, piece);
      return;
    }
    this.#start += piece;
    const separator = separatorOf(this.#start);
    if (separator !== undefined || this.#start.length > MAX_RECORD_CHARACTERS) yield* this.#begin(separator);
  }

  /** After the last piece. @throws DomainError FILE_DAMAGED */
  *end(): Generator<CsvRow> {
    // What is all of the text may end without a line end.
    if (this.#scanner === undefined) yield* this.#begin(separatorOf(`${this.#start}\n`));
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
    const nul = cells.findIndex((text) => text.includes('\u0000'));
    const found = fault ?? (nul < 0 ? undefined : { kind: 'nul' as const, cell: nul + 1 });
    if (found !== undefined || !cells.every(isBlankText)) yield { row: this.#row, cells, fault: found };
  }
}

/** Rows of a whole text. @throws DomainError FILE_DAMAGED */
export function* readCsv(text: string): Generator<CsvRow> {
  const reader = new CsvReader();
  yield* reader.take(text);
  yield* reader.end();
}

/** The separator that the first line with any shows most of: a title may stand above the header. What is quoted shows none. */
function separatorOf(text: string): string | undefined {
  const lines = text.replace(/"[^"]*(?:"|$)/g, '').split(/[\r\n]+/);
  // The last one may go on in the next piece.
  for (const line of lines.slice(0, -1)) {
    const counts = SEPARATORS.map((separator) => line.split(separator).length);
    const most = Math.max(...counts);
    if (most > 1) return SEPARATORS[counts.indexOf(most)];
  }
  return undefined;
}

function damaged(row: number): DomainError {
  return new DomainError('FILE_DAMAGED', { row });
}
