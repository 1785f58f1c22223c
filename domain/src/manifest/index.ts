// SPDX-License-Identifier: Apache-2.0
export { chunkLeaf, chunkPath, isChunkOfManifest, manifestRoot, type Chunk } from './chunk-tree.js';
export * from './payloads.js';
export * from './rules.js';
