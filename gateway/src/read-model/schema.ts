// SPDX-License-Identifier: Apache-2.0
import { sql, type Kysely } from 'kysely';
import type { ColumnTypes } from '../database/column-types.js';
import type { Migrations } from '../database/migrate.js';

/** One row: `height` is the number of blocks applied. */
export interface CheckpointTable {
  id: number;
  height: number;
}
/** A committed transaction of the chaincode; a second copy of the same transaction id leaves the first as it is. */
export interface TransactionTable {
  transaction_id: string;
  block: number;
  position: number;
  code: number;
  function: string;
  time: string;
  result: string;
}
export interface SeenInstructionTable {
  instruction_id: string;
  transaction_id: string;
}
/** Records read whole and seldom searched: their canonical JSON by the ledger key's parts. */
export interface DocumentTable {
  kind: string;
  name: string;
  record: string;
}
export interface OrganisationTable {
  org_id: string;
  version: number;
  state: string;
  province: string;
  parent: string;
  level: number;
}
export interface OrganisationProfileTable {
  org_id: string;
  version: number;
  name: string;
  /** `comparableOrganisationName`: what files and forms are held against. */
  comparable_name: string;
  credit_code: string;
  kind: string;
  founded_on: string;
  contact_root: string;
}
export interface EmployerTable {
  org_id: string;
  credit_code: string;
  /** `comparableOrganisationName`; the name as registered is in the record. */
  name: string;
  record: string;
}
export interface OperatorTable {
  operator_id: string;
  version: number;
  org: string;
  province: string;
  role: string;
  grants: string;
  state: string;
  granted_by: string;
}
export interface OperatorKeyTable {
  operator_id: string;
  key_id: string;
  public_key: string;
  state: string;
}
export interface AccountTable {
  identity_id: string;
  /** In the order in which the ledger took accounts in, with gaps. */
  number: number;
  /** The page in which a bulk load brought it, '' where it came alone. */
  page_id: string;
  version: number;
  state: string;
  province: string;
  org: string;
  joined: string;
  since: string;
  level: number;
  name_tag: string;
  root: string;
}
export interface PersonKeyTable {
  /** `personIndexOf` the personKey: all of it that is in the ledger's key. */
  person_index: string;
  identity_id: string;
}
/** What brought a version about, and its record as canonical JSON, '' where it was deleted. */
export interface VersionColumns {
  block: number;
  position: number;
  transaction_id: string;
  time: string;
  type: string;
  actor: string;
  record: string;
}
/**
 * A page of the ledger: the first version of each account in it, and whose they are. Pages are written once, so a second
 * row of one is somebody's who may not.
 */
export interface AccountPageTable extends VersionColumns {
  page_id: string;
  province: string;
}
/** Versions of accounts that came by a record of their own. */
export interface AccountHistoryTable extends VersionColumns {
  identity_id: string;
}

/** Tables of the read model: this gateway's copy of the ledger, rebuilt from block 0 at any time. */
export interface ReadModelTables {
  checkpoint: CheckpointTable;
  ledger_transaction: TransactionTable;
  seen_instruction: SeenInstructionTable;
  document: DocumentTable;
  organisation: OrganisationTable;
  organisation_profile: OrganisationProfileTable;
  employer: EmployerTable;
  operator: OperatorTable;
  operator_key: OperatorKeyTable;
  account: AccountTable;
  person_key: PersonKeyTable;
  account_page: AccountPageTable;
  account_history: AccountHistoryTable;
}

/** Columns that name a row of each table: conflicts on them replace the row. */
export const PRIMARY_KEYS = {
  ledger_transaction: ['transaction_id'],
  seen_instruction: ['instruction_id'],
  document: ['kind', 'name'],
  organisation: ['org_id'],
  organisation_profile: ['org_id'],
  employer: ['org_id', 'credit_code'],
  operator: ['operator_id'],
  operator_key: ['operator_id', 'key_id'],
  account: ['identity_id'],
  person_key: ['person_index'],
  account_page: ['page_id', 'block', 'position'],
  account_history: ['identity_id', 'block', 'position'],
} as const satisfies Record<Exclude<keyof ReadModelTables, 'checkpoint'>, readonly string[]>;

