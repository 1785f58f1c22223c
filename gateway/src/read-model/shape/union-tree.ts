// SPDX-License-Identifier: Apache-2.0

/** Deeper than any union tree (union-law.md §5.2 has six levels): ends a loop that a wrong parent would make. */
export const MAX_DEPTH = 12;
