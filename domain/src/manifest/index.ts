// SPDX-License-Identifier: Apache-2.0
export { chunkLeaf, chunkPath, isChunkOfManifest, manifestRoot, type Chunk } from './chunk-tree.js';
export { chunkTypeOf, closingTypeOf } from './names.js';
export {
  CHUNK_ROWS_OF,
  chunkOf,
  closeManifestRequest,
  MANIFEST_SAMPLE,
  manifestPayload,
  manifestWords,
  MAX_CHUNK_ROWS,
  MAX_CHUNKS,
  provenChunkOf,
  type ManifestPayload,
} from './payload.js';
export { assertStillEntitled, manifestSigners, type KnownSigner, type ManifestSigner } from './signers.js';
export {
  assertChunkFull,
  assertChunkRows,
  assertTakesChunks,
  closeManifest,
  DONE,
  endsInParts,
  openManifest,
  type ManifestOrigin,
} from './rules.js';
