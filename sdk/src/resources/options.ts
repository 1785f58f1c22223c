// SPDX-License-Identifier: Apache-2.0

/** Options of every read. */
export interface ReadOptions {
  /** Answer only once this block height is applied: reads after a write carry it. */
  readonly minHeight?: number;
}

/** Options of every list; `cursor` is the `next` of the page before. */
export interface PageOptions extends ReadOptions {
  readonly limit?: number;
  readonly cursor?: string;
}
