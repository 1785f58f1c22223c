// SPDX-License-Identifier: Apache-2.0

/** RFC 3339, UTC, milliseconds: the one spelling of a time on the wire and on the ledger. */
export function timestampAt(time: number): string {
  return new Date(time).toISOString();
}
