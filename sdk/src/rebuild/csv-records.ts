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
  const ends = recordEnds(text);
  const separator = separatorOf(text.slice(0, ends[0]));
  return {
    count: ends.length,
    at(row) {
      const end = ends[row - 1];
      return end === undefined ? undefined : cellsOf(text.slice(ends[row - 2] ?? 0, end), separator);
    },
  };
}

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

/** Offset past each record; a line end inside quotes ends none. */
function recordEnds(text: string): number[] {
  const ends: number[] = [];
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code === QUOTE) quoted = !quoted;
    else if (!quoted && isLineEnd(text, index, code)) ends.push(index + 1);
  }
  if ((ends.at(-1) ?? 0) < text.length) ends.push(text.length);
  return ends;
}

const QUOTE = 0x22;
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

function isLineEnd(text: string, index: number, code: number): boolean {
  return code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(index + 1) !== LINE_FEED);
}

function separatorOf(header: string): string {
  return [',', '\t', ';'].find((separator) => header.includes(separator)) ?? ',';
}

function cellsOf(record: string, separator: string): string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of record.replace(/[\r\n]+$/, '')) {
    if (character === '"') {
      // A doubled quote closes and opens again: it stands for itself.
      if (!quoted && cell !== '') cell += '"';
      quoted = !quoted;
    } else if (character === separator && !quoted) {
      cells.push(cell);
      cell = '';
    } else {
      cell += character;
    }
  }
  return [...cells, cell];
}
