// SPDX-License-Identifier: Apache-2.0
import { toHex } from '@unionid/domain/encoding';
import { sm3 } from '@unionid/domain/sm';
import { sql, type Kysely } from 'kysely';
import { batches } from '../database/batches.js';
import type { ComponentDatabase } from '../database/databases.js';
import type { StoredRecord } from './record-sealing.js';
import type { RecordTables } from './vault-schema.js';
import type {
  GroupChange,
  PendingRecord,
  PendingSearch,
  SeenRecord,
  VaultMatch,
  VaultState,
} from './vault.js';

/** A sealed record as it came. */
export type RecordRow = RecordTables['record'];

/** The sealed records, without the keys that open them. */
export class RecordTable {
  readonly #database: ComponentDatabase<RecordTables>;
  readonly #db: Kysely<RecordTables>;

  constructor(database: ComponentDatabase<RecordTables>) {
    this.#database = database;
    this.#db = database.db;
  }

  /** Keeps records as PENDING. */
  async insert(
    stored: readonly StoredRecord[],
    { group, preparedAt }: { readonly group: string; readonly preparedAt: number },
  ): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
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

  async activate(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds)) {
      await this.#db
        .updateTable('record')
        .set({ state: 'ACTIVE' })
        .where('identity_id', 'in', batch)
        .where('state', '=', 'PENDING')
        .execute();
    }
  }

  /** Of those that are PENDING in groups that begin so. */
  async regroup(identityIds: readonly string[], { from, to }: GroupChange): Promise<void> {
    for (const batch of batches(identityIds)) {
      await this.#db
        .updateTable('record')
        .set({ record_group: to })
        .where('identity_id', 'in', batch)
        .where('state', '=', 'PENDING')
        .where('record_group', '>=', from)
        .where('record_group', '<', behind(from))
        .execute();
    }
  }

  async deletePending(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds)) {
      await this.#db
        .deleteFrom('record')
        .where('identity_id', 'in', batch)
        .where('state', '=', 'PENDING')
        .execute();
    }
  }

  async delete(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds))
      await this.#db.deleteFrom('record').where('identity_id', 'in', batch).execute();
  }

  async rows(identityIds: readonly string[]): Promise<readonly RecordRow[]> {
    const found: RecordRow[] = [];
    for (const batch of batches(identityIds))
      found.push(
        ...(await this.#db.selectFrom('record').selectAll().where('identity_id', 'in', batch).execute()),
      );
    return found;
  }

  async sealed(identityIds: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>> {
    const found = new Map<string, Uint8Array>();
    for (const batch of batches(identityIds)) {
      const rows = await this.#db
        .selectFrom('record')
        .select(['identity_id', 'sealed'])
        .where('identity_id', 'in', batch)
        .execute();
      for (const row of rows) found.set(row.identity_id, row.sealed);
    }
    return found;
  }

  async states(identityIds: readonly string[]): Promise<ReadonlyMap<string, VaultState>> {
    const standing = await this.standing(identityIds);
    return new Map([...standing].map(([identityId, { state }]) => [identityId, state]));
  }

  /** Where records stand, by identityId. */
  async standing(identityIds: readonly string[]): Promise<ReadonlyMap<string, VaultMatch>> {
    const found = new Map<string, VaultMatch>();
    for (const batch of batches(identityIds)) {
      const rows = await this.#db
        .selectFrom('record')
        .select(['identity_id', 'state', 'record_group'])
        .where('identity_id', 'in', batch)
        .execute();
      for (const { identity_id: identityId, state, record_group: group } of rows)
        found.set(identityId, { identityId, state, group });
    }
    return found;
  }

  /** Records as they stand: each is sealed under a fresh vector, so that no two texts are one. */
  async seen(identityIds: readonly string[]): Promise<ReadonlyMap<string, SeenRecord>> {
    const found = new Map<string, SeenRecord>();
    for (const batch of batches(identityIds)) {
      const rows = await this.#db
        .selectFrom('record')
        .select(['identity_id', 'state', 'record_group', 'sealed'])
        .where('identity_id', 'in', batch)
        .execute();
      for (const { identity_id: identityId, state, record_group: group, sealed } of rows)
        found.set(identityId, { identityId, state, group, mark: toHex(sm3(sealed)) });
    }
    return found;
  }

  /** Records of each document, ACTIVE ones first. */
  async matches(documentIndexes: readonly Uint8Array[]): Promise<readonly (readonly VaultMatch[])[]> {
    const byIndex = new Map<string, VaultMatch[]>();
    for (const batch of batches(documentIndexes)) {
      const rows = await this.#db
        .selectFrom('record')
        .select(['identity_id', 'state', 'record_group', 'document_index'])
        .where('document_index', 'in', batch)
        .where(isNotRevised)
        .orderBy('state')
        .orderBy('prepared_at')
        .execute();
      for (const row of rows) {
        const match = { identityId: row.identity_id, state: row.state, group: row.record_group };
        const name = nameOf(row.document_index);
        byIndex.set(name, [...(byIndex.get(name) ?? []), match]);
      }
    }
    return documentIndexes.map((index) => byIndex.get(nameOf(index)) ?? []);
  }

  async pending(search: PendingSearch): Promise<readonly PendingRecord[]> {
    const { groupPrefix, preparedBefore = Number.MAX_SAFE_INTEGER, identityId, after = '', limit } = search;
    const rows = await this.#db
      .selectFrom('record')
      .select(['identity_id', 'record_group', 'prepared_at'])
      .where('state', '=', 'PENDING')
      .where('record_group', '>=', groupPrefix)
      .where('record_group', '<', behind(groupPrefix))
      .where('prepared_at', '<', preparedBefore)
      .where('identity_id', '>', after)
      .$if(identityId !== undefined, (query) => query.where('identity_id', '=', identityId ?? ''))
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
    const rows = await this.#db
      .selectFrom('record')
      .select(['state', sql<number>`count(*)`.as('records')])
      .groupBy('state')
      .execute();
    const of = (state: VaultState): number => rows.find((row) => row.state === state)?.records ?? 0;
    return { pending: of('PENDING'), active: of('ACTIVE') };
  }

  close(): Promise<void> {
    return this.#database.close();
  }
}

/** True of a record in whose place none that a correction made counts. */
export const isNotRevised = sql<boolean>`not exists
  (select 1 from revision where revision.identity_id = record.identity_id and revision.state = 'ACTIVE')`;

/** Of texts that begin so, none is greater. */
function behind(prefix: string): string {
  return `${prefix}\u{10ffff}`;
}

export function nameOf(index: Uint8Array | null): string {
  return index === null ? '' : Buffer.from(index.buffer, index.byteOffset, index.byteLength).toString('hex');
}
