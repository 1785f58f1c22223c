// SPDX-License-Identifier: Apache-2.0
import { sql, type Kysely } from 'kysely';
import type { Migrations } from '../database/migrate.js';
import type { VaultState } from './vault.js';

/** Component `vault`: what a backup may keep for long, of no use without the keys beside it. */
export interface RecordTables extends BankAccountTables {
  record: {
    identity_id: string;
    record_group: string;
    state: VaultState;
    document_index: Uint8Array | null;
    sealed: Uint8Array;
    prepared_at: number;
  };
  /** What corrections made of a record: it stays as it came, and at most one of its revisions counts in its place. */
  revision: {
    /** identityId and root: whose key it is under. */
    record_id: string;
    identity_id: string;
    root: string;
    state: RevisionState;
    document_index: Uint8Array | null;
    sealed: Uint8Array;
    record_group: string;
    /** What the instruction must say, as JSON; nothing of the person. */
    promised: string;
    prepared_at: number;
  };
}

/** Numbers of persons' accounts at banks, each sealed under the key of its person's record: erased with it. */
export interface BankAccountTables {
  bank_account: { identity_id: string; tag: string; record_id: string; sealed: Uint8Array };
}

/** Waiting for the ledger, counting, or corrected again. */
export type RevisionState = 'PENDING' | 'ACTIVE' | 'FORMER';

/** Component `vault-keys`: record keys, wrapped by the province's key. Backups keep it only briefly, so that erasure is real. */
export interface KeyTables {
  record_key: {
    identity_id: string;
    wrapped: Uint8Array;
    /** Keyed tag of the person's name; here, so that it goes when the key goes. */
    name_tag: Uint8Array | null;
  };
  /** Keys whose records are being written: what a crash leaves of them is known to have none. */
  unfinished: {
    /** The first of them. */
    entry: string;
    /** All of them, by commas. */
    identity_ids: string;
  };
}

/**
 * History of the record tables. Rows lie in the order in which they came, not under their random keys: a chunk's records
 * are neighbours, and activating them touches a tenth of the pages (SQLite; docs/benchmarks.md).
 */
export const RECORD_MIGRATIONS: Migrations = ({ text, integer, bytes }) => ({
  '001-record': {
    up: async (database: Kysely<unknown>) => {
      const statements = [
        `create table record (
           identity_id ${text} primary key, record_group ${text} not null,
           state ${text} not null check (state in ('PENDING', 'ACTIVE')),
           document_index ${bytes}, sealed ${bytes} not null, prepared_at ${integer} not null)`,
        `create index record_by_document on record (document_index)`,
        `create index record_pending on record (record_group, identity_id) where state = 'PENDING'`,
      ];
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
  '002-revision': {
    up: async (database: Kysely<unknown>) => {
      const statements = [
        `create table revision (
           record_id ${text} primary key, identity_id ${text} not null, root ${text} not null,
           state ${text} not null check (state in ('PENDING', 'ACTIVE', 'FORMER')), document_index ${bytes},
           sealed ${bytes} not null, record_group ${text} not null, promised ${text} not null,
           prepared_at ${integer} not null)`,
        `create index revision_by_person on revision (identity_id)`,
        `create index revision_by_document on revision (document_index)`,
        `create index revision_pending on revision (prepared_at) where state = 'PENDING'`,
      ];
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
  '003-bank-account': {
    up: async (database: Kysely<unknown>) => {
      const statement = `create table bank_account (
           identity_id ${text} not null, tag ${text} not null, record_id ${text} not null, sealed ${bytes} not null,
           primary key (identity_id, tag))`;
      await sql.raw(statement).execute(database);
    },
  },
});

/** History of the key table. */
export const KEY_MIGRATIONS: Migrations = ({ text, bytes }) => ({
  '001-key': {
    up: async (database: Kysely<unknown>) => {
      const statement = `create table record_key (identity_id ${text} primary key, wrapped ${bytes} not null)`;
      await sql.raw(statement).execute(database);
    },
  },
  // Rows from before have none: their record is opened instead.
  '002-name-tag': {
    up: async (database: Kysely<unknown>) => {
      await sql.raw(`alter table record_key add column name_tag ${bytes}`).execute(database);
    },
  },
  '003-unfinished': {
    up: async (database: Kysely<unknown>) => {
      const statement = `create table unfinished (entry ${text} primary key, identity_ids ${text} not null)`;
      await sql.raw(statement).execute(database);
    },
  },
});
