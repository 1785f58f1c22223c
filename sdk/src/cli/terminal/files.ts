// SPDX-License-Identifier: Apache-2.0
import { mkdir, open, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { asDomainError, DomainError } from '@unionid/domain/errors';
import { parseWith } from '@unionid/domain/schema';
import type * as z from 'zod/mini';
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

/**
 * A JSON file's value in the schema's shape.
 * @throws UsageError; DomainError INVALID_REQUEST, with the values that fields allow that have another one
 */
export async function parseJsonFile<T extends z.ZodMiniType>(path: string, schema: T): Promise<z.output<T>> {
  const value = await readJsonFile(path);
  try {
    return parseWith(schema, value);
  } catch (error) {
    const refusal = asDomainError(error);
    const allowed = allowedIn(schema.safeParse(value).error);
    if (refusal === undefined || allowed.length === 0) throw error;
    throw new DomainError(refusal.code, { ...refusal.details, allowed }, { cause: error });
  }
}

function allowedIn(error: z.core.$ZodError | undefined): readonly string[] {
  return (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'invalid_value' ? [`${issue.path.join('.')}: ${issue.values.join('|')}`] : [],
  );
}

/**
 * Looks that a file can be written, by opening it, and leaves everything as it was.
 * @param replaces whether one that exists is written over, or how it must begin to be: somebody's own list, or key, is kept
 * @throws UsageError fileExists, fileUnwritable
 */
export async function assertWritable(path: string, replaces: boolean | string): Promise<void> {
  try {
    await (await open(path, 'wx', 0o600)).close();
    await rm(path);
  } catch (error) {
    if (!isExisting(error)) throw new UsageError('fileUnwritable', { path, reason: reasonOf(error) });
    if (replaces === false) throw new UsageError('fileExists', { path });
    await assertAppendable(path);
    if (typeof replaces === 'string' && !(await beginsWith(path, replaces)))
      throw new UsageError('fileExists', { path });
  }
}

/**
 * Writes a file for its owner's eyes; `replaces` false keeps one that exists.
 * @throws UsageError fileUnwritten: what it tells of may have been done
 */
export async function writeOwnFile(
  path: string,
  content: string | Uint8Array,
  replaces: boolean,
): Promise<void> {
  try {
    await writeFile(path, content, { mode: 0o600, flag: replaces ? 'w' : 'wx' });
  } catch (error) {
    throw new UsageError('fileUnwritten', { path, reason: reasonOf(error) });
  }
}

/** The folder of a file, for its owner only where it is made. @throws UsageError fileUnwritable */
export async function makeFolderOf(path: string): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new UsageError('fileUnwritable', { path, reason: reasonOf(error) });
  }
}

/** True of an empty file, too. */
async function beginsWith(path: string, text: string): Promise<boolean> {
  const start = Buffer.from(text);
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(start.length));
    return bytesRead === 0 || buffer.subarray(0, bytesRead).equals(start);
  } finally {
    await file.close();
  }
}

async function assertAppendable(path: string): Promise<void> {
  try {
    await (await open(path, 'a')).close();
  } catch (error) {
    throw new UsageError('fileUnwritable', { path, reason: reasonOf(error) });
  }
}

function isExisting(error: unknown): boolean {
  return codeOf(error) === 'EEXIST';
}

/** What the system calls it: `ENOSPC`. Its sentence is English and repeats the path. */
function reasonOf(error: unknown): string {
  return codeOf(error) ?? '';
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}
