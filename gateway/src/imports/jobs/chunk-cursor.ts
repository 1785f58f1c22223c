// SPDX-License-Identifier: Apache-2.0
import { MAX_ARGUMENT_LENGTH } from '@unionid/domain/instruction';
import { MAX_CHUNK_ROWS } from '@unionid/domain/manifest';

/** Where the next prepared row goes. */
export interface ChunkCursor {
  readonly chunk: number;
  readonly position: number;
  /** Characters of the rows in this chunk so far. */
  readonly characters: number;
}

/** Rows of a chunk, by the bench of docs/benchmarks.md. */
export const CHUNK_ROWS = MAX_CHUNK_ROWS;
/** Unions may list two hundred units each: the argument has to stay below the contract's bound with room for its frame. */
const MAX_CHARACTERS = Math.floor(MAX_ARGUMENT_LENGTH * 0.6);

export const FIRST_CHUNK: ChunkCursor = { chunk: 0, position: 0, characters: 0 };

/** The place of a row of so many characters, and the cursor after it. */
export function placeRow(
  cursor: ChunkCursor,
  characters: number,
  chunkRows: number,
): { readonly chunk: number; readonly position: number; readonly next: ChunkCursor } {
  const isFull =
    cursor.position >= chunkRows || (cursor.position > 0 && cursor.characters + characters > MAX_CHARACTERS);
  const { chunk, position, characters: filled } = isFull ? nextChunk(cursor) : cursor;
  return { chunk, position, next: { chunk, position: position + 1, characters: filled + characters } };
}

/** Chunks in use. */
export function chunkCount({ chunk, position }: ChunkCursor): number {
  return position === 0 ? chunk : chunk + 1;
}

function nextChunk({ chunk }: ChunkCursor): ChunkCursor {
  return { chunk: chunk + 1, position: 0, characters: 0 };
}
