// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import { batches } from '../database/batches.js';
import type { ComponentDatabase } from '../database/databases.js';
import type { StoredRecord } from './record-sealing.js';
import type { RecordTables } from './vault-schema.js';
import type { Rooted, StageNote, VaultMatch } from './vault.js';

/** A sealed record that a correction made, and what was noted with it. */
export type RevisionRow = RecordTables['revision'];

/** What makes a row of a revision. */
export interface NewRevision extends Rooted, StageNote {
  readonly stored: StoredRecord;
  readonly preparedAt: number;
}

/**
 * Records as corrections made them, beside the ones that they correct. Which of a person's counts is one word in each row, so
 * that turning from one to the next is one transaction of one database, whatever happens to the keys meanwhile.
 */
export class RevisionTable {
  readonly #db: Kysely<RecordTables>;

  constructor({ db }: Pick<ComponentDatabase<RecordTables>, 'db'>) {
    this.#db = db;
  }

  async insert(revision: NewRevision): Promise<void> {
    await this.#db
      .insertInto('revision')
      .values({ ...rowOf(revision), state: 'PENDING' })
      .execute();
  }

  /** Keeps what came first as what counts no longer, and takes it from where the next one is to stand. */
  async takeAside(asides: readonly NewRevision[]): Promise<void> {
    await this.#db.transaction().execute(async (transaction) => {
      for (const batch of batches(asides)) {
        const rows = batch.map((revision) => ({ ...rowOf(revision), state: 'FORMER' as const }));
        await transaction.insertInto('revision').values(rows).execute();
        const identityIds = batch.map(({ identityId }) => identityId);
        await transaction.deleteFrom('record').where('identity_id', 'in', identityIds).execute();
      }
    });
  }

  /** None of these persons' revisions counts any more: another record has come first. */
  async standDown(identityIds: readonly string[]): Promise<void> {
    for (const batch of batches(identityIds))
      await this.#db
        .updateTable('revision')
        .set({ state: 'FORMER' })
        .where('identity_id', 'in', batch)
        .where('state', '=', 'ACTIVE')
        .execute();
  }

  /** Of whom there is a revision that counts, or has counted. */
  async kept(identityIds: readonly string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#of(identityIds);
    return new Set(rows.filter(({ state }) => state !== 'PENDING').map((row) => row.identity_id));
  }

  /** Those of a person that wait for the ledger, the newest first. */
  waiting(identityId: string): Promise<readonly RevisionRow[]> {
    return this.#db
      .selectFrom('revision')
      .selectAll()
      .where('identity_id', '=', identityId)
      .where('state', '=', 'PENDING')
      .orderBy('prepared_at', 'desc')
      .execute();
  }

  /** Whose record is no longer the one that came first: identityId → the revision that counts. */
  async current(identityIds: readonly string[]): Promise<ReadonlyMap<string, RevisionRow>> {
    const rows = await this.#of(identityIds);
    return new Map(rows.filter(({ state }) => state === 'ACTIVE').map((row) => [row.identity_id, row]));
  }

  /** Revisions that count, of each document. */
  async matches(
    documentIndexes: readonly Uint8Array[],
  ): Promise<readonly (VaultMatch & { index: Uint8Array })[]> {
    const found: (VaultMatch & { index: Uint8Array })[] = [];
    for (const batch of batches(documentIndexes)) {
      const rows = await this.#db
        .selectFrom('revision')
        .select(['identity_id', 'record_group', 'document_index'])
        .where('document_index', 'in', batch)
        .where('state', '=', 'ACTIVE')
        .execute();
      for (const { identity_id: identityId, record_group: group, document_index: index } of rows)
        if (index !== null) found.push({ identityId, state: 'ACTIVE', group, index });
    }
    return found;
  }

  /** Of each person the revision under this root counts from now on; where there is none, the record that came first. */
  async follow(accounts: readonly Rooted[]): Promise<void> {
    const rootOf = new Map(accounts.map(({ identityId, root }) => [identityId, root]));
    const rows = await this.#of([...rootOf.keys()]);
    const isRooted = ({ identity_id: identityId, root }: RevisionRow): boolean =>
      rootOf.get(identityId) === root;
    const turned = rows.filter((row) => isRooted(row) !== (row.state === 'ACTIVE'));
    if (turned.length === 0) return;
    await this.#db.transaction().execute(async (transaction) => {
      for (const row of turned) {
        const state = isRooted(row) ? 'ACTIVE' : 'FORMER';
        await transaction
          .updateTable('revision')
          .set({ state })
          .where('record_id', '=', row.record_id)
          .execute();
      }
    });
  }

  /** Takes the document of the record under each root out of the index, from all of the person's records that are under the same. */
  async unlist(accounts: readonly Rooted[]): Promise<void> {
    for (const { identityId, root } of accounts) {
      const index = await this.#documentOf(identityId, root);
      if (index === null) continue;
      await this.#db.transaction().execute(async (transaction) => {
        for (const table of ['record', 'revision'] as const)
          await transaction
            .updateTable(table)
            .set({ document_index: null })
            .where('identity_id', '=', identityId)
            .where('document_index', '=', index)
            .execute();
      });
    }
  }

  /** Under a root that no revision has, the record that came first. */
  async #documentOf(identityId: string, root: string): Promise<Uint8Array | null> {
    const revision = await this.#db
      .selectFrom('revision')
      .select('document_index')
      .where('identity_id', '=', identityId)
      .where('root', '=', root)
      .executeTakeFirst();
    const row =
      revision ??
      (await this.#db
        .selectFrom('record')
        .select('document_index')
        .where('identity_id', '=', identityId)
        .executeTakeFirst());
    return row?.document_index ?? null;
  }

  /** Which of these records wait for the ledger: none that counts, or has counted. */
  async stillWaiting(recordIds: readonly string[]): Promise<readonly string[]> {
    const found: string[] = [];
    for (const batch of batches(recordIds)) {
      const rows = await this.#db
        .selectFrom('revision')
        .select('record_id')
        .where('record_id', 'in', batch)
        .where('state', '=', 'PENDING')
        .execute();
      found.push(...rows.map(({ record_id: recordId }) => recordId));
    }
    return found;
  }

  /** Those that wait since before then. */
  waitingSince(before: number, limit: number): Promise<readonly RevisionRow[]> {
    return this.#db
      .selectFrom('revision')
      .selectAll()
      .where('state', '=', 'PENDING')
      .where('prepared_at', '<', before)
      .orderBy('prepared_at')
      .limit(limit)
      .execute();
  }

  /** Which of these are records of revisions. */
  async known(recordIds: readonly string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const batch of batches(recordIds)) {
      const rows = await this.#db
        .selectFrom('revision')
        .select('record_id')
        .where('record_id', 'in', batch)
        .execute();
      for (const { record_id: recordId } of rows) found.add(recordId);
    }
    return found;
  }

  async delete(recordIds: readonly string[]): Promise<void> {
    for (const batch of batches(recordIds))
      await this.#db.deleteFrom('revision').where('record_id', 'in', batch).execute();
  }

  async #of(identityIds: readonly string[]): Promise<readonly RevisionRow[]> {
    const found: RevisionRow[] = [];
    for (const batch of batches(identityIds))
      found.push(
        ...(await this.#db.selectFrom('revision').selectAll().where('identity_id', 'in', batch).execute()),
      );
    return found;
  }
}

function rowOf({
  stored,
  identityId,
  root,
  group,
  promised,
  preparedAt,
}: NewRevision): Omit<RevisionRow, 'state'> {
  return {
    ...{ record_id: stored.identityId, identity_id: identityId, root },
    ...{ document_index: stored.documentIndex, sealed: stored.sealed },
    ...{ record_group: group, promised, prepared_at: preparedAt },
  };
}
