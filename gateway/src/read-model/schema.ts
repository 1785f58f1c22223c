// SPDX-License-Identifier: Apache-2.0
import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { ColumnTypes } from '../database/column-types.js';
import type { Migrations } from '../database/migrate.js';
import { TABLES } from './aggregates.js';
import type { AccountTables } from './aggregates/account-tables.js';
import type { UnreadableTable } from './shape/unreadable-records.js';
import type { VersionTable } from './shape/versions.js';

/** Tables that the read model itself asks; each aggregate knows its own. All of them are rebuilt from block 0 at any time. */
export interface ReadModelTables extends Pick<AccountTables, 'account_page'> {
  /** One row: `height` is the number of blocks applied. */
  checkpoint: { id: number; height: number };
  unreadable: UnreadableTable;
  version: VersionTable;
}

/** What makes all of its tables. */
export const readModelStatements = (types: ColumnTypes): readonly string[] => [
  `create table checkpoint (id ${types.integer} primary key, height ${types.integer} not null)`,
  `insert into checkpoint (id, height) values (1, 0)`,
  ...Object.values(TABLES).flatMap(({ create }) => create(types)),
];

const SUPERSEDED: Migration = { up: () => Promise.resolve() };

/** Those before the newest, and what each brought. */
const BEFORE = [
  '0001_initial',
  '0002_numbered_accounts',
  '0003_aggregates',
  // Versions of the matching key (ADR 37), and the day since which a union is.
  '0004_key_versions',
  // Names that hold what nobody sees can not be read any more.
  '0005_visible_names',
  // Transfers between unions.
  '0006_transfers',
  // Whose turn it is in them.
  '0007_turns',
  // What was decided about an account.
  '0008_decisions',
  // Each instruction under its day, as the ledger has it.
  '0009_days_of_instructions',
  // Transfers that go back.
  '0010_transfers_back',
  // Documents that another has replaced.
  '0011_former_documents',
  // How many requests a union has open.
  '0012_transfer_slots',
  // Unions that end.
  '0013_closing_unions',
  // Policies and calendars, by which transfers are counted.
  '0014_rules',
  // Claims on numbers.
  '0015_claims',
  // Applications to join.
  '0016_applications',
  // Members whom another union serves.
  '0017_hostings',
  // What an application is overtaken by.
  '0018_applicants',
  // Manifests of changes, signed by two.
  '0019_changes',
  // Transfers in batches, which two sides sign.
  '0020_batches',
  // Lists of requests, which say what entitles the union.
  '0021_requests',
  // Receipts of expulsions.
  '0022_filings',
  // By which key a list was signed second.
  '0023_second_keys',
  // In which slot a transfer was asked for.
  '0024_slots_of_transfers',
  // Completed transfers that may go back although another was begun.
  '0025_ways_back',
  // What an end came upon, and which of a person's memberships it is.
  '0026_ends_and_memberships',
  // Of which expulsion a receipt is.
  '0027_expulsions',
  // What the national union confirms of a province's accounts.
  '0028_confirmed_above',
  // Codes that outlive a request without them.
  '0029_codes',
  // Lines of funds, programmes, plans of grants and their items.
  '0030_plans',
  // Who may appeal, and until when.
  '0031_appeals',
  // Who has acted in a transfer, and what was decided against.
  '0032_parties',
  // What a plan gives up, and what banks have answered of it.
  '0033_plan_lists',
  // What items are granted by, for whom, in which goods.
  '0034_items',
  // Hardship files, and the households on them.
  '0035_files',
  // By which key and which version of the contract each version came, hashes of blocks, and what belongs to a fund.
  '0036_traces',
  // Second checks, further orders, what came back, and receipts of plans.
  '0037_receipts',
  // Who let go, gave a code or contested, and when a member moved.
  '0038_both_sides',
  // Auditors, findings, unmaskings, samples, and what ties blocks to each other.
  '0039_audit',
  // What a list said of each of its persons.
  '0040_rows_in_words',
  // Numbers of vouchers in the books of lines.
  '0041_vouchers',
  // Who signed a plan's list second.
  '0042_plans_signed_by_two',
  // What banks call what they have paid.
  '0043_answers',
  // Since when a union has a member, and whom a decision is about.
  '0044_days_and_decisions',
  // What of audits waits for whom, and until when.
  '0045_waiting_audits',
  // What was done about single items.
  '0046_corrections',
  // Lists of payees that plans are paid by.
  '0047_payees',
  // Whose membership has ended.
  '0048_ended',
  // Claims onto accounts that their owners have, and accounts that stand for others.
  '0049_claims_onto',
  // What of plans and money on its way waits for whom.
  '0050_waiting_plans',
  // Heads of households by the accounts that have ended for theirs.
  '0051_entered_twice',
  // Programmes and plans of goods.
  '0052_goods',
  // Orders of plans, and by which of them an item was paid.
  '0053_orders',
  // Where unions stand, and caps by place.
  '0054_divisions',
  // Silences of before, and earlier decisions against.
  '0055_silences',
  // Whose turns are not theirs, on what ground unions end, which accounts stand for others.
  '0056_turns',
  // Who has found what, and who has answered it.
  '0057_findings',
  // In which parts banks have paid.
  '0058_parts',
  // Which of a person's memberships it is.
  '0059_memberships',
  // How files counted until what they say now was shown, and since when somebody is a member again.
  '0060_terms',
  // Who may still go back by a transfer.
  '0061_going_back',
] as const;

/**
 * A new shape is made empty, under a new name: all that was in the old one comes again from block 0. So is what a gateway of
 * before could not have kept: a record type, a field or a chaincode that it did not know. The newest makes all of it, whatever was
 * there, so that those before it need not: twenty times all tables took most of the time of opening a new database.
 */
export const READ_MODEL_MIGRATIONS: Migrations = (types) => ({
  ...Object.fromEntries(BEFORE.map((name) => [name, SUPERSEDED])),
  // Since when a state holds of whoever has moved.
  '0062_states': madeAnew(types),
});

function madeAnew(types: ColumnTypes): Migration {
  return {
    up: async (database: Kysely<unknown>): Promise<void> => {
      for (const table of ['checkpoint', ...Object.keys(TABLES)])
        await database.schema.dropTable(table).ifExists().execute();
      for (const statement of readModelStatements(types)) await sql.raw(statement).execute(database);
    },
  };
}
