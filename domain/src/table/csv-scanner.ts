// SPDX-License-Identifier: Apache-2.0

/** What is wrong with a record, its quotation marks mostly. Its cells are what can be made of it, and nobody's statement. */
export interface CsvFault {
  /**
   * `mark`: one inside an unquoted cell, or text after the one that closes a cell. `lines`: a pair that took in line ends
   * together with what looks like a further record. `open`: one that is never closed. `nul`: the character U+0000, which
   * no text has, or a line end of another system.
   */
  readonly kind: 'mark' | 'lines' | 'open' | 'nul';
  /** Number of the cell, 1 for the first. */
  readonly cell: number;
}

export interface CsvRecord {
  readonly cells: readonly string[];
  readonly fault: CsvFault | undefined;
  /** Characters of it, marks and separators included. */
  readonly length: number;
}

/**
 * Reads records (RFC 4180) out of text that comes in pieces cut anywhere, each character once. Lines end by CRLF, LF or CR,
 * also mixed. Marks are judged strictly: a record with one that RFC 4180 does not know ends where its line ends, and says so.
 */
export class CsvScanner {
  readonly #separator: string;
  readonly #plain: RegExp;
  /** Before a cell, in one without marks, between marks, after the second of them. */
  #state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  #cells: string[] = [];
  #cell = '';
  #fault: CsvFault | undefined;
  /** Whether the record before ended by CR, so that an LF still belongs to it. */
  #isAfterReturn = false;
  /** Separators in the cell between marks, and whether a line ends in it. */
  #separators = 0;
  #isBroken = false;
  /** The first cell of the record in which a line ends, and separators in all of those. */
  #brokenCell: number | undefined;
  #brokenSeparators = 0;
  /** Cells of the widest right record so far. */
  #width = 0;
  #length = 0;

  constructor(separator: string) {
    this.#separator = separator;
    this.#plain = new RegExp(`[^"\\r\\n${separator}]+`, 'y');
  }

  /** Characters taken of the record that has not ended. */
  get length(): number {
    return this.#length;
  }

  /** Records that end in this piece. */
  *take(text: string): Generator<CsvRecord> {
    for (let at = 0; at < text.length;) {
      const start = at;
      const isQuoted = this.#state === 'quoted';
      const isLineEnd = !isQuoted && (text[at] === '\n' || text[at] === '\r');
      at = isQuoted ? this.#takeQuoted(text, at) : isLineEnd ? at + 1 : this.#takeOpen(text, at);
      this.#length += at - start;
      if (isLineEnd && !(this.#isAfterReturn && text[start] === '\n')) yield this.#endRecord();
      this.#isAfterReturn = isLineEnd && text[start] === '\r';
    }
  }

  /** The last record, where no line end follows it. */
  *end(): Generator<CsvRecord> {
    if (this.#state === 'quoted') this.#note('open');
    if (this.#state !== 'start' || this.#cells.length > 0) yield this.#endRecord();
  }

  #takeQuoted(text: string, at: number): number {
    const mark = text.indexOf('"', at);
    const end = mark < 0 ? text.length : mark;
    const piece = text.slice(at, end);
    this.#cell += piece;
    this.#separators += piece.split(this.#separator).length - 1;
    this.#isBroken ||= /[\r\n]/.test(piece);
    if (mark < 0) return end;
    this.#state = 'closed';
    return end + 1;
  }

  #takeOpen(text: string, at: number): number {
    if (text[at] === this.#separator) {
      this.#endCell();
      return at + 1;
    }
    if (text[at] === '"') {
      this.#takeMark();
      return at + 1;
    }
    if (this.#state === 'closed') this.#note('mark');
    this.#state = 'plain';
    this.#plain.lastIndex = at;
    const [piece = ''] = this.#plain.exec(text) ?? [];
    this.#cell += piece;
    return at + piece.length;
  }

  #takeMark(): void {
    if (this.#state === 'plain') this.#note('mark');
    // Two marks between marks stand for one.
    if (this.#state !== 'start') this.#cell += '"';
    if (this.#state !== 'plain') this.#state = 'quoted';
  }

  #note(kind: CsvFault['kind']): void {
    this.#fault ??= { kind, cell: this.#cells.length + 1 };
  }

  #endCell(): void {
    this.#cells.push(this.#cell);
    if (this.#isBroken) {
      this.#brokenCell ??= this.#cells.length;
      this.#brokenSeparators += this.#separators;
    }
    this.#separators = 0;
    this.#isBroken = false;
    this.#cell = '';
    this.#state = 'start';
  }

  #endRecord(): CsvRecord {
    this.#endCell();
    const [cells, length] = [this.#cells, this.#length];
    const fault = this.#fault ?? this.#swallowed(cells.length);
    if (fault === undefined) this.#width = Math.max(this.#width, cells.length);
    this.#cells = [];
    this.#fault = undefined;
    this.#brokenCell = undefined;
    this.#brokenSeparators = 0;
    this.#length = 0;
    return { cells, fault, length };
  }

  // A cell may hold lines, and lines may hold a separator. What a pair of marks swallowed began in one record and ended in
  // the next, either of which may end early: only a record of the usual width is believed to hold one.
  #swallowed(cells: number): CsvFault | undefined {
    const [cell, separators] = [this.#brokenCell, this.#brokenSeparators];
    if (cell === undefined || this.#width < 3) return undefined;
    if (separators === 0 ? cells <= this.#width : separators === 1 && cells === this.#width) return undefined;
    return { kind: 'lines', cell };
  }
}
