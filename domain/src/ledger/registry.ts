// SPDX-License-Identifier: Apache-2.0
import { BENEFIT_ROWS } from './benefit-registry.js';
import { IDENTITY_ROWS } from './identity-registry.js';
import { KERNEL_ROWS } from './kernel-registry.js';
import type { LedgerRow, LedgerRows } from './ledger-row.js';
import { readValue } from './read-value.js';
import type { LedgerRecords, LedgerType } from './records.js';

export type { LedgerRow } from './ledger-row.js';
export type { Owner, OwnerKind } from './owners.js';

/**
 * Every record type: one row each. Projector and foreign-change watch of the gateway, and auditors, go over these; a contract
 * reads its own state by its own rows (ADR 34), so that what is new in one chaincode is not approved again in the other.
 */
export const LEDGER = { ...KERNEL_ROWS, ...IDENTITY_ROWS, ...BENEFIT_ROWS } as const satisfies LedgerRows;

/** A value of whatever chaincode as it stands under a key of this type; undefined where it is unreadable (read-value.ts). */
export function readLedgerValue<T extends LedgerType>(type: T, text: string): LedgerRecords[T] | undefined {
  return readValue(LEDGER, type, text);
}

/** The record type's row, as one whose records are not told apart. */
export function rowOf<T extends LedgerType>(type: T): LedgerRow<T> {
  return LEDGER[type] as unknown as LedgerRow<T>;
}
