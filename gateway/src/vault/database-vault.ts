// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from 'node:crypto';
import { asDomainError } from '@unionid/domain/errors';
import type { PersonIdentifiers } from '@unionid/domain/privacy';
import { batches } from '../database/batches.js';
import type { Databases } from '../database/databases.js';
import { BankAccounts } from './bank-accounts.js';
import { BulkSealing } from './bulk-sealing.js';
import {
  deriveVaultKeys,
  documentIndex,
  nameTag,
  openRecord,
  storeRevision,
  type Committed,
  type VaultKeys,
} from './record-sealing.js';
import { FirstRecords } from './first-records.js';
import type { DocumentRow, PersonLookup } from './person-lookup.js';
import type { RecordKeyTable } from './record-key-table.js';
import { nameOf, type RecordTable } from './record-table.js';
import { RecordWrites } from './record-writes.js';
import type { RevisionRow, RevisionTable } from './revision-table.js';
import { closeVaultPair, openVaultPair, settleVault, type VaultPair } from './vault-pair.js';
import type {
  GroupChange,
  PendingRecord,
  PendingSearch,
  PersonMatch,
  RealNameRecord,
  Rooted,
  SeenRecord,
  StagedRecord,
  StageNote,
  Vault,
  VaultMatch,
  VaultState,
} from './vault.js';

export interface VaultOptions {
  readonly databases: Databases;
  /** The province's key, 32 bytes. */
  readonly vaultKey: Uint8Array;
  readonly now: () => number;
  /** Told once of each record that does not open though its key is here. */
  readonly onDamaged?: (recordId: string) => void;
}

/**
 * Opens the vault, and destroys the keys of records that a crash kept from being written.
 * @throws VaultMismatchError where other keys have no record: then one of the two databases is not of the other's time
 */
export async function openVault({ databases, vaultKey, now, onDamaged }: VaultOptions): Promise<Vault> {
  const pair = await openVaultPair(databases);
  try {
    await settleVault(pair);
  } catch (error) {
    await closeVaultPair(pair);
    throw error;
  }
  return new DatabaseVault({ ...pair, keys: deriveVaultKeys(vaultKey), now, onDamaged });
}

/** Where no record has the document, so that nobody is told by the time that it takes. */
const NOBODY: DocumentRow = { identity_id: '0'.repeat(26), record_id: '0'.repeat(26) };
const NO_TAG = new Uint8Array(32);

interface VaultParts extends VaultPair, Pick<VaultOptions, 'now'> {
  readonly keys: VaultKeys;
  readonly onDamaged: VaultOptions['onDamaged'];
}
type Open = typeof openRecord;

class DatabaseVault implements Vault {
  readonly #records: RecordTable;
  readonly #recordKeys: RecordKeyTable;
  readonly #revisions: RevisionTable;
  readonly #keys: VaultKeys;
  readonly #bulk: BulkSealing;
  readonly #lookup: PersonLookup;
  readonly #now: () => number;
  readonly #writes: RecordWrites;
  readonly #first: FirstRecords;
  readonly keepBankAccounts: Vault['keepBankAccounts'];
  readonly bankAccounts: Vault['bankAccounts'];
  readonly #onDamaged: VaultOptions['onDamaged'];
  readonly #damaged = new Set<string>();

