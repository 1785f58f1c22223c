// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import type { CommandContext, Option } from '../command/command.js';
import { readBytes } from '../terminal/files.js';
import { required } from '../terminal/values.js';

/** The document that a decision rests on: only its digest leaves this machine. */
export const EVIDENCE: Option = {
  name: 'evidence',
  value: 'file',
  text: {
    zh: '依据的文件（扫描件）；只有它的 SM3 上链，文件留在本地',
    en: 'The document behind it; only its SM3 goes on the ledger, the file stays here',
  },
};

/** SM3 of the file that an option names, base64url. */
export function digestOf({ values }: CommandContext, option: string): Promise<string> {
  return digestOfFile(required(values, option));
}

/** The same of a file that is named otherwise. */
export async function digestOfFile(path: string): Promise<string> {
  return toBase64url(sm3(await readBytes(path)));
}
