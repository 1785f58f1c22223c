// SPDX-License-Identifier: Apache-2.0
import { sql, type Generated, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** `matching.db` of the national gateway. */
export interface MatchingTables {
  /** Persons matched a day, by organisation. */
  matching_usage: { day: string; msp_id: string; persons: number };
  /** Every call: who, when, how many; kept for audits (domain.md D4). */
  matching_call: {
    call: Generated<number>;
    at: number;
    msp_id: string;
    key_id: string;
    persons: number;
    outcome: 'answered' | 'quota';
  };
}

export const MATCHING_MIGRATIONS: Readonly<Record<string, Migration>> = {
  '001-matching': {
    up: async (database: Kysely<unknown>) => {
      await sql`create table matching_usage (
        day text not null, msp_id text not null, persons integer not null,
        primary key (day, msp_id)) without rowid`.execute(database);
      await sql`create table matching_call (
        call integer primary key, at integer not null, msp_id text not null, key_id text not null,
        persons integer not null, outcome text not null)`.execute(database);
    },
  },
};