  constructor({ records, recordKeys, revisions, lookup, db, keys, now, onDamaged }: VaultParts) {
    this.#records = records;
    this.#recordKeys = recordKeys;
    this.#lookup = lookup;
    this.#revisions = revisions;
    this.#keys = keys;
    this.#now = now;
    this.#writes = new RecordWrites({ records, recordKeys, revisions }, now);
    this.#onDamaged = onDamaged;
    this.#first = new FirstRecords({
      ...{ records, recordKeys, revisions, keys },
      open: (recordId, stored) => this.#openOrTell(keys, recordId, stored),
    });
    this.#bulk = new BulkSealing(keys);
    const banks = new BankAccounts({ ...{ db, recordKeys, revisions, keys }, onDamaged: this.#tellDamaged });
    this.keepBankAccounts = (accounts) => this.#writes.inTurn(() => banks.keep(accounts));
    this.bankAccounts = (names) => this.#writes.inTurn(() => banks.read(names));
  }

  async prepare(group: string, records: readonly RealNameRecord[]): Promise<void> {
    if (records.length > 0) await this.#writes.prepare(group, await this.#bulk.store(records));
  }

  commitmentRoots(records: readonly Committed[]): Promise<readonly string[]> {
    return this.#bulk.commitmentRoots(records);
  }

  activate(identityIds: readonly string[]): Promise<void> {
    return this.#writes.activate(identityIds);
  }

  regroup(identityIds: readonly string[], groups: GroupChange): Promise<void> {
    return this.#writes.regroup(identityIds, groups);
  }

  discard(identityIds: readonly string[], groupPrefix: string): Promise<void> {
    return this.#writes.discard(identityIds, groupPrefix);
  }

  seen(identityIds: readonly string[]): Promise<ReadonlyMap<string, SeenRecord>> {
    return this.#records.seen(identityIds);
  }

  setAside(seen: readonly SeenRecord[]): Promise<void> {
    return this.#writes.setAside(seen, (identityIds) => this.#first.asides(identityIds));
  }

  stage(record: RealNameRecord, note: StageNote & { readonly root: string }): Promise<void> {
    const { identityId } = record;
    const stored = storeRevision(this.#keys, record, note.root);
    return this.#writes.stage({ ...note, identityId, stored, preparedAt: this.#now() });
  }

  async staged(identityId: string): Promise<readonly StagedRecord[]> {
    const rows = await this.#revisions.waiting(identityId);
    const wrapped = await this.#recordKeys.wrapped(rows.map(({ record_id: recordId }) => recordId));
    return rows.flatMap((row) => {
      const record = this.#openRevision(row, wrapped);
      const { root, record_group: group, promised, prepared_at: preparedAt } = row;
      return record === undefined ? [] : [{ ...record, root, group, promised, preparedAt }];
    });
  }

  follow(accounts: readonly Rooted[]): Promise<void> {
    return this.#writes.follow(accounts, () => this.#first.waitingUnder(accounts));
  }

  unlist(accounts: readonly Rooted[]): Promise<void> {
    return this.#revisions.unlist(accounts);
  }

  async stagedBefore(preparedBefore: number, limit: number): Promise<readonly Rooted[]> {
    const rows = await this.#revisions.waitingSince(preparedBefore, limit);
    return rows.map(({ identity_id: identityId, root }) => ({ identityId, root }));
  }

  unstage(records: readonly Rooted[]): Promise<void> {
    return this.#writes.unstage(records);
  }

  async read(identityIds: readonly string[]): Promise<ReadonlyMap<string, RealNameRecord>> {
    try {
      return await this.#read(identityIds, openRecord);
    } catch (error) {
      if (asDomainError(error)?.code !== 'DECRYPTION_FAILED') throw error;
    }
    // Another may have come in its place between the two questions, with a key of its own.
    return this.#writes.inTurn(() => this.#read(identityIds, this.#openOrTell));
  }

  async #read(identityIds: readonly string[], open: Open): Promise<ReadonlyMap<string, RealNameRecord>> {
    const found = new Map<string, RealNameRecord>();
    for (const batch of batches(identityIds)) {
      const revised = await this.#revisions.current(batch);
      const first = await this.#records.sealed(batch.filter((identityId) => !revised.has(identityId)));
      const recordIds = [
        ...first.keys(),
        ...[...revised.values()].map(({ record_id: recordId }) => recordId),
      ];
      const wrapped = await this.#recordKeys.wrapped(recordIds);
      for (const [identityId, sealed] of first) {
        const key = wrapped.get(identityId);
        if (key !== undefined) found.set(identityId, open(this.#keys, identityId, { sealed, wrapped: key }));
      }
      for (const [identityId, row] of revised) {
        const record = this.#openRevision(row, wrapped, open);
        if (record !== undefined) found.set(identityId, record);
      }
    }
    return found;
  }

  async readable(identityIds: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const batch of batches(identityIds)) {
      const [revised, states] = [await this.#revisions.current(batch), await this.#records.states(batch)];
      const recordIds = new Map<string, string>();
      for (const identityId of batch) {
        const recordId =
          revised.get(identityId)?.record_id ?? (states.has(identityId) ? identityId : undefined);
        if (recordId !== undefined) recordIds.set(identityId, recordId);
      }
      const wrapped = await this.#recordKeys.wrapped([...recordIds.values()]);
      for (const [identityId, recordId] of recordIds) if (wrapped.has(recordId)) found.add(identityId);
    }
    return found;
  }

  async states(identityIds: readonly string[]): Promise<ReadonlyMap<string, VaultState>> {
    const revised = await this.#revisions.current(identityIds);
    const states = await this.#records.states(identityIds);
    return new Map([...states, ...[...revised.keys()].map((identityId) => [identityId, 'ACTIVE'] as const)]);
  }

  async findByDocument(docType: string, docNumber: string): Promise<string | undefined> {
    const [found] = await this.findByDocuments([{ docType, docNumber }]);
    return found;
  }

  async findPerson(person: PersonIdentifiers): Promise<PersonMatch | undefined> {
    const index = documentIndex(this.#keys, person.docType, person.docNumber);
    const match = (await this.#lookup.byDocument(index)) ?? NOBODY;
    const { identity_id: identityId, record_id: recordId } = match;
    const row = await this.#lookup.keyOf(recordId);
    const tag = nameTag(this.#keys, identityId, person);
    const stored = row && (row.name_tag ?? (await this.#tagOf(identityId)));
    const isNamed = timingSafeEqual(stored ?? NO_TAG, tag);
    return stored === undefined ? undefined : { identityId, isNamed };
  }

  async findByDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (string | undefined)[]> {
    const matches = await this.matchDocuments(documents);
    return matches.map(([first]) => first?.identityId);
  }

  async matchDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (readonly VaultMatch[])[]> {
    const indexes = documents.map(({ docType, docNumber }) => documentIndex(this.#keys, docType, docNumber));
    const revised = Map.groupBy(await this.#revisions.matches(indexes), ({ index }) => nameOf(index));
    const first = await this.#records.matches(indexes);
    return first.map((matches, at) => {
      const found = revised.get(nameOf(indexes[at] ?? null)) ?? [];
      return [...found.map(({ identityId, state, group }) => ({ identityId, state, group })), ...matches];
    });
  }

  pending(search: PendingSearch): Promise<readonly PendingRecord[]> {
    return this.#records.pending(search);
  }

  count(): Promise<{ readonly pending: number; readonly active: number }> {
    return this.#records.count();
  }

  async close(): Promise<void> {
    await this.#bulk.close();
    await this.#records.close();
    await this.#recordKeys.close();
  }

  #openRevision(
    { record_id: recordId, identity_id: identityId, sealed }: RevisionRow,
    wrapped: ReadonlyMap<string, Uint8Array>,
    open: Open = this.#openOrTell,
  ): RealNameRecord | undefined {
    const key = wrapped.get(recordId);
    if (key === undefined) return undefined;
    return { ...open(this.#keys, recordId, { sealed, wrapped: key }), identityId };
  }

  readonly #openOrTell: Open = (keys, recordId, stored) => {
    try {
      return openRecord(keys, recordId, stored);
    } catch (error) {
      this.#tellDamaged(recordId);
      throw error;
    }
  };
  readonly #tellDamaged = (recordId: string): void => {
    if (!this.#damaged.has(recordId)) this.#onDamaged?.(recordId);
    this.#damaged.add(recordId);
  };

  // Of a record that was stored before there were tags.
  async #tagOf(identityId: string): Promise<Uint8Array | undefined> {
    const record = (await this.read([identityId])).get(identityId);
    return record?.identifiers && nameTag(this.#keys, identityId, record.identifiers);
  }
}
