// SPDX-License-Identifier: Apache-2.0
import { readFile, writeFile } from 'node:fs/promises';
import { UsageError } from './usage-error.js';

/** Bytes of a file. @throws UsageError */
export async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch {
    throw new UsageError('fileUnreadable', { path });
  }
}

/** A JSON file's value. @throws UsageError */
export async function readJsonFile(path: string): Promise<unknown> {
  const bytes = await readBytes(path);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new UsageError('fileNotJson', { path });
  }
}

/** Writes a file for its owner's eyes; `replace` false keeps one that exists. @throws UsageError */
export async function writeOwnFile(path: string, text: string, replace: boolean): Promise<void> {
  try {
    await writeFile(path, text, { mode: 0o600, flag: replace ? 'w' : 'wx' });
  } catch (error) {
    const exists = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    throw new UsageError(exists ? 'fileExists' : 'fileUnwritable', { path });
  }
}
