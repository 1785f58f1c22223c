// SPDX-License-Identifier: Apache-2.0
import { unsafeCell } from './csv-line.js';

/**
 * Rows of a text as `csvLine` writes them, each cell as it was before its formula was defused; undefined of any other text. By places
 * and not by an expression: a group that repeats runs out of stack in a cell of some megabytes.
 */
export function parseCsvRows(text: string): string[][] | undefined {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let at = 0; at < text.length;) {
    const cell = text.startsWith('"', at) ? quotedCell(text, at) : plainCell(text, at);
    if (cell === undefined) return undefined;
    row.push(unsafeCell(cell.text));
    const ends = text.startsWith('\r\n', cell.end);
    if (!ends && text[cell.end] !== ',') return undefined;
    at = cell.end + (ends ? 2 : 1);
    if (!ends) continue;
    rows.push(row);
    row = [];
  }
  // The last line has its end, too.
  return row.length === 0 ? rows : undefined;
}

interface CellText {
  readonly text: string;
  readonly end: number;
}

function quotedCell(text: string, start: number): CellText | undefined {
  const parts: string[] = [];
  for (let from = start + 1; ;) {
    const mark = text.indexOf('"', from);
    if (mark === -1) return undefined;
    const isDoubled = text[mark + 1] === '"';
    parts.push(text.slice(from, isDoubled ? mark + 1 : mark));
    if (!isDoubled) return { text: parts.join(''), end: mark + 1 };
    from = mark + 2;
  }
}

const PLAIN_END = /[",\r\n]/g;

function plainCell(text: string, start: number): CellText | undefined {
  PLAIN_END.lastIndex = start;
  const end = PLAIN_END.exec(text)?.index;
  return end === undefined ? undefined : { text: text.slice(start, end), end };
}
