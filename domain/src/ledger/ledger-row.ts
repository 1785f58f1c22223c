// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import type { ChaincodeName } from './ledger-name.js';
import type { Owner } from './owners.js';
import type { LedgerRecords, LedgerType } from './records.js';

/** One record type of the ledger. */
export interface LedgerRow<T extends LedgerType> {
  /** Chaincodes in whose state it stands. */
  readonly chaincodes: readonly ChaincodeName[];
  /** What a value must be before anybody believes it, the contract included. */
  readonly schema: z.ZodMiniType<LedgerRecords[T]>;
  /** Whose record it is part of; undefined where it is nobody's but the network's, or says so itself. */
  readonly owner: (attributes: readonly string[], record: LedgerRecords[T] | undefined) => Owner | undefined;
  /** The province that the record names as its own; undefined where it names none. */
  readonly province: (record: LedgerRecords[T], attributes: readonly string[]) => string | undefined;
  /** Whether every version is kept, so that "as of" is a query; else only the newest counts. */
  readonly versions: boolean;
}

/** A row for each record type. */
export type LedgerRows = { readonly [T in LedgerType]: LedgerRow<T> };
