// SPDX-License-Identifier: Apache-2.0

/** A page of a list: how many rows, and after which. */
export interface PageRequest {
  readonly limit: number;
  readonly cursor: string | undefined;
}
