// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, encodeUtf8, toBase64url } from '@unionid/domain/encoding';
import { chunkLeaf, chunkPath, manifestRoot, type ManifestPayload } from '@unionid/domain/manifest';
import { sm3 } from '@unionid/domain/sm';
import type { TestLedger } from './test-ledger.js';

/** A manifest to sign, and the arguments of its chunks in order. */
export interface TestImport {
  readonly manifest: ManifestPayload;
  readonly chunks: readonly string[];
}

/** Cuts rows into chunks under one manifest. */
export function newImport(
  { newId }: Pick<TestLedger, 'newId'>,
  rows: readonly object[],
  { rowsPerChunk = 500 }: { readonly rowsPerChunk?: number } = {},
): TestImport {
  const manifestId = newId('manifest');
  const count = Math.ceil(rows.length / rowsPerChunk);
  const chunks = Array.from({ length: count }, (_, index) => ({
    ...{ manifestId, index },
    rows: rows.slice(index * rowsPerChunk, (index + 1) * rowsPerChunk),
  }));
  const leaves = chunks.map((chunk) => chunkLeaf(chunk));
  const file = toBase64url(sm3(encodeUtf8(`file of ${manifestId}`)));
  return {
    manifest: { manifestId, rows: rows.length, chunks: count, root: manifestRoot(leaves), file },
    chunks: chunks.map((chunk, index) => canonicalJson({ chunk, path: chunkPath(leaves, index) })),
  };
}
