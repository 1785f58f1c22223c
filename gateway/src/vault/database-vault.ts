// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from 'node:crypto';
import { DomainError } from '@unionid/domain/errors';
import type { PersonIdentifiers } from '@unionid/domain/privacy';
import { batches } from '../database/batches.js';
import type { Databases } from '../database/databases.js';
import { BulkSealing } from './bulk-sealing.js';
import {
  deriveVaultKeys,
  documentIndex,
  nameTag,
  openRecord,
  type Committed,
  type VaultKeys,
} from './record-sealing.js';
import { PersonLookup } from './person-lookup.js';
import { RecordKeyTable } from './record-key-table.js';
import { RecordTable } from './record-table.js';
import { KEY_MIGRATIONS, RECORD_MIGRATIONS, type KeyTables, type RecordTables } from './vault-schema.js';
import type {
  PendingRecord,
  PendingSearch,
  PersonMatch,
  RealNameRecord,
  Vault,
  VaultMatch,
  VaultState,
} from './vault.js';

export interface VaultOptions {
  readonly databases: Databases;
  /** The province's key, 32 bytes. */
  readonly vaultKey: Uint8Array;
  readonly now: () => number;
}

/** Opens the vault and destroys keys that a crash left without their record. */
export async function openVault({ databases, vaultKey, now }: VaultOptions): Promise<Vault> {
  const records = await databases.open<RecordTables>({ name: 'vault', migrations: RECORD_MIGRATIONS });
  // Apart from the records, so that a backup can leave the keys out or keep them only briefly.
  const recordKeys = await databases.open<KeyTables>({ name: 'vault-keys', migrations: KEY_MIGRATIONS });
  const vault = new DatabaseVault({
    ...{ records: new RecordTable(records), recordKeys: new RecordKeyTable(recordKeys) },
    lookup: new PersonLookup(records.db, recordKeys.db),
    ...{ keys: deriveVaultKeys(vaultKey), now },
  });
  await vault.destroyOrphanKeys();
  return vault;
}

interface VaultParts {
  readonly records: RecordTable;
  readonly recordKeys: RecordKeyTable;
  readonly lookup: PersonLookup;
  readonly keys: VaultKeys;
  readonly now: () => number;
}

class DatabaseVault implements Vault {
  readonly #records: RecordTable;
  readonly #recordKeys: RecordKeyTable;
  readonly #keys: VaultKeys;
  readonly #bulk: BulkSealing;
  readonly #lookup: PersonLookup;
  readonly #now: () => number;

  constructor({ records, recordKeys, lookup, keys, now }: VaultParts) {
    this.#records = records;
    this.#recordKeys = recordKeys;
    this.#lookup = lookup;
    this.#keys = keys;
    this.#now = now;
    this.#bulk = new BulkSealing(keys);
  }

  // Keys first: a crash in between leaves keys without records, which the next try replaces and the next start destroys.
  // The other way round would leave records that nobody can read.
  async prepare(group: string, records: readonly RealNameRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#assertFree(records);
    const stored = await this.#bulk.store(records);
    await this.#recordKeys.put(stored);
    await this.#records.insert(stored, { group, preparedAt: this.#now() });
  }

  commitmentRoots(records: readonly Committed[]): Promise<readonly string[]> {
    return this.#bulk.commitmentRoots(records);
  }

  activate(identityIds: readonly string[]): Promise<void> {
    return this.#records.activate(identityIds);
  }

  async discard(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds)) {
      const states = await this.#records.states(batch);
      const pending = batch.filter((identityId) => states.get(identityId) === 'PENDING');
      if (pending.length === 0) continue;
      await this.#recordKeys.destroy(pending);
      await this.#records.deletePending(pending);
    }
  }

  async read(identityIds: readonly string[]): Promise<ReadonlyMap<string, RealNameRecord>> {
    const found = new Map<string, RealNameRecord>();
    for (const batch of batches(identityIds)) {
      const wrapped = await this.#recordKeys.wrapped(batch);
      for (const [identityId, sealed] of await this.#records.sealed(batch)) {
        const key = wrapped.get(identityId);
        if (key !== undefined)
          found.set(identityId, openRecord(this.#keys, identityId, { sealed, wrapped: key }));
      }
    }
    return found;
  }

  states(identityIds: readonly string[]): Promise<ReadonlyMap<string, VaultState>> {
    return this.#records.states(identityIds);
  }

  async findByDocument(docType: string, docNumber: string): Promise<string | undefined> {
    const [found] = await this.findByDocuments([{ docType, docNumber }]);
    return found;
  }

  async findPerson(person: PersonIdentifiers): Promise<PersonMatch | undefined> {
    const identityId = await this.#lookup.byDocument(
      documentIndex(this.#keys, person.docType, person.docNumber),
    );
    if (identityId === undefined) return undefined;
    const row = await this.#lookup.keyOf(identityId);
    if (row === undefined) return undefined;
    const stored = row.name_tag ?? (await this.#tagOf(identityId));
    if (stored === undefined) return undefined;
    return { identityId, isNamed: timingSafeEqual(stored, nameTag(this.#keys, identityId, person)) };
  }

  async findByDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (string | undefined)[]> {
    const matches = await this.matchDocuments(documents);
    return matches.map(([first]) => first?.identityId);
  }

  matchDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (readonly VaultMatch[])[]> {
    return this.#records.matches(
      documents.map(({ docType, docNumber }) => documentIndex(this.#keys, docType, docNumber)),
    );
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

  // The last keys written may lack their records; older ones can not, because `prepare` returned only after both.
  // Walking the whole table is still the simple and safe way: a key is 80 bytes, and a start is rare.
  async destroyOrphanKeys(): Promise<void> {
    for await (const owners of this.#recordKeys.owners()) {
      const known = await this.#records.states(owners);
      await this.#recordKeys.delete(owners.filter((identityId) => !known.has(identityId)));
    }
  }

  async #assertFree(records: readonly RealNameRecord[]): Promise<void> {
    const taken = await this.states(records.map(({ identityId }) => identityId));
    if (taken.size > 0) throw new DomainError('IDENTITY_ID_TAKEN');
  }

  // Of a record that was stored before there were tags.
  async #tagOf(identityId: string): Promise<Uint8Array | undefined> {
    const record = (await this.read([identityId])).get(identityId);
    return record?.identifiers && nameTag(this.#keys, identityId, record.identifiers);
  }
}
