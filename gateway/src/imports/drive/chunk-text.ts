// SPDX-License-Identifier: Apache-2.0
import { canonicalJson, encodeUtf8 } from '@unionid/domain/encoding';
import { leafHash } from '@unionid/domain/merkle';

export interface ChunkParts {
  readonly manifestId: string;
  readonly index: number;
  /** Canonical JSON of each row. */
  readonly entries: readonly string[];
}

/**
 * Canonical JSON of a chunk, put together from rows that are canonical already: what is hashed, shown and submitted is
 * one text, and half a thousand rows are not parsed to be written again. Keys stand in the order of RFC 8785.
 */
export function chunkText({ manifestId, index, entries }: ChunkParts): string {
  return `{"index":${String(index)},"manifestId":${canonicalJson(manifestId)},"rows":[${entries.join(',')}]}`;
}

/** Leaf hash of a chunk; `chunkLeaf` of the domain gives the same of its parsed form. */
export function chunkTextLeaf(parts: ChunkParts): Uint8Array {
  return leafHash(encodeUtf8(chunkText(parts)));
}

/** Argument of the transaction that carries a chunk with its audit path. */
export function chunkArgument(parts: ChunkParts, path: readonly string[]): string {
  return `{"chunk":${chunkText(parts)},"path":${canonicalJson(path)}}`;
}
