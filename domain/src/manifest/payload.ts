// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import type { InstructionPresentation } from '../instruction/index.js';
import type { ManifestType } from '../ledger/index.js';
import { digestField, manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** Rows of any chunk at the most: one block's comfortable write set (fabric-facts.md §6.2). */
export const MAX_CHUNK_ROWS = 500;
/** Rows of a chunk at the most, by the type that is signed: where each writes records of its own, a message stays below 200 kB. */
export const CHUNK_ROWS_OF = {
  'organisation.import': MAX_CHUNK_ROWS,
  'person.import': MAX_CHUNK_ROWS,
  'membership.change': 250,
  'transfer.batch': 250,
  // As many as one union may have open.
  'transfer.requestMany': 200,
  // Ten records of items, and each row's own grant.
  'plan.open': 250,
  'plan.results': 250,
} as const satisfies Readonly<Record<ManifestType, number>>;
/** Chunks of a manifest at the most: closing reads them in two batched messages. */
export const MAX_CHUNKS = 2_000;

/** What the operator signs for a whole file: how many rows, and the root that every chunk is proven against. */
export const manifestPayload = z.strictObject({
  manifestId: manifestIdField,
  rows: z.int().check(z.gte(1), z.lte(MAX_CHUNK_ROWS * MAX_CHUNKS)),
  chunks: z.int().check(z.gte(1), z.lte(MAX_CHUNKS)),
  root: digestField,
  /** SM3 of the file as the operator's client read it. */
  file: digestField,
});
export type ManifestPayload = z.output<typeof manifestPayload>;

/** A chunk of rows of one kind. */
export const chunkOf = <T extends z.ZodMiniType>(
  row: T,
): z.ZodMiniObject<
  { manifestId: typeof manifestIdField; index: z.ZodMiniInt; rows: z.ZodMiniArray<T> },
  z.core.$strict
> =>
  z.strictObject({
    manifestId: manifestIdField,
    // Canonical JSON has no -0.
    index: z.int().check(
      z.gte(0),
      z.lte(MAX_CHUNKS - 1),
      z.refine((index) => !Object.is(index, -0)),
    ),
    rows: z.array(row).check(z.minLength(1)),
  });

/** A chunk and its audit path to the manifest's root, nearest sibling first. */
export const provenChunkOf = <T extends z.ZodMiniType>(
  chunk: T,
): z.ZodMiniObject<{ chunk: T; path: z.ZodMiniArray<typeof digestField> }, z.core.$strict> =>
  z.strictObject({ chunk, path: z.array(digestField).check(z.maxLength(16)) });

export const closeManifestRequest = z.strictObject({ manifestId: manifestIdField });

/** A manifest as the sample of every type that is signed by one. */
export const MANIFEST_SAMPLE: ManifestPayload = {
  manifestId: SAMPLE.manifestId,
  rows: 5000,
  chunks: 10,
  root: SAMPLE.digest,
  file: SAMPLE.digest,
};

/** Words of a type whose rows are told in `zh` and `en`. */
export function manifestWords(
  zh: { readonly what: string; readonly rows: string },
  en: { readonly what: string; readonly rows: string },
): InstructionPresentation<ManifestPayload>['words'] {
  return ({ manifestId, rows, chunks }) => ({
    zh: `${zh.what}：清单 ${manifestId}，${rows} ${zh.rows}，${chunks} 个分块`,
    en: `${en.what}: manifest ${manifestId}, ${rows} ${en.rows} in ${chunks} chunks`,
  });
}
