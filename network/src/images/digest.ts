// SPDX-License-Identifier: Apache-2.0
import { hash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** SHA-256, hex, of a list of texts; no two lists have the same by concatenation. */
export function digestOf(parts: readonly string[]): string {
  return hash('sha256', JSON.stringify(parts));
}

/** SHA-256, hex, of a file's content, or of the names and contents of all files in a folder. */
export async function digestOfPath(
  path: string,
  isWanted: (name: string) => boolean = everyName,
): Promise<string> {
  if (!(await stat(path)).isDirectory()) return digestOfFile(path);
  const files = await listFiles(path, isWanted);
  const contents = await Promise.all(files.map((file) => digestOfFile(join(path, file))));
  return digestOf(files.flatMap((file, index) => [file, contents[index] ?? '']));
}

/** Paths of all files below a folder, relative to it, in code unit order; what is not wanted is not entered. */
async function listFiles(folder: string, isWanted: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const wanted = entries.filter(({ name }) => isWanted(name));
  const nested = await Promise.all(
    wanted.map(async (entry) => {
      const path = join(folder, entry.name);
      if (!entry.isDirectory()) return [entry.name];
      return (await listFiles(path, isWanted)).map((file) => join(relative(folder, path), file));
    }),
  );
  return nested.flat().sort();
}

async function digestOfFile(file: string): Promise<string> {
  return hash('sha256', await readFile(file));
}

function everyName(): boolean {
  return true;
}
