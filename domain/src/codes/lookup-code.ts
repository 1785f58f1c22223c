// SPDX-License-Identifier: Apache-2.0
import { comparableText } from '../text/equivalents.js';
import type { CodeEntry, CodeTable } from './code-table.js';

/** What an import says its own texts mean: text in the file → official text, other known text, or code of the table. */
export type ValueMapping = Readonly<Record<string, string>>;

const NO_MAPPING: ValueMapping = {};

/**
 * Code of a drop-down text, or undefined. Spelling does not matter (width, blanks, brackets, case); meaning does: a text
 * in no table is for the caller to refuse with `allowedTexts`, never a blank. The import's mapping is asked first.
 */
export function lookupCode(table: CodeTable, text: string, mapping = NO_MAPPING): string | undefined {
  const mapped = mappedValue(mapping, text);
  return mapped === undefined ? entryByText(table, text)?.code : codeOfTarget(table, mapped);
}

/** Texts of a mapping whose target the table does not have: to be refused when the mapping is given, before any row. */
export function unknownTargets(table: CodeTable, mapping: ValueMapping): readonly string[] {
  return Object.keys(mapping).filter((text) => codeOfTarget(table, mapping[text] ?? '') === undefined);
}

/** By mapping: it may have thousands of texts, and is asked for every cell of its column. */
const targets = new WeakMap<ValueMapping, ReadonlyMap<string, string>>();

function mappedValue(mapping: ValueMapping, text: string): string | undefined {
  let index = targets.get(mapping);
  if (index === undefined) {
    index = indexTargets(mapping);
    targets.set(mapping, index);
  }
  return index.size === 0 ? undefined : index.get(comparableText(text));
}

/** Of texts that are one in another spelling the first counts. */
function indexTargets(mapping: ValueMapping): ReadonlyMap<string, string> {
  const index = new Map<string, string>();
  for (const [text, target] of Object.entries(mapping)) {
    const key = comparableText(text);
    if (!index.has(key)) index.set(key, target);
  }
  return index;
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
