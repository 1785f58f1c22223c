// SPDX-License-Identifier: Apache-2.0
import { comparableText } from '../text/equivalents.js';
import type { CodeEntry, CodeTable } from './code-table.js';

/** What an import says its own texts mean: text in the file → official text, other known text, or code of the table. */
export type ValueMapping = Readonly<Record<string, string>>;

/**
 * Code of a drop-down text, or undefined. Spelling does not matter (width, blanks, brackets, case); meaning does: a text
 * in no table is for the caller to refuse with `allowedTexts`, never a blank. The import's mapping is asked first.
 */
export function lookupCode(table: CodeTable, text: string, mapping: ValueMapping = {}): string | undefined {
  const mapped = mappedValue(mapping, text);
  return mapped === undefined ? entryByText(table, text)?.code : codeOfTarget(table, mapped);
}

/** Texts of a mapping whose target the table does not have: to be refused when the mapping is given, before any row. */
export function unknownTargets(table: CodeTable, mapping: ValueMapping): readonly string[] {
  return Object.keys(mapping).filter((text) => codeOfTarget(table, mapping[text] ?? '') === undefined);
}

function mappedValue(mapping: ValueMapping, text: string): string | undefined {
  const wanted = comparableText(text);
  const key = Object.keys(mapping).find((candidate) => comparableText(candidate) === wanted);
  return key === undefined ? undefined : mapping[key];
}

function codeOfTarget(table: CodeTable, target: string): string | undefined {
  return table.entries.find((entry) => entry.code === target)?.code ?? entryByText(table, target)?.code;
}

const indexes = new WeakMap<CodeTable, ReadonlyMap<string, CodeEntry>>();

function entryByText(table: CodeTable, text: string): CodeEntry | undefined {
  let index = indexes.get(table);
  if (index === undefined) {
    index = indexTexts(table);
    indexes.set(table, index);
  }
  return index.get(comparableText(text));
}

function indexTexts(table: CodeTable): ReadonlyMap<string, CodeEntry> {
  const offered = table.entries.filter((entry) => entry.offForm !== true);
  return new Map(
    offered.flatMap((entry) =>
      [entry.text, ...(entry.aliases ?? [])].map((text) => [comparableText(text), entry] as const),
    ),
  );
}
