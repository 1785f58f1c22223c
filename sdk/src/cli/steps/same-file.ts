// SPDX-License-Identifier: Apache-2.0
import type { ImportView } from '@unionid/domain/api';
import { toBase64url } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { readBytes } from '../terminal/files.js';
import { UsageError } from '../terminal/usage-error.js';

/** The file that an import was about. @throws UsageError of another one */
export async function readSameFile(
  path: string,
  { fileDigest }: Pick<ImportView, 'fileDigest'>,
): Promise<Uint8Array> {
  const bytes = await readBytes(path);
  if (toBase64url(sm3(bytes)) !== fileDigest) throw new UsageError('otherFile', { path });
  return bytes;
}
