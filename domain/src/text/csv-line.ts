// SPDX-License-Identifier: Apache-2.0

/** Excel takes a CSV for UTF-8 only by its byte order mark. */
export const BYTE_ORDER_MARK = '\ufeff';

/** One line of a CSV (RFC 4180), its end included. */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`;
}

/** OWASP, "CSV injection": a leading quotation mark keeps a spreadsheet from taking the text for a formula. */
export function safeCell(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}

function toCell(text: string): string {
  const safe = safeCell(text);
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
