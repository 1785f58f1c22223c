// SPDX-License-Identifier: Apache-2.0
import { batchesOf } from '@unionid/domain/batches';
import { canonicalJson, toBase64url } from '@unionid/domain/encoding';
import { chunkLeaf, chunkPath, manifestRoot, type ManifestPayload } from '@unionid/domain/manifest';
import { sm3 } from '@unionid/domain/sm';
import { randomBytes } from '@unionid/domain/signing';
import { newId } from '@unionid/sdk';

/** A manifest to sign, and the argument of the transaction of each of its chunks, proof included. */
export interface PreparedImport {
  readonly manifest: ManifestPayload;
  readonly chunks: readonly string[];
}

/** Cuts rows into chunks under one manifest. */
export function prepareImport(rows: readonly object[], rowsPerChunk: number): PreparedImport {
  const manifestId = newId('manifest');
  const chunks = [...batchesOf(rows, rowsPerChunk)].map((part, index) => ({ manifestId, index, rows: part }));
  const leaves = chunks.map((chunk) => chunkLeaf(chunk));
  // There is no file here to take a digest of.
  const file = toBase64url(sm3(randomBytes(32)));
  return {
    manifest: { manifestId, rows: rows.length, chunks: chunks.length, root: manifestRoot(leaves), file },
    chunks: chunks.map((chunk, index) => canonicalJson({ chunk, path: chunkPath(leaves, index) })),
  };
}
