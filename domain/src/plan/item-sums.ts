// SPDX-License-Identifier: Apache-2.0
import { toBase64url } from '../encoding/base64url.js';
import { canonicalBytes } from '../encoding/canonical-json.js';
import type { PlanItem, Sums } from '../ledger/index.js';
import { CHUNK_ROWS_OF } from '../manifest/index.js';
import { leafHash } from '../merkle/index.js';
import { sumFen } from '../values/sum-fen.js';

/** The items of one chunk of a plan's list that stand, in their order. */
export interface StandingItems {
  readonly planId: string;
  readonly index: number;
  readonly items: readonly PlanItem[];
}

/** In which chunk of its list an item has come. @param item its row in the plan's list, from 0 */
export function chunkOfItem(item: number): number {
  return Math.floor(item / CHUNK_ROWS_OF['plan.open']);
}

/** The item that a row of a chunk is. */
export function itemAt(chunk: number, position: number): number {
  return chunk * CHUNK_ROWS_OF['plan.open'] + position;
}

/** What the items of one chunk come to, and the leaf that they are of the root that is signed: contract and client ask the same. */
export function sumsOfItems({ planId, index, items }: StandingItems): Sums & { readonly root: string } {
  return {
    ...{ items: items.length, fen: sumFen(items.map(({ fen }) => fen)) },
    root: toBase64url(leafHash(canonicalBytes({ planId, index, items }))),
  };
}
