// SPDX-License-Identifier: Apache-2.0
import type { MatchingPurpose } from '@unionid/domain/api';
import { sql, type Generated, type Kysely } from 'kysely';
import type { Migrations } from '../database/migrate.js';

/** Quota and log of the national gateway. */
export interface MatchingTables {
  /** Persons matched a day, by organisation and purpose. */
  matching_budget: { day: string; msp_id: string; purpose: MatchingPurpose; persons: number };
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
  '002-purpose': {
    up: async (database: Kysely<unknown>) => {
      const statements = [
        `create table matching_budget (day ${text} not null, msp_id ${text} not null, purpose ${text} not null,
           persons ${integer} not null, primary key (day, msp_id, purpose)) ${keyed}`,
        'drop table matching_usage',
      ];
      for (const statement of statements) await sql.raw(statement).execute(database);
    },
  },
});
