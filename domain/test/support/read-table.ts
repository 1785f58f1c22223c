// SPDX-License-Identifier: Apache-2.0
import { memoryFile, openTable, type Cell, type FindTable, type SheetNote } from '#src/table/index.js';

export interface ReadFile {
  readonly sheets: readonly SheetNote[];
  readonly rows: readonly (readonly [number, readonly Cell[]])[];
  /** Rows that nobody sees. */
  readonly hidden: readonly number[];
}

/** A table whose header holds 姓名. */
export const NAMES: FindTable = (rows) => {
  const at = rows.findIndex(({ cells }) => cells.includes('姓名'));
  const columns = rows[at]?.cells.map((cell) => (typeof cell === 'string' && cell !== '' ? cell : undefined));
  return columns === undefined || at === rows.length - 1 ? undefined : { at, columns };
};

/** All of a file. */
export async function readFile(
  content: Uint8Array | string,
  findTable: FindTable = NAMES,
): Promise<ReadFile> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const { sheets, rows } = await openTable(memoryFile(bytes), findTable);
  const read: [number, readonly Cell[]][] = [];
  const unseen: number[] = [];
  for await (const { row, cells, hidden = false } of rows) {
    read.push([row, cells]);
    if (hidden) unseen.push(row);
  }
  return { sheets, rows: read, hidden: unseen };
}
