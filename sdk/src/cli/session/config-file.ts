// SPDX-License-Identifier: Apache-2.0
import { readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';
import { mspIdField, publicKeyField } from '@unionid/domain/schema';
import type { TrustedKey } from '../../answers/check-answer.js';
import { assertWritable, makeFolderOf } from '../terminal/files.js';
import type { Language } from '../terminal/messages.js';
import { UsageError } from '../terminal/usage-error.js';

/** What a person sets once. Holds no secret. */
export interface Settings {
  readonly gateway?: string;
  readonly operator?: string;
  readonly key?: string;
  readonly lang?: Language;
  /** Gateway keys whose answers are relied on. */
  readonly trustedKeys?: readonly TrustedKey[];
}

/** Folder of settings and key: `$XDG_CONFIG_HOME/unionid`, or `~/.config/unionid`. */
export function configFolder(): string {
  return join(env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'unionid');
}

/** The settings of a file; none where it does not exist. */
export async function readSettings(path: string): Promise<Settings> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (isMissing(error)) return {};
    throw new UsageError('fileUnreadable', { path });
  }
  try {
    return toSettings(JSON.parse(text));
  } catch {
    throw new UsageError('fileNotJson', { path });
  }
}

// A label beside a key, as older files have it, is not read: it is computed from the key.
function toSettings(value: unknown): Settings {
  const { trustedKeys, ...settings } = value as Settings;
  if (trustedKeys === undefined) return settings;
  const keys = trustedKeys.map(({ mspId, publicKey }) => ({
    mspId: mspIdField.parse(mspId),
    publicKey: publicKeyField.parse(publicKey),
  }));
  return { ...settings, trustedKeys: keys };
}

/** Replaces the file in one step. @throws UsageError fileUnwritable */
export async function writeSettings(path: string, settings: Settings): Promise<void> {
  await makeFolderOf(path);
  const draft = `${path}.new`;
  await assertWritable(draft, true);
  await writeFile(draft, `${JSON.stringify(settings, undefined, 2)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

/** True for the error of a file that is not there. */
export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