/** Columns that stay as a row's first write made them. */
export const FIRST_COLUMNS: Readonly<Partial<Record<ProjectedTable, readonly string[]>>> = {
  account: ['number', 'page_id'],
};

/** A table that blocks write to. */
export type ProjectedTable = keyof typeof PRIMARY_KEYS;

const version = ({ text, integer }: Pick<ColumnTypes, 'text' | 'integer'>): string =>
  `block ${integer} not null, position ${integer} not null, transaction_id ${text} not null, time ${text} not null,
   type ${text} not null, actor ${text} not null, record ${text} not null`;

const statementsOf = ({ text, integer }: ColumnTypes): readonly string[] => [
  `create table checkpoint (id ${integer} primary key, height ${integer} not null)`,
  `insert into checkpoint (id, height) values (1, 0)`,
  `create table ledger_transaction (transaction_id ${text} primary key, block ${integer} not null, position ${integer} not null,
     code ${integer} not null, function ${text} not null, time ${text} not null, result ${text} not null)`,
  `create table seen_instruction (instruction_id ${text} primary key, transaction_id ${text} not null)`,
  `create table document (kind ${text} not null, name ${text} not null, record ${text} not null, primary key (kind, name))`,
  `create table organisation (org_id ${text} primary key, version ${integer} not null, state ${text} not null,
     province ${text} not null, parent ${text} not null, level ${integer} not null)`,
  `create index organisation_by_parent on organisation (parent, org_id)`,
  `create index organisation_by_province on organisation (province, org_id)`,
  `create table organisation_profile (org_id ${text} primary key, version ${integer} not null, name ${text} not null,
     comparable_name ${text} not null, credit_code ${text} not null, kind ${text} not null, founded_on ${text} not null,
     contact_root ${text} not null)`,
  `create index organisation_profile_by_name on organisation_profile (comparable_name, org_id)`,
  `create index organisation_profile_by_credit_code on organisation_profile (credit_code)`,
  `create table employer (org_id ${text} not null, credit_code ${text} not null, name ${text} not null, record ${text} not null,
     primary key (org_id, credit_code))`,
  `create index employer_by_name on employer (name, org_id)`,
  `create table operator (operator_id ${text} primary key, version ${integer} not null, org ${text} not null,
     province ${text} not null, role ${text} not null, grants ${text} not null, state ${text} not null, granted_by ${text} not null)`,
  `create table operator_key (operator_id ${text} not null, key_id ${text} not null, public_key ${text} not null,
     state ${text} not null, primary key (operator_id, key_id))`,
  // Rows lie in the order of the ledger and only two narrow indexes have random keys: a block of a thousand members then
  // touches a few hundred pages of the file, not thousands (docs/benchmarks.md).
  `create table account (number ${integer} primary key, identity_id ${text} not null unique, version ${integer} not null,
     state ${text} not null, province ${text} not null, org ${text} not null, joined ${text} not null, since ${text} not null,
     level ${integer} not null, name_tag ${text} not null, root ${text} not null, page_id ${text} not null)`,
  `create index account_by_org on account (org, number)`,
  `create table person_key (person_index ${text} primary key, identity_id ${text} not null)`,
  `create table account_page (page_id ${text} not null, province ${text} not null, ${version({ text, integer })},
     primary key (page_id, block, position))`,
  `create table account_history (identity_id ${text} not null, ${version({ text, integer })},
     primary key (identity_id, block, position))`,
];

/** A new shape is made empty, under a new name: all that was in the old one comes again from block 0. */
export const READ_MODEL_MIGRATIONS: Migrations = (types) => ({
  '0001_initial': { up: () => Promise.resolve() },
  '0002_numbered_accounts': {
    up: async (database: Kysely<unknown>): Promise<void> => {
      for (const table of ['checkpoint', ...Object.keys(PRIMARY_KEYS)])
        await database.schema.dropTable(table).ifExists().execute();
      for (const statement of statementsOf(types)) await sql.raw(statement).execute(database);
    },
  },
});
