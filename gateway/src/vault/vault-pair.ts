// SPDX-License-Identifier: Apache-2.0
import type { Kysely } from 'kysely';
import { DatabaseStartError } from '../database/database-errors.js';
import type { Databases } from '../database/databases.js';
import { PersonLookup } from './person-lookup.js';
import { RecordKeyTable } from './record-key-table.js';
import { RecordTable } from './record-table.js';
import { RevisionTable } from './revision-table.js';
import { KEY_MIGRATIONS, RECORD_MIGRATIONS, type KeyTables, type RecordTables } from './vault-schema.js';

/** Records and their keys: two databases, each backed up by itself (ADR 14). */
export interface VaultPair {
  readonly records: RecordTable;
  readonly recordKeys: RecordKeyTable;
  readonly revisions: RevisionTable;
  readonly lookup: PersonLookup;
  /** Of the records' database, for what stands beside them. */
  readonly db: Kysely<RecordTables>;
}

/** Keys whose record is not there. That alone destroys none of them: the records may be those of an older backup. */
export class VaultMismatchError extends DatabaseStartError {
  override readonly name = 'VaultMismatchError';

  constructor({ orphans, keys, records }: { orphans: number; keys: number; records: number }) {
    super(
      `实名库与其密钥库不是同一时刻的：${keys} 个密钥中有 ${orphans} 个没有记录（记录共 ${records} 条）。未删除任何内容。
  请恢复同一时刻的两个备份；确认这些记录不再需要时，用 --drop-orphan-keys ${orphans} 启动一次以销毁这些密钥。
The vault and its keys are not of the same time: ${orphans} of ${keys} keys have no record (${records} records). Nothing was deleted.
  Restore backups of both of one time; or, where those records are not wanted any more, start once with
  --drop-orphan-keys ${orphans}, which destroys these keys.`,
    );
  }
}

/** Opens both. The keys are apart from the records, so that a backup can leave them out or keep them only briefly. */
export async function openVaultPair(databases: Databases): Promise<VaultPair> {
  const records = await databases.open<RecordTables>({ name: 'vault', migrations: RECORD_MIGRATIONS });
  const recordKeys = await databases.open<KeyTables>({ name: 'vault-keys', migrations: KEY_MIGRATIONS });
  return {
    ...{ records: new RecordTable(records), recordKeys: new RecordKeyTable(recordKeys) },
    revisions: new RevisionTable(records),
    lookup: new PersonLookup(records.db, recordKeys.db),
    db: records.db,
  };
}

/** Closes both. */
export async function closeVaultPair({ records, recordKeys }: VaultPair): Promise<void> {
  await records.close();
  await recordKeys.close();
}

/** Destroys the keys of what a crash cut off. @throws VaultMismatchError where further keys have no record */
export async function settleVault(pair: VaultPair): Promise<void> {
  const { orphans, unfinished, keys } = await compare(pair);
  if (orphans.length > 0) {
    const { pending, active } = await pair.records.count();
    throw new VaultMismatchError({ orphans: orphans.length, keys, records: pending + active });
  }
  if (unfinished.length > 0) await pair.recordKeys.destroy(unfinished);
  await pair.recordKeys.forgetBegun();
}

/**
 * Destroys the keys that have no record, where there are as many as whoever asks for it was told.
 * @throws VaultMismatchError where there are more or fewer
 */
export async function dropOrphanKeys(databases: Databases, expected: number): Promise<void> {
  const pair = await openVaultPair(databases);
  try {
    const { orphans } = await compare(pair);
    if (orphans.length > 0 && orphans.length === expected) await pair.recordKeys.destroy(orphans);
    await settleVault(pair);
  } finally {
    await closeVaultPair(pair);
  }
}

interface Comparison {
  /** Keys without a record, but for those that are known to be unfinished. */
  readonly orphans: readonly string[];
  readonly unfinished: readonly string[];
  readonly keys: number;
}

/** Walks the whole table: a key is 80 bytes, and a start is rare. */
async function compare({ records, recordKeys, revisions }: VaultPair): Promise<Comparison> {
  const begun = await recordKeys.begun();
  const [orphans, unfinished]: [string[], string[]] = [[], []];
  let keys = 0;
  for await (const identityIds of recordKeys.owners()) {
    keys += identityIds.length;
    const [known, revised] = [await records.states(identityIds), await revisions.known(identityIds)];
    for (const identityId of identityIds)
      if (!known.has(identityId) && !revised.has(identityId))
        (begun.has(identityId) ? unfinished : orphans).push(identityId);
  }
  return { orphans, unfinished, keys };
}
