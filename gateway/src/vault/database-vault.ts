// SPDX-License-Identifier: Apache-2.0
import { timingSafeEqual } from 'node:crypto';
import { DomainError } from '@unionid/domain/errors';
import type { PersonIdentifiers } from '@unionid/domain/privacy';
import { sql, type Kysely } from 'kysely';
import { BATCH, batches } from '../database/batches.js';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import { BulkSealing } from './bulk-sealing.js';
import {
  deriveVaultKeys,
  documentIndex,
  nameTag,
  openRecord,
  type Committed,
  type StoredRecord,
  type VaultKeys,
} from './record-sealing.js';
import { PersonLookup } from './person-lookup.js';
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
  const vault = new DatabaseVault({ records, recordKeys, keys: deriveVaultKeys(vaultKey), now });
  await vault.destroyOrphanKeys();
  return vault;
}

interface VaultParts {
  readonly records: ComponentDatabase<RecordTables>;
  readonly recordKeys: ComponentDatabase<KeyTables>;
  readonly keys: VaultKeys;
  readonly now: () => number;
}

class DatabaseVault implements Vault {
  readonly #parts: VaultParts;
  readonly #records: Kysely<RecordTables>;
  readonly #recordKeys: Kysely<KeyTables>;
  readonly #keys: VaultKeys;
  readonly #bulk: BulkSealing;
  readonly #lookup: PersonLookup;
  readonly #now: () => number;

  constructor(parts: VaultParts) {
    this.#parts = parts;
    this.#keys = parts.keys;
    this.#records = parts.records.db;
    this.#recordKeys = parts.recordKeys.db;
    this.#now = parts.now;
    this.#bulk = new BulkSealing(parts.keys);
    this.#lookup = new PersonLookup(this.#records, this.#recordKeys);
  }

  // Keys first: a crash in between leaves keys without records, which the next try replaces and the next start destroys.
  // The other way round would leave records that nobody can read.
  async prepare(group: string, records: readonly RealNameRecord[]): Promise<void> {
    if (records.length === 0) return;
    await this.#assertFree(records);
    const stored = await this.#bulk.store(records);
    await this.#insertKeys(stored);
    await this.#insertRecords(group, stored);
  }

  commitmentRoots(records: readonly Committed[]): Promise<readonly string[]> {
    return this.#bulk.commitmentRoots(records);
  }

