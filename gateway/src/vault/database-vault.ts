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
import type { PersonLookup } from './person-lookup.js';
import type { RecordKeyTable } from './record-key-table.js';
import type { RecordTable } from './record-table.js';
import { closeVaultPair, openVaultPair, settleVault, type VaultPair } from './vault-pair.js';
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

/**
 * Opens the vault, and destroys the keys of records that a crash kept from being written.
 * @throws VaultMismatchError where other keys have no record: then one of the two databases is not of the other's time
 */
export async function openVault({ databases, vaultKey, now }: VaultOptions): Promise<Vault> {
  const pair = await openVaultPair(databases);
  try {
    await settleVault(pair);
  } catch (error) {
    await closeVaultPair(pair);
    throw error;
  }
  return new DatabaseVault({ ...pair, keys: deriveVaultKeys(vaultKey), now });
}

interface VaultParts extends VaultPair {
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

  // Keys first: a crash in between leaves keys without records, which the next try replaces and the next start destroys by the
  // note of what was begun. The other way round would leave records that nobody can read.
  async prepare(group: string, records: readonly RealNameRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#assertFree(records);
    const stored = await this.#bulk.store(records);
    await this.#recordKeys.put(stored);
    await this.#records.insert(stored, { group, preparedAt: this.#now() });
    await this.#recordKeys.finish(stored);
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

  async forget(identityIds: readonly string[]): Promise<void> {
    await this.#recordKeys.destroy(identityIds);
    await this.#records.delete(identityIds);
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
