// SPDX-License-Identifier: Apache-2.0

/** Records of a CSV text by number, 1 for the header; each is parsed only when asked for, so that large files fit. */
export interface CsvRecords {
  readonly count: number;
  /** Cells of a record; undefined past the end. */
  at(row: number): readonly string[] | undefined;
}

/** Reads bytes as CSV (RFC 4180) in UTF-8 or GB 18030; undefined where they are neither. */
export function readCsv(bytes: Uint8Array): CsvRecords | undefined {
  const text = decode(bytes);
  if (text === undefined) return undefined;
  const separator = separatorOf(text);
  const starts = recordStarts(text, separator);
  return {
    count: starts.length,
    at(row) {
      const start = starts[row - 1];
      return start === undefined ? undefined : readRecord(text, start, separator).cells;
    },
  };
}

const SEPARATORS = [',', '\t', ';'];
/** The rest of a quoted cell: doubled marks stand for one; what follows the closing mark belongs to the cell as it is. */
const QUOTED = /([^"]*(?:""[^"]*)*)"?/y;

function decode(bytes: Uint8Array): string | undefined {
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes);
    } catch {
      // The next one may fit.
    }
  }
  return undefined;
}

/** The separator that the header shows most of. */
function separatorOf(text: string): string {
  const [header = ''] = text.trimStart().split(/[\r\n]/, 1);
  const counts = SEPARATORS.map((separator) => header.split(separator).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

function recordStarts(text: string, separator: string): number[] {
  const starts: number[] = [];
  for (let start = 0; start < text.length; start = readRecord(text, start, separator).end) starts.push(start);
  return starts;
}

interface CsvRecord {
  readonly cells: readonly string[];
  /** Offset of the next record. */
  readonly end: number;
}

function readRecord(text: string, start: number, separator: string): CsvRecord {
  const cells: string[] = [];
  let offset = start;
  for (;;) {
    const { cell, end } = readCell(text, offset, separator);
    cells.push(cell);
    if (text[end] !== separator) return { cells, end: afterLineEnd(text, end) };
    offset = end + 1;
  }
}

// A quotation mark opens a cell only at its start; inside a plain cell it is a character like any other.
function readCell(text: string, start: number, separator: string): { cell: string; end: number } {
  if (text[start] !== '"') return readPlain(text, start, separator);
  QUOTED.lastIndex = start + 1;
  const [matched = '', content = ''] = QUOTED.exec(text) ?? [];
  const rest = readPlain(text, start + 1 + matched.length, separator);
  return { cell: content.replaceAll('""', '"') + rest.cell, end: rest.end };
}

function readPlain(text: string, start: number, separator: string): { cell: string; end: number } {
  let end = start;
  while (end < text.length && !isBoundary(text.charAt(end), separator)) end += 1;
  return { cell: text.slice(start, end), end };
}

function isBoundary(character: string, separator: string): boolean {
  return character === separator || character === '\n' || character === '\r';
}

function afterLineEnd(text: string, end: number): number {
  return text.startsWith('\r\n', end) ? end + 2 : end + 1;
}
