// SPDX-License-Identifier: Apache-2.0
import { sql, type Generated, type Kysely } from 'kysely';
import type { Migrations } from '../database/migrate.js';

export interface JournalTables {
  /** Every time somebody was shown personal data in plain; kept for audits (个人信息保护法 §54). */
  unmasking: {
    entry: Generated<number>;
    at: number;
    operator_id: string;
    org: string;
    what: string;
    subject: string;
    reason: string;
    persons: number;
  };
}

export const JOURNAL_MIGRATIONS: Migrations = ({ text, integer, counter }) => ({
  '001-journal': {
    up: async (database: Kysely<unknown>) => {
      await sql
        .raw(
          `create table unmasking (entry ${counter}, at ${integer} not null, operator_id ${text} not null,
             org ${text} not null, what ${text} not null, subject ${text} not null, reason ${text} not null,
             persons ${integer} not null)`,
        )
        .execute(database);
    },
  },
});
