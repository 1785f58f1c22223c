// SPDX-License-Identifier: Apache-2.0
import type { Fields, PersonIdentifiers } from '@unionid/domain/privacy';

/** Why a record is here: waiting for its transaction, or on the ledger. */
export type VaultState = 'PENDING' | 'ACTIVE';

/** A real-name record in the clear; exists only in memory. */
export interface RealNameRecord {
  readonly identityId: string;
  readonly fields: Fields;
  /** 32 bytes: the salts of the field commitments come from it. */
  readonly seed: Uint8Array;
  /** Undefined for a record that is nobody's document: the contact of a union, kept under its orgId. */
  readonly identifiers: PersonIdentifiers | undefined;
}

/** A record still waiting for its transaction. */
export interface PendingRecord {
  readonly identityId: string;
  readonly group: string;
  /** Milliseconds since 1970. */
  readonly preparedAt: number;
}

/** Where a search for waiting records goes on: groups that start with `groupPrefix`, older than `preparedBefore`. */
export interface PendingSearch {
  readonly groupPrefix: string;
  readonly preparedBefore?: number;
  /** Of one only. */
  readonly identityId?: string;
  readonly after?: string;
  readonly limit: number;
}

/** What the blind index tells of one document. */
export interface VaultMatch {
  readonly identityId: string;
  readonly state: VaultState;
  readonly group: string;
}

/** From groups that begin with `from` to one. */
export interface GroupChange {
  readonly from: string;
  readonly to: string;
}

/** A record as it stood when somebody looked at it. */
export interface SeenRecord extends VaultMatch {
  /** Which one it is: another record of the same person has another. */
  readonly mark: string;
}

/** Whose record a document leads to. */
export interface PersonMatch {
  readonly identityId: string;
  /** Whether the record is under the name asked for. */
  readonly isNamed: boolean;
}

/** A person's record under one root. */
export interface Rooted {
  readonly identityId: string;
  readonly root: string;
}

/** What is noted with a record that a correction made: who prepared it, and what the instruction must say, as JSON. */
export interface StageNote {
  readonly group: string;
  readonly promised: string;
}

/** A record that counts once the ledger has its root. */
export interface StagedRecord extends RealNameRecord, StageNote {
  readonly root: string;
  /** Milliseconds since 1970. */
  readonly preparedAt: number;
}

/** An account of a person at a bank, as the ledger names it: by a keyed tag. */
export interface BankAccountName {
  readonly identityId: string;
  readonly tag: string;
}

/** The same with its number; exists only in memory. */
export interface BankAccount extends BankAccountName {
  readonly number: string;
}

/** The home province's real-name records, each under a key of its own (architecture.md §5). */
export interface Vault {
  /**
   * Stores records durably as PENDING, all or none; `group` is the preparation or import they belong to.
   * @throws DomainError IDENTITY_ID_TAKEN where one of the identifiers has a record already
   */
  prepare(group: string, records: readonly RealNameRecord[]): Promise<void>;
  /** Roots of the commitments to the fields of records about to be prepared, in their order: base64url. */
  commitmentRoots(records: readonly Pick<RealNameRecord, 'fields' | 'seed'>[]): Promise<readonly string[]>;
  /** On this gateway's own block event, in the projector's hands: records that came with their account. Idempotent. */
  activate(identityIds: readonly string[]): Promise<void>;
  /** Says of records that are PENDING in such groups what they wait for now. Idempotent. */
  regroup(identityIds: readonly string[], groups: GroupChange): Promise<void>;
  /**
   * Only when nothing was endorsed or every transaction is known invalid: destroys record keys first. Of records that are PENDING in
   * groups that begin with `groupPrefix`: what somebody else has prepared of the same person meanwhile stays. Idempotent.
   */
  discard(identityIds: readonly string[], groupPrefix: string): Promise<void>;
  /** Records as they stand now, by identityId; opens none. */
  seen(identityIds: readonly string[]): Promise<ReadonlyMap<string, SeenRecord>>;
  /**
   * Makes room for other records of the same persons: what waits is destroyed. What the ledger had here is kept aside, sealed, because the
   * ledger may lead back to it: it counts again once an account has its root (`follow`). Idempotent.
   * @throws DomainError IDENTITY_ID_TAKEN where one of them is not what was seen any more; then nothing is done
   */
  setAside(seen: readonly SeenRecord[]): Promise<void>;
  /** Stores durably what a correction makes of a record; the one that stands stays until the ledger has the new root. */
  stage(record: RealNameRecord, note: StageNote & { readonly root: string }): Promise<void>;
  /** What waits for the ledger of one person, the newest first. @throws DomainError DECRYPTION_FAILED */
  staged(identityId: string): Promise<readonly StagedRecord[]>;
  /**
   * On this gateway's own block event: of each person the record under this root counts, a staged one, one that was kept aside, one that
   * waits, or, where there is none, the one that came first. Those it takes the place of stay sealed, so that older roots can still be
   * accounted for; what waits under another root goes on waiting. Idempotent.
   */
  follow(accounts: readonly Rooted[]): Promise<void>;
  /**
   * On this gateway's own block event: the number of the record under this root is somebody else's, so that nobody finds the person
   * by it any more. The record stays as it is. Idempotent.
   */
  unlist(accounts: readonly Rooted[]): Promise<void>;
  /** What is staged since before then. */
  stagedBefore(preparedBefore: number, limit: number): Promise<readonly Rooted[]>;
  /** Destroys what is staged under these roots; what counts, or has counted, the ledger may lead back to. Idempotent. */
  unstage(records: readonly Rooted[]): Promise<void>;
  /** Records found; one whose key was destroyed is left out. @throws DomainError DECRYPTION_FAILED */
  read(identityIds: readonly string[]): Promise<ReadonlyMap<string, RealNameRecord>>;
  /** Whose record is here with its key, whatever its state; opens none. */
  readable(identityIds: readonly string[]): Promise<ReadonlySet<string>>;
  states(identityIds: readonly string[]): Promise<ReadonlyMap<string, VaultState>>;
  /** Blind index search for a province's own member; no matching endpoint needed. */
  findByDocument(docType: string, docNumber: string): Promise<string | undefined>;
  /**
   * The record of a document, ACTIVE before PENDING, and whether its name is this one; undefined where there is none, or
   * where its key was destroyed. Opens no record that was stored with a tag of the name.
   */
  findPerson(person: PersonIdentifiers): Promise<PersonMatch | undefined>;
  /** Many at once: index in the answer → identityId of the ACTIVE record, else of a PENDING one. */
  findByDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (string | undefined)[]>;
  /** Every record of each document, ACTIVE ones first: one person may be prepared more than once. */
  matchDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (readonly VaultMatch[])[]>;
  /** Records still PENDING, by identityId. */
  pending(search: PendingSearch): Promise<readonly PendingRecord[]>;
  /** Keeps numbers of accounts at banks, each under the key of its person's record: erased with it. Idempotent. */
  keepBankAccounts(accounts: readonly BankAccount[]): Promise<void>;
  /** Numbers by `identityId/tag`; without those that were never given here, were erased, or do not open. */
  bankAccounts(names: readonly BankAccountName[]): Promise<ReadonlyMap<string, string>>;
  count(): Promise<{ readonly pending: number; readonly active: number }>;
  close(): Promise<void>;
}
