// SPDX-License-Identifier: Apache-2.0
import type { Page } from '@unionid/domain/api';
import { keyVersionOf } from '@unionid/domain/governance';
import type { FileRecord, HouseholdRecord } from '@unionid/domain/ledger';
import * as z from 'zod/mini';
import type { Aggregate, ReadAccess } from '../shape/aggregate.js';
import { ListCursor } from '../shape/cursor.js';
import type { PageRequest } from '../shape/page-request.js';
import { recordOf } from '../shape/record-text.js';
import { attributeOf } from '../shape/table.js';
import { isUnionWithin } from '../shape/union-tree.js';
import { isReadable } from '../shape/unreadable-records.js';
import type { RecordVersion } from '../shape/versions.js';

export interface KnownFile {
  readonly fileId: string;
  readonly file: FileRecord;
}

export interface FileFilter {
  /** Files of this union and of those below it. */
  readonly within: string;
  readonly state: FileRecord['state'] | undefined;
}

/** Hardship files. Lists leave out what can not be read. @throws DomainError RECORD_UNREADABLE, each of one file or person */
export interface FileQueries {
  hardshipFile(fileId: string): Promise<FileRecord | undefined>;
  hardshipFiles(filter: FileFilter, page: PageRequest): Promise<Page<KnownFile>>;
  /** In which files somebody stands or stood. @param name tag of a document, or identityId */
  household(name: string): Promise<HouseholdRecord | undefined>;
  /** How many open files know somebody without an account by a tag of this version of the matching key alone. @param today ISO 8601 */
  filesUnderKey(keyVersion: number, today: string): Promise<number>;
  hardshipFileAsOf(fileId: string, block: number): Promise<RecordVersion<'hardshipFile'> | undefined>;
  /** Every version of it, oldest first. */
  hardshipFileVersions(fileId: string): Promise<readonly RecordVersion<'hardshipFile'>[]>;
}

export interface FileTables {
  hardship_file: { file_id: string; org: string; state: string; record: string };
  household: { name: string; record: string };
}

const PAGE = 500;
const CURSOR = new ListCursor('hardship files', z.tuple([z.string()]));

export const files: Aggregate<'hardshipFile' | 'household', FileTables, FileQueries> = {
  tables: {
    hardship_file: {
      key: ['file_id'],
      create: ({ text }) => [
        `create table hardship_file (file_id ${text} primary key, org ${text} not null, state ${text} not null,
           record ${text} not null)`,
        `create index hardship_file_by_org on hardship_file (org, file_id)`,
      ],
    },
    household: {
      key: ['name'],
      create: ({ text }) => [`create table household (name ${text} primary key, record ${text} not null)`],
    },
  },
  projections: {
    hardshipFile: ({ attributes, record, text }, rows) => {
      const key = { file_id: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('hardship_file', key);
      else rows.put('hardship_file', { ...key, org: record.org, state: record.state, record: text });
    },
    household: ({ attributes, record, text }, rows) => {
      const key = { name: attributeOf(attributes, 0) };
      if (record === undefined) rows.delete('household', key);
      else rows.put('household', { ...key, record: text });
    },
  },
  owners: {},
  open: openFiles,
};

function openFiles({ db, unreadable, versions }: ReadAccess<FileTables>): FileQueries {
  return {
    async hardshipFile(fileId) {
      unreadable.assertReadable('hardshipFile', fileId);
      const row = await db
        .selectFrom('hardship_file')
        .select('record')
        .where('file_id', '=', fileId)
        .executeTakeFirst();
      return row && recordOf('hardshipFile', row.record);
    },
    async hardshipFiles({ within, state }, page) {
      const after = CURSOR.after(page);
      const rows = await db
        .selectFrom('hardship_file')
        .selectAll()
        .where(isUnionWithin('hardship_file.org', within))
        .$if(state !== undefined, (query) => query.where('state', '=', state ?? ''))
        .$if(unreadable.hasAny('hardshipFile'), (query) =>
          query.where(isReadable('hardshipFile', 'hardship_file.file_id')),
        )
        .$if(after !== undefined, (query) => query.where('file_id', '>', after?.[0] ?? ''))
        .orderBy('file_id')
        .limit(page.limit + 1)
        .execute();
      return CURSOR.page(rows, page, { keyOf: (row) => [row.file_id], toItem: toKnown });
    },
    async household(name) {
      unreadable.assertReadable('household', name);
      const row = await db
        .selectFrom('household')
        .select('record')
        .where('name', '=', name)
        .executeTakeFirst();
      return row && recordOf('household', row.record);
    },
    filesUnderKey: (keyVersion, today) => countUnderKey(db, keyVersion, today),
    hardshipFileAsOf: (fileId, block) => versions.asOf('hardshipFile', fileId, block),
    hardshipFileVersions: (fileId) => versions.upTo('hardshipFile', fileId, Number.MAX_SAFE_INTEGER),
  };
}

async function countUnderKey(
  db: ReadAccess<FileTables>['db'],
  keyVersion: number,
  today: string,
): Promise<number> {
  let count = 0;
  for (let after: string | undefined = ''; after !== undefined;) {
    const rows: readonly FileTables['hardship_file'][] = await db
      .selectFrom('hardship_file')
      .selectAll()
      .where('state', '=', 'OPEN')
      .where('file_id', '>', after)
      .orderBy('file_id')
      .limit(PAGE)
      .execute();
    count += rows.filter(({ record }) =>
      isUnderKey(recordOf('hardshipFile', record), keyVersion, today),
    ).length;
    after = rows.length < PAGE ? undefined : rows.at(-1)?.file_id;
  }
  return count;
}

/** The newer tag of somebody is of the older version where he was filed before the overlap. */
function isUnderKey({ until, members }: FileRecord, keyVersion: number, today: string): boolean {
  return (
    until >= today && members.some(({ id, tag }) => id === undefined && keyVersionOf(tag) === keyVersion)
  );
}

function toKnown({ file_id, record }: FileTables['hardship_file']): KnownFile {
  return { fileId: file_id, file: recordOf('hardshipFile', record) };
}
