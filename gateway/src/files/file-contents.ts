// SPDX-License-Identifier: Apache-2.0
import { canonicalBytes, decodeUtf8, encodeUtf8 } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import type { FileContent } from '@unionid/domain/file';
import { hmacSm3, openSm4, SEAL_KEY_BYTES } from '@unionid/domain/sm';
import { randomBytes, sealWithFreshIv } from '@unionid/domain/signing';
import { sql, type Kysely } from 'kysely';
import type { ComponentDatabase, Databases } from '../database/databases.js';
import type { Migrations } from '../database/migrate.js';

/** How long a content waits for its instruction; once that was signed first, it waits as long as it can be confirmed. */
const WAITS_MS = 10 * 86_400_000;
const SWEEP_BATCH = 500;

interface ContentTables {
  file_content: {
    file_id: string;
    digest: string;
    /** Under a key of its own, and that key under the province's. */
    sealed: Uint8Array;
    wrapped: Uint8Array;
    kept_at: number;
  };
}

const MIGRATIONS: Migrations = ({ text, integer, bytes, keyed }) => ({
  '001-file-content': {
    up: async (database: Kysely<unknown>) => {
      const statement = `create table file_content (file_id ${text} not null, digest ${text} not null, sealed ${bytes} not null,
         wrapped ${bytes} not null, kept_at ${integer} not null, primary key (file_id, digest)) ${keyed}`;
      await sql.raw(statement).execute(database);
    },
  },
});

/** A content with the seed that its digest is over. */
export interface SeededContent {
  readonly seed: string;
  readonly record: FileContent;
}

/** One content of one file. */
export interface ContentName {
  readonly fileId: string;
  readonly digest: string;
}

/** What the hardship files of a province say, sealed: households with names and numbers. */
export interface FileContents {
  /** Keeps a content beside those of before. */
  keep(name: ContentName, content: SeededContent): Promise<void>;
  /**
   * Forgets those that have waited longer than an instruction may take, and that their file never said; answers how many.
   * @param known time of the ledger, milliseconds, as far as it is known here: what was carried out before is among the blocks that came
   * @param saidBy digests of what a file has said, or is about to say; undefined keeps all of it
   */
  sweep(known: number, saidBy: (fileId: string) => Promise<ReadonlySet<string> | undefined>): Promise<number>;
  /** @throws DomainError DECRYPTION_FAILED */
  read(name: ContentName): Promise<SeededContent | undefined>;
  close(): Promise<void>;
}

/** @param vaultKey the province's, 32 bytes @param now milliseconds since 1970 */
export async function openFileContents({
  databases,
  vaultKey,
  now,
}: {
  readonly databases: Databases;
  readonly vaultKey: Uint8Array;
  readonly now: () => number;
}): Promise<FileContents> {
  const wrap = hmacSm3(vaultKey, encodeUtf8('unionid/vault/v1/file-content'));
  const database: ComponentDatabase<ContentTables> = await databases.open({
    name: 'files',
    migrations: MIGRATIONS,
  });
  const { db } = database;
  return {
    async keep({ fileId, digest }, content) {
      const key = randomBytes(SEAL_KEY_BYTES);
      const aad = encodeUtf8(`${fileId}/${digest}`);
      await db
        .insertInto('file_content')
        .values({
          ...{ file_id: fileId, digest, kept_at: now() },
          sealed: sealWithFreshIv({ key, plaintext: canonicalBytes(content), aad }),
          wrapped: sealWithFreshIv({ key: wrap, plaintext: key, aad }),
        })
        .execute();
    },
    sweep: (known, saidBy) => sweepAll(db, known - WAITS_MS, saidBy),
    async read({ fileId, digest }) {
      const row = await db
        .selectFrom('file_content')
        .select(['sealed', 'wrapped'])
        .where('file_id', '=', fileId)
        .where('digest', '=', digest)
        .executeTakeFirst();
      if (row === undefined) return undefined;
      const aad = encodeUtf8(`${fileId}/${digest}`);
      const key = openSm4({ key: wrap, sealed: row.wrapped, aad });
      // The tag has vouched for the bytes: they are what this file once wrote.
      return JSON.parse(decodeUtf8(openSm4({ key, sealed: row.sealed, aad }))) as SeededContent;
    },
    close: () => database.close(),
  };
}

async function sweepAll(
  db: Kysely<ContentTables>,
  before: number,
  saidBy: Parameters<FileContents['sweep']>[1],
): Promise<number> {
  let swept = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const files = await waitingSince(db, { before, after });
    for (const fileId of files) {
      const said = await saidBy(fileId);
      if (said !== undefined) swept += await forgetOthers(db, { fileId, before, said });
    }
    after = files.at(-1);
  }
  return swept;
}

/** Files behind another of which something is kept since then, one batch. */
async function waitingSince(
  db: Kysely<ContentTables>,
  { before, after }: { readonly before: number; readonly after: string },
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('file_content')
    .select('file_id')
    .distinct()
    .where('kept_at', '<', before)
    .where('file_id', '>', after)
    .orderBy('file_id')
    .limit(SWEEP_BATCH)
    .execute();
  return rows.map(({ file_id: fileId }) => fileId);
}

async function forgetOthers(
  db: Kysely<ContentTables>,
  {
    fileId,
    before,
    said,
  }: { readonly fileId: string; readonly before: number; readonly said: ReadonlySet<string> },
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('file_content')
    .where('file_id', '=', fileId)
    .where('kept_at', '<', before)
    .$if(said.size > 0, (query) => query.where('digest', 'not in', [...said]))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** The national union files nobody. */
export const absentFileContents: FileContents = {
  keep: () => Promise.reject(new DomainError('NOT_FOUND')),
  sweep: () => Promise.resolve(0),
  read: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
};
