// SPDX-License-Identifier: Apache-2.0

/** Excel takes a CSV for UTF-8 only by its byte order mark. */
export const BYTE_ORDER_MARK = '\ufeff';

/** One line of a CSV (RFC 4180), its end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

/** A whole CSV. */
export function csvText(rows: readonly (readonly string[])[]): string {
  return BYTE_ORDER_MARK + rows.map(csvLine).join('');
}

// OWASP, "CSV injection": the full-width forms, too, which spreadsheets of East Asia take for the others. Behind marks that stand there
// already: what was written is told from what was added.
const FORMULA_START = /^'*[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/** A leading quotation mark keeps a spreadsheet from taking the text for a formula. */
export function safeCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** The text that `safeCell` was given. */
export function unsafeCell(cell: string): string {
  return cell.startsWith("'") && FORMULA_START.test(cell) ? cell.slice(1) : cell;
}

/** True where a spreadsheet may take the text for a formula. */
export function isFormulaStart(text: string): boolean {
  return !text.startsWith("'") && FORMULA_START.test(text);
}

function toCell(text: string): string {
  const safe = safeCell(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
