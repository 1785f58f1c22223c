// SPDX-License-Identifier: Apache-2.0
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder of its own for each test, removed afterwards. Call inside `describe`. */
export function useTemporaryFolder(): () => string {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'unionid gateway '));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  return () => folder;
}

interface FileBytes {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Bytes of every file in a folder, write-ahead logs included. */
export function filesOf(folder: string): FileBytes[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => readIfThere(join(entry.parentPath, entry.name)));
}

// A server at work (PostgreSQL’s pg_internal.init) removes files between the listing and the reading.
function readIfThere(name: string): FileBytes[] {
  try {
    return [{ name, bytes: readFileSync(name) }];
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Names of files that hold `text` in UTF-8, UTF-16, hex or Base64 (at three alignments). */
export function filesHolding(folder: string, text: string): string[] {
  const needles = spellings(text);
  return filesOf(folder)
    .filter(({ bytes }) => needles.some((needle) => bytes.includes(needle)))
    .map(({ name }) => name);
}

function spellings(text: string): Buffer[] {
  const utf8 = Buffer.from(text);
  const aligned = [0, 1, 2].map((shift) =>
    // Characters next to the padding and the shift depend on neighbours: cut them off.
    Buffer.concat([Buffer.alloc(shift), utf8])
      .toString('base64')
      .slice(shift === 0 ? 0 : 4, -4),
  );
  return [
    utf8,
    Buffer.from(text, 'utf16le'),
    Buffer.from(utf8.toString('hex')),
    Buffer.from(utf8.toString('hex').toUpperCase()),
    ...aligned.map((spelling) => Buffer.from(spelling)),
  ];
}
