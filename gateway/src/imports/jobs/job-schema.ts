// SPDX-License-Identifier: Apache-2.0
import type { ImportState } from '@unionid/domain/api';
import type { ImportKind } from '@unionid/domain/forms';
import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from '../../database/column-types.js';
import type { Migrations } from '../../database/migrate.js';
import type { RowOutcome } from '../judge/judged-row.js';

/** What a job needs to go on after a crash. Nothing in it is a personal value or a guess at one. */
export interface JobTables {
  job: JobTable;
  job_row: JobRowTable;
  /** Persons of the file seen so far, by a digest under the job's own key; gone when reading ends. */
  job_person: { import_id: string; person: Uint8Array; row: number };
  job_reading: { import_id: string; row: number; begun: number };
  job_chunk: { import_id: string; chunk: number; leaf: Uint8Array; settled: number };
}

export interface JobTable {
  import_id: string;
  kind: ImportKind;
  state: ImportState;
  operator_id: string;
  org: string;
  province: string;
  file_digest: string;
  dry_run: number;
  /** File name and mapping, sealed: both are the operator's own words. */
  sealed_settings: Uint8Array;
  /** Key of the spool and of `job_person`, sealed; null once the file is read. */
  sealed_spool_key: Uint8Array | null;
  created_at: number;
  updated_at: number;
  /** Last row of the file that a finished batch covers, and how many batches there were. */
  last_row: number;
  batches: number;
  /** ImportCounts as JSON. */
  counts: string;
  /** Ledger rows prepared. */
  entries: number;
  /** What they come to, where they are sums of money. */
  fen: number;
  /** ChunkCursor as JSON: where the next prepared row goes. */
  cursor: string;
  root: string | null;
  /** The signed manifest as JSON. */
  signed: string | null;
  /** Of one that waits for its second signature: RFC 3339. */
  waits_until: string | null;
  /** Code and details of what holds the job up or ended it, as JSON. */
  error: string | null;
  /** Columns of the file that the form does not have, as JSON. */
  ignored_columns: string;
}

export interface JobRowTable {
  import_id: string;
  row: number;
  outcome: RowOutcome;
  /** Account or union that the row makes, or is already. */
  identity_id: string | null;
  /** Only of a member elsewhere: what a later bulk transfer needs. */
  person_key: string | null;
  /** RowNotes as JSON; null where there is nothing to say. */
  notes: string | null;
  chunk: number | null;
  position: number | null;
  /** Canonical JSON of the ledger row; null on the further rows of a union that several make. */
  entry: string | null;
}

const statementsOf = ({ text, integer, bytes, keyed }: ColumnTypes): readonly string[] => [
  `create table job (
     import_id ${text} primary key, kind ${text} not null, state ${text} not null, operator_id ${text} not null, org ${text} not null,
     province ${text} not null, file_digest ${text} not null, dry_run ${integer} not null, sealed_settings ${bytes} not null,
     sealed_spool_key ${bytes}, created_at ${integer} not null, updated_at ${integer} not null, last_row ${integer} not null,
     batches ${integer} not null, counts ${text} not null, entries ${integer} not null, cursor ${text} not null, root ${text}, signed ${text}, error ${text},
     ignored_columns ${text} not null)`,
  `create index job_by_file on job (file_digest, operator_id)`,
  `create index job_by_org on job (org, created_at)`,
  `create index job_open on job (state) where state in ('READING', 'READY', 'SUBMITTING')`,
  `create table job_row (
     import_id ${text} not null, row ${integer} not null, outcome ${text} not null, identity_id ${text}, person_key ${text},
     notes ${text}, chunk ${integer}, position ${integer}, entry ${text}, primary key (import_id, row)) ${keyed}`,
  `create index job_row_by_outcome on job_row (import_id, outcome, row)`,
  `create index job_row_by_chunk on job_row (import_id, chunk, position) where chunk is not null`,
  `create table job_person (
     import_id ${text} not null, person ${bytes} not null, row ${integer} not null,
     primary key (import_id, person)) ${keyed}`,
  `create table job_chunk (
     import_id ${text} not null, chunk ${integer} not null, leaf ${bytes} not null, settled ${integer} not null,
     primary key (import_id, chunk)) ${keyed}`,
];

export const JOB_MIGRATIONS: Migrations = (types) => ({
  '001-jobs': {
    up: async (database: Kysely<unknown>) => {
      for (const statement of statementsOf(types)) await sql.raw(statement).execute(database);
    },
  },
  '002-readings': {
    up: async (database: Kysely<unknown>) => {
      const { text, integer, keyed } = types;
      await sql
        .raw(
          `create table job_reading (
             import_id ${text} primary key, row ${integer} not null, begun ${integer} not null) ${keyed}`,
        )
        .execute(database);
    },
  },
  '003-second-signatures': {
    up: async (database: Kysely<unknown>) => {
      await sql.raw(`alter table job add column waits_until ${types.text}`).execute(database);
    },
  },
  '004-sums': {
    up: async (database: Kysely<unknown>) => {
      const column = `fen ${types.integer} not null default 0`;
      await sql.raw(`alter table job add column ${column}`).execute(database);
    },
  },
});
