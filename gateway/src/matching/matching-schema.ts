// SPDX-License-Identifier: Apache-2.0
import { sql, type Generated, type Kysely } from 'kysely';
import type { Migrations } from '../database/migrate.js';

/** Quota and log of the national gateway. */
export interface MatchingTables {
  /** Persons matched a day, by organisation. */
  matching_usage: { day: string; msp_id: string; persons: number };
  /** Every call: who, when, how many; kept for audits (网络安全法 §23). */
  matching_call: {
    call: Generated<number>;
    at: number;
    msp_id: string;
    key_id: string;
    persons: number;
    outcome: 'answered' | 'quota';
  };
}

export const MATCHING_MIGRATIONS: Migrations = ({ text, integer, counter, keyed }) => ({
  '001-matching': {
    up: async (database: Kysely<unknown>) => {
      const statements = [
        `create table matching_usage (day ${text} not null, msp_id ${text} not null, persons ${integer} not null,
           primary key (day, msp_id)) ${keyed}`,
        `create table matching_call (call ${counter}, at ${integer} not null, msp_id ${text} not null,
           key_id ${text} not null, persons ${integer} not null, outcome ${text} not null)`,
      ];
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
});
