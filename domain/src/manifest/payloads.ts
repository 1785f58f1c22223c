// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import { digestField, manifestIdField } from '../schema/index.js';
import { organisationEntry } from '../organisation/payloads.js';
import { memberEntry } from '../person/payloads.js';

/** Rows of a chunk at the most: one block's comfortable write set (fabric-facts.md §6.2). */
export const MAX_CHUNK_ROWS = 500;
/** Chunks of a manifest at the most: closing reads them in two batched messages. */
export const MAX_CHUNKS = 2_000;

/** What the operator signs for a whole file: how many rows, and the root that every chunk is proven against. */
export const manifestPayload = z.strictObject({
  manifestId: manifestIdField,
  rows: z
    .int()
    .min(1)
    .max(MAX_CHUNK_ROWS * MAX_CHUNKS),
  chunks: z.int().min(1).max(MAX_CHUNKS),
  root: digestField,
  /** SM3 of the file as the operator's client read it. */
  file: digestField,
});

const chunkOf = <T extends z.ZodType>(
  row: T,
): z.ZodObject<
  { manifestId: typeof manifestIdField; index: z.ZodInt; rows: z.ZodArray<T> },
  z.core.$strict
> =>
  z.strictObject({
    manifestId: manifestIdField,
    index: z
      .int()
      .min(0)
      .max(MAX_CHUNKS - 1),
    rows: z.array(row).min(1),
  });

export const organisationChunk = chunkOf(organisationEntry);
export const memberChunk = chunkOf(memberEntry);

/** A chunk and its audit path to the manifest's root, nearest sibling first. */
export const provenChunkOf = <T extends z.ZodType>(
  chunk: T,
): z.ZodObject<{ chunk: T; path: z.ZodArray<typeof digestField> }, z.core.$strict> =>
  z.strictObject({ chunk, path: z.array(digestField).max(16) });

export const closeManifestRequest = z.strictObject({ manifestId: manifestIdField });

export type ManifestPayload = z.output<typeof manifestPayload>;
export type MemberChunk = z.output<typeof memberChunk>;
export type OrganisationChunk = z.output<typeof organisationChunk>;
