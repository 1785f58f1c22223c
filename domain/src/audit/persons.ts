// SPDX-License-Identifier: Apache-2.0
import { MOST_ALSO, type FileRecord } from '../ledger/index.js';
import { newest } from './check.js';
import type { AuditRows } from './rows.js';

/**
 * Tells of an account which one stands for the person: whoever was entered twice is one (ADR 66). Any other name is its own.
 * Accounts that name each other in a circle end at as many as one may stand for.
 */
export function personIn({ members }: Pick<AuditRows, 'members'>): (name: string) => string {
  return (name) => {
    let current = name;
    for (let step = 0; step < MOST_ALSO; step += 1) {
      const into = members.get(current)?.at(-1)?.record.into;
      if (into === undefined) return current;
      current = into;
    }
    return current;
  };
}

/** Groups of those that have a name in common, or are tied by others that do. */
export function tiedBy<T>(
  all: readonly T[],
  namesOf: (one: T) => readonly string[],
): readonly (readonly T[])[] {
  const leads = new Map<string, string>();
  const rootOf = (name: string): string => {
    let root = name;
    for (let next = leads.get(root); next !== undefined; next = leads.get(root)) root = next;
    // The way is short for whoever asks next.
    for (let at = name; at !== root;) {
      const next = leads.get(at) ?? root;
      leads.set(at, root);
      at = next;
    }
    return root;
  };
  for (const one of all) {
    const [first = '', ...others] = namesOf(one).map(rootOf);
    for (const other of others) if (rootOf(other) !== rootOf(first)) leads.set(rootOf(other), rootOf(first));
  }
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const root = rootOf(namesOf(one)[0] ?? '');
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

/** Files by account of whoever stands or stood in them. */
export type FilesOf = ReadonlyMap<string, ReadonlySet<string>>;

/** Files in which somebody stands or stood. */
export function filesByPerson(
  { files }: Pick<AuditRows, 'files'>,
  person: (name: string) => string,
): FilesOf {
  const found = new Map<string, Set<string>>();
  for (const [fileId, versions] of files)
    for (const id of accountsOnFile(newest(versions).record).map(person))
      found.set(id, (found.get(id) ?? new Set()).add(fileId));
  return found;
}

/** Accounts of all who are of a file, or were. */
export function accountsOnFile({ members, left = [] }: FileRecord): readonly string[] {
  return [...members, ...left].flatMap(({ id }) => id ?? []);
}
