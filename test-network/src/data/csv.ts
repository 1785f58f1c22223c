// SPDX-License-Identifier: Apache-2.0

/** A row of a generated file: column → cell. */
export type FileRow = Readonly<Record<string, string>>;

/** Text of a CSV (RFC 4180) with these columns. */
export function toCsv(columns: readonly string[], rows: readonly FileRow[]): string {
  const lines = rows.map((row) => columns.map((column) => quote(row[column] ?? '')).join(','));
  return `${[columns.join(','), ...lines].join('\r\n')}\r\n`;
}

function quote(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
