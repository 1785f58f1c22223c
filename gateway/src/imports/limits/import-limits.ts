// SPDX-License-Identifier: Apache-2.0

/** What an import may be; whatever goes beyond is refused before it costs memory. What a table may be: TABLE_LIMITS. */
export const IMPORT_LIMITS = {
  /** Bytes of an uploaded file: a million rows of the member form are near 300 MB. */
  fileBytes: 512 * 1_024 * 1_024,
  /** Rows below the header. */
  rows: 1_000_000,
  /** Rows of an organisation file: its tree is ordered in memory. */
  organisationRows: 100_000,
  /** Heap of the process that reads a file, in megabytes. What it keeps beside it has limits of its own. */
  readerHeapMegabytes: 256,
  /** Characters (UTF-16) that are kept of a cell: more than any rule lets pass, so that cutting decides nothing. */
  keptCharacters: 512,
  /** Milliseconds from a question for rows to their answer. */
  readerAnswerMs: 120_000,
  /** Times that reading may end its process at the same row. */
  readerEnds: 2,
  /** Files that are read at once, each by a process of its own; of these, of one operator. */
  readings: 8,
  readingsPerOperator: 2,
  /** Files of one operator that are not read to their end: each is kept on the disk until then. */
  unreadPerOperator: 10,
} as const;
