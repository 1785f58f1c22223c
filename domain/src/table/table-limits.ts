// SPDX-License-Identifier: Apache-2.0

/** What a file of a table may be; whatever goes beyond is refused before it costs memory or time. */
export const TABLE_LIMITS = {
  /** Cells of a row; the forms have 18 and 24 columns. */
  cells: 200,
  /** Characters of a record of a CSV. */
  recordCharacters: 256 * 1_024,
  /** Characters of one cell of a spreadsheet: Excel's own limit. What is longer is cut one past it. */
  cellCharacters: 32_767,
  /** Entries of a spreadsheet's zip, bytes of their directory, their unpacked bytes together. */
  zipEntries: 1_000,
  directoryBytes: 1_024 * 1_024,
  zipBytes: 2 * 1_024 * 1_024 * 1_024,
  /** How often larger than packed an entry may be, from this size on. */
  zipRatio: 200,
  zipRatioFromBytes: 4 * 1_024 * 1_024,
  /** Elements within elements, and characters without any event: an attribute or tag without end. */
  xmlDepth: 32,
  xmlSilence: 1_024 * 1_024,
  /** Namespaces that are declared at one place, by the elements around it; programs write some twenty. */
  xmlNamespaces: 1_000,
  /** Number of a sheet's last row: Excel's own limit. */
  sheetRow: 1_048_576,
  /** Records of a CSV, empty ones too: as many as fit before the numbers of a further sheet (table-row.ts). */
  records: 1_999_999,
  /** Sheets of a workbook, and formats of its cells. */
  sheets: 255,
  formats: 65_536,
  /** Characters of a number format that are looked at; Excel writes 255. */
  formatCharacters: 1_024,
  /** Texts that the sheets of a spreadsheet share, and their UTF-8 bytes, all kept in memory. */
  sharedStrings: 6_000_000,
  sharedBytes: 160 * 1_024 * 1_024,
  /** Merged areas of a sheet. */
  merges: 100_000,
} as const;
