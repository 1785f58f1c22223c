// SPDX-License-Identifier: Apache-2.0
export { type Chunk, chunkLeaf, chunkPath, isChunkOfManifest, manifestRoot } from './chunk-tree.js';
export {
  closeManifestRequest,
  manifestPayload,
  type ManifestPayload,
  MAX_CHUNK_ROWS,
  MAX_CHUNKS,
  memberChunk,
  type MemberChunk,
  organisationChunk,
  type OrganisationChunk,
  provenChunkOf,
} from './payloads.js';
export { assertTakesChunks, closeManifest, DONE, type ManifestOrigin, openManifest } from './rules.js';
