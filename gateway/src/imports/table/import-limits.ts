// SPDX-License-Identifier: Apache-2.0

/** What a file may be; whatever goes beyond is refused before it costs memory. */
export const IMPORT_LIMITS = {
  /** Bytes of an uploaded file: a million rows of the member form are near 300 MB. */
  fileBytes: 512 * 1_024 * 1_024,
  /** Rows below the header. */
  rows: 1_000_000,
  /** Cells of a row; the forms have 17 and 23 columns. */
  cells: 200,
  /** Characters of a record, and of one cell of a spreadsheet (Excel's own limit is 32,767). */
  recordCharacters: 256 * 1_024,
  cellCharacters: 32_767,
  /** Entries of a spreadsheet's zip, their unpacked bytes together, and how often larger one may be than packed. */
  zipEntries: 1_000,
  zipBytes: 2 * 1_024 * 1_024 * 1_024,
  zipRatio: 200,
  /** Below this an entry's ratio does not matter. */
  zipRatioFromBytes: 4 * 1_024 * 1_024,
  /** Texts that the sheets of a spreadsheet share, and their UTF-8 bytes, all kept in memory. */
  sharedStrings: 6_000_000,
  sharedBytes: 160 * 1_024 * 1_024,
  /** Rows of an organisation file: its tree is ordered in memory. */
  organisationRows: 100_000,
} as const;
