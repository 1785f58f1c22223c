// SPDX-License-Identifier: Apache-2.0

/** One value of a table: its code, its official text, and the other texts that people write for it. */
export interface CodeEntry {
  readonly code: string;
  readonly text: string;
  readonly aliases?: readonly string[];
  /** A code of the standard that the forms do not offer: valid as a code, no answer in a file. */
  readonly offForm?: true;
}

/** A table as data. `source` names the standard or the form, and says which codes are the project's own. */
export interface CodeTable {
  readonly name: string;
  readonly source: string;
  readonly entries: readonly CodeEntry[];
}

/** Version of all tables together; a record keeps the version that it was read with (union-law.md §5.6). */
export const CODE_TABLE_VERSION = '2026.1';

/** True where the table has the code. */
export function hasCode(table: CodeTable, code: string): boolean {
  return table.entries.some((entry) => entry.code === code);
}

/** Official text of a code, or undefined where the table does not have it. */
export function textOfCode(table: CodeTable, code: string): string | undefined {
  return table.entries.find((entry) => entry.code === code)?.text;
}

/** The texts a form offers, in the table's order: what an error about a drop-down shows. */
export function allowedTexts(table: CodeTable): readonly string[] {
  return table.entries.filter((entry) => entry.offForm !== true).map((entry) => entry.text);
}
