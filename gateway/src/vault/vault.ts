// SPDX-License-Identifier: Apache-2.0
import type { Fields, PersonIdentifiers } from '@unionid/domain';

/** Why a record is here: waiting for its transaction, or on the ledger. */
export type VaultState = 'PENDING' | 'ACTIVE';

/** A real-name record in the clear; exists only in memory. */
export interface RealNameRecord {
  readonly identityId: string;
  readonly fields: Fields;
  /** 32 bytes: the salts of the field commitments come from it. */
  readonly seed: Uint8Array;
  readonly identifiers: PersonIdentifiers;
}

/** The home province's real-name records, each under a key of its own (architecture.md §5). */
export interface Vault {
  /** Stores records durably as PENDING, all or none; `group` is the preparation or import they belong to. */
  prepare(group: string, records: readonly RealNameRecord[]): Promise<void>;
  /** On this gateway's own block event, in the projector's hands. Idempotent. */
  activate(identityIds: readonly string[]): Promise<void>;
  /** Only when nothing was endorsed or every transaction is known invalid: destroys record keys first. Idempotent. */
  discard(identityIds: readonly string[]): Promise<void>;
  read(identityIds: readonly string[]): Promise<ReadonlyMap<string, RealNameRecord>>;
  states(identityIds: readonly string[]): Promise<ReadonlyMap<string, VaultState>>;
  /** Blind index search for a province's own member; no matching endpoint needed. */
  findByDocument(docType: string, docNumber: string): Promise<string | undefined>;
  /** Many at once: index in the answer → identityId. */
  findByDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (string | undefined)[]>;
  count(): Promise<{ readonly pending: number; readonly active: number }>;
}
