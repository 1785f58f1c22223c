// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes } from '../encoding/canonical-json.js';
import { fromBase64url, toBase64url } from '../encoding/base64url.js';
import { auditPath, leafHash, merkleRoot, rootFromPath } from '../merkle/index.js';

/** A chunk as both sides hash it: canonical JSON of manifest id, index and rows. */
export interface Chunk {
  readonly manifestId: string;
  readonly index: number;
  readonly rows: readonly object[];
}

/** Leaf hash of a chunk. */
export function chunkLeaf(chunk: Chunk): Uint8Array {
  return leafHash(canonicalBytes(chunk));
}

/** Root over chunk leaves in order, base64url: what a manifest signs. */
export function manifestRoot(leaves: readonly Uint8Array[]): string {
  return toBase64url(merkleRoot(leaves));
}

/** Audit path of one chunk, base64url, nearest sibling first. */
export function chunkPath(leaves: readonly Uint8Array[], index: number): string[] {
  return auditPath(leaves, index).map((hash) => toBase64url(hash));
}

/** True when the path leads from the chunk to the manifest's root. */
export function isChunkOfManifest(
  leaf: Uint8Array,
  index: number,
  manifest: { chunks: number; root: string },
  path: readonly string[],
): boolean {
  const root = rootFromPath({
    index,
    size: manifest.chunks,
    leaf,
    path: path.map((hash) => fromBase64url(hash)),
  });
  return root !== undefined && toBase64url(root) === manifest.root;
}