  async activate(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds)) {
      await this.#records
        .updateTable('record')
        .set({ state: 'ACTIVE' })
        .where('identity_id', 'in', batch)
        .where('state', '=', 'PENDING')
        .execute();
    }
  }

  async discard(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds)) {
      const pending = await this.#pendingOf(batch);
      if (pending.length === 0) continue;
      await this.#recordKeys.deleteFrom('record_key').where('identity_id', 'in', pending).execute();
      await this.#parts.recordKeys.scrub('record_key');
      await this.#records
        .deleteFrom('record')
        .where('identity_id', 'in', pending)
        .where('state', '=', 'PENDING')
        .execute();
    }
  }

  async read(identityIds: readonly string[]): Promise<ReadonlyMap<string, RealNameRecord>> {
    const found = new Map<string, RealNameRecord>();
    for (const batch of batches(identityIds)) {
      const wrapped = await this.#wrappedKeys(batch);
      const rows = await this.#records
        .selectFrom('record')
        .select(['identity_id', 'sealed'])
        .where('identity_id', 'in', batch)
        .execute();
      for (const { identity_id: identityId, sealed } of rows) {
        const key = wrapped.get(identityId);
        if (key !== undefined)
          found.set(identityId, openRecord(this.#keys, identityId, { sealed, wrapped: key }));
      }
    }
    return found;
  }

  async states(identityIds: readonly string[]): Promise<ReadonlyMap<string, VaultState>> {
    const states = new Map<string, VaultState>();
    for (const batch of batches(identityIds)) {
      const rows = await this.#records
        .selectFrom('record')
        .select(['identity_id', 'state'])
        .where('identity_id', 'in', batch)
        .execute();
      for (const row of rows) states.set(row.identity_id, row.state);
    }
    return states;
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

  async matchDocuments(
    documents: readonly { docType: string; docNumber: string }[],
  ): Promise<readonly (readonly VaultMatch[])[]> {
    const indexes = documents.map(({ docType, docNumber }) => documentIndex(this.#keys, docType, docNumber));
    const byIndex = new Map<string, VaultMatch[]>();
    for (const batch of batches(indexes)) {
      const rows = await this.#records
        .selectFrom('record')
        .select(['identity_id', 'state', 'record_group', 'document_index'])
        .where('document_index', 'in', batch)
        .orderBy('state')
        .orderBy('prepared_at')
        .execute();
      for (const row of rows) {
        const match = { identityId: row.identity_id, state: row.state, group: row.record_group };
        const name = hex(row.document_index);
        byIndex.set(name, [...(byIndex.get(name) ?? []), match]);
      }
    }
    return indexes.map((index) => byIndex.get(hex(index)) ?? []);
  }

  async pending(search: PendingSearch): Promise<readonly PendingRecord[]> {
    const { groupPrefix, preparedBefore = Number.MAX_SAFE_INTEGER, after = '', limit } = search;
    const rows = await this.#records
      .selectFrom('record')
      .select(['identity_id', 'record_group', 'prepared_at'])
      .where('state', '=', 'PENDING')
      .where('record_group', '>=', groupPrefix)
      .where('record_group', '<', `${groupPrefix}\u{10ffff}`)
      .where('prepared_at', '<', preparedBefore)
      .where('identity_id', '>', after)
      .orderBy('identity_id')
      .limit(limit)
      .execute();
    return rows.map((row) => ({
      identityId: row.identity_id,
      group: row.record_group,
      preparedAt: row.prepared_at,
    }));
  }

  async count(): Promise<{ readonly pending: number; readonly active: number }> {
    const rows = await this.#records
      .selectFrom('record')
      .select(['state', sql<number>`count(*)`.as('records')])
      .groupBy('state')
      .execute();
    const of = (state: VaultState): number => rows.find((row) => row.state === state)?.records ?? 0;
    return { pending: of('PENDING'), active: of('ACTIVE') };
  }

  async close(): Promise<void> {
    await this.#bulk.close();
    await this.#parts.records.close();
    await this.#parts.recordKeys.close();
  }

  async #assertFree(records: readonly RealNameRecord[]): Promise<void> {
    const taken = await this.states(records.map(({ identityId }) => identityId));
    if (taken.size > 0) throw new DomainError('IDENTITY_ID_TAKEN');
  }

  async #insertKeys(stored: readonly StoredRecord[]): Promise<void> {
    await this.#recordKeys.transaction().execute(async (transaction) => {
      for (const batch of batches(stored)) {
        await transaction
          .insertInto('record_key')
          .values(
            batch.map((row) => ({
              identity_id: row.identityId,
              wrapped: row.wrapped,
              name_tag: row.nameTag,
            })),
          )
          .onConflict((conflict) =>
            conflict.column('identity_id').doUpdateSet((set) => ({
              wrapped: set.ref('excluded.wrapped'),
              name_tag: set.ref('excluded.name_tag'),
            })),
          )
          .execute();
      }
    });
  }

  async #insertRecords(group: string, stored: readonly StoredRecord[]): Promise<void> {
    const preparedAt = this.#now();
    await this.#records.transaction().execute(async (transaction) => {
      for (const batch of batches(stored)) {
        const rows = batch.map((row) => ({
          identity_id: row.identityId,
          record_group: group,
          state: 'PENDING' as const,
          document_index: row.documentIndex,
          sealed: row.sealed,
          prepared_at: preparedAt,
        }));
        await transaction.insertInto('record').values(rows).execute();
      }
    });
  }

  // Of a record that was stored before there were tags.
  async #tagOf(identityId: string): Promise<Uint8Array | undefined> {
    const record = (await this.read([identityId])).get(identityId);
    return record?.identifiers && nameTag(this.#keys, identityId, record.identifiers);
  }

  async #pendingOf(identityIds: readonly string[]): Promise<string[]> {
    const states = await this.states(identityIds);
    return identityIds.filter((identityId) => states.get(identityId) === 'PENDING');
  }

  async #wrappedKeys(identityIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const rows = await this.#recordKeys
      .selectFrom('record_key')
      .select(['identity_id', 'wrapped'])
      .where('identity_id', 'in', identityIds)
      .execute();
    return new Map(rows.map((row) => [row.identity_id, row.wrapped]));
  }

  // The last keys written may lack their records; older ones can not, because `prepare` returned only after both.
  // Walking the whole table is still the simple and safe way: a key is 80 bytes, and a start is rare.
  async destroyOrphanKeys(): Promise<void> {
    let after = '';
    for (;;) {
      const rows = await this.#recordKeys
        .selectFrom('record_key')
        .select('identity_id')
        .where('identity_id', '>', after)
        .orderBy('identity_id')
        .limit(BATCH)
        .execute();
      const last = rows.at(-1);
      if (last === undefined) return;
      const identityIds = rows.map((row) => row.identity_id);
      const known = await this.states(identityIds);
      const orphans = identityIds.filter((identityId) => !known.has(identityId));
      if (orphans.length > 0)
        await this.#recordKeys.deleteFrom('record_key').where('identity_id', 'in', orphans).execute();
      after = last.identity_id;
    }
  }
}

function hex(bytes: Uint8Array | null): string {
  return bytes === null ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
