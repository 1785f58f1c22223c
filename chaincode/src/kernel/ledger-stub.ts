// SPDX-License-Identifier: Apache-2.0
import type { RecordSchemas } from '@unionid/domain/ledger';

/** One write: a value, or undefined to delete. */
export interface LedgerWrite {
  readonly key: string;
  readonly value: string | undefined;
}

/** One former state of a key. */
export interface KeyModification {
  readonly transactionId: string;
  /** RFC 3339, UTC, milliseconds. */
  readonly time: string;
  /** Undefined where the key was deleted. */
  readonly value: string | undefined;
}

/** The certificate by which the transaction was submitted. */
export interface Creator {
  readonly mspId: string;
  /** PEM. */
  readonly certificate: Uint8Array;
}

/** Another chaincode's function on this channel; what it reads counts for this transaction. */
export interface ChaincodeCall {
  readonly chaincode: string;
  readonly function: string;
  readonly argument: string;
}

/** What the kernel needs of a transaction and its ledger, and no more. Values are canonical JSON as text. */
export interface LedgerStub {
  /** What a record of this chaincode must be, by its type. */
  readonly records: RecordSchemas;
  readonly channel: string;
  readonly transactionId: string;
  /** The transaction's own time, milliseconds since 1970: chosen by the client within the peers' window. */
  readonly time: number;
  readonly creator: Creator;
  /** Values in the order of the keys; writes of this transaction do not show. */
  readStates(keys: readonly string[]): Promise<(string | undefined)[]>;
  /**
   * Writes and the event of a transaction whose proposal names this chaincode.
   * @throws DomainError PROPOSAL_FOREIGN where another chaincode carries this one along
   */
  writeStates(writes: readonly LedgerWrite[]): Promise<void>;
  /** At most `limit` keys that begin with this type and these attributes, in order. */
  readRange(
    type: string,
    options: { readonly attributes: readonly string[]; readonly limit: number },
  ): Promise<{ key: string; value: string }[]>;
  /** At most `limit` former states of a key, newest first; for queries only, it is not validated at commit. */
  readHistory(key: string, limit: number): Promise<KeyModification[]>;
  /** Asks another chaincode. @throws DomainError of that chaincode */
  ask(call: ChaincodeCall): Promise<string>;
  /** The transaction's one event. */
  emit(name: string, payload: string): void;
}
