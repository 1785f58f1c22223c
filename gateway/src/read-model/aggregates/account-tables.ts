// SPDX-License-Identifier: Apache-2.0
import type { AccountView } from '@unionid/domain/api';
import { didOf } from '@unionid/domain/ids';
import { formatPlace, type Hosting } from '@unionid/domain/ledger';
import type { TableDefinition, VersionColumns } from '../shape/table.js';
import { versionColumns } from '../shape/versions.js';

/** Slot of an account that has a record of its own. */
export const NO_SLOT = -1;

export interface AccountTable {
  identity_id: string;
  /** In the order in which the ledger took accounts in, with gaps. */
  number: number;
  /** The page in which a bulk load brought it, '' where it came alone. */
  page_id: string;
  /** Its slot in that page while it stands there, else NO_SLOT. */
  slot: number;
  version: number;
  state: string;
  province: string;
  org: string;
  joined: string;
  since: string;
  level: number;
  name_tag: string;
  root: string;
  /** Version at which it was expelled, 0 where it is not, or does not say. */
  expelled_at: number;
  /** `Hosting` as JSON, '' where no other union serves the member. */
  hosted: string;
  /** The account that this one has ended for, '' of all others (ADR 66). */
  into_id: string;
  /** Which of the person's memberships, 0 where it is the first or there was none. */
  nth: number;
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
  /** The signed instruction that the transaction brought; '' where it was a chunk of an import. */
  decision: string;
}

export interface AccountTables {
  account: AccountTable;
  /**
   * `personIndexOf` the personKey, all of it that is in the ledger's key, and whom it leads to; of a document that another has
   * replaced the name's tag under it, else ''.
   */
  person_key: { person_index: string; identity_id: string; former_tag: string };
  account_page: AccountPageTable;
  account_history: AccountHistoryTable;
}

/** Tables of accounts, in the ledger's order (ADR 26). */
export const accountTables: { readonly [N in keyof AccountTables]: TableDefinition } = {
  account: {
    key: ['identity_id'],
    first: ['number', 'page_id'],
    // Rows lie in the order of the ledger and only two narrow indexes have random keys: a block of a thousand members then
    // touches a few hundred pages of the file, not thousands (docs/benchmarks.md).
    create: ({ text, integer }) => [
      `create table account (number ${integer} primary key, identity_id ${text} not null unique,
         version ${integer} not null, state ${text} not null, province ${text} not null, org ${text} not null,
         joined ${text} not null, since ${text} not null, level ${integer} not null, name_tag ${text} not null,
         root ${text} not null, page_id ${text} not null, slot ${integer} not null, expelled_at ${integer} not null,
         hosted ${text} not null, into_id ${text} not null, nth ${integer} not null)`,
      `create index account_by_org on account (org, number)`,
      // Few of many: who waits for a receipt is looked for at every inbox.
      `create index account_expelled on account (identity_id) where state = 'EXPELLED'`,
      // And whoever was paid although the membership had ended.
      `create index account_ended on account (identity_id)
         where state in ('WITHDRAWN', 'EXPELLED', 'DECEASED', 'VOIDED')`,
    ],
  },
  person_key: {
    key: ['person_index'],
    create: ({ text }) => [
      `create table person_key (person_index ${text} primary key, identity_id ${text} not null,
         former_tag ${text} not null)`,
    ],
  },
  account_page: {
    key: ['page_id', 'block', 'position'],
    create: (types) => [
      `create table account_page (page_id ${types.text} not null, province ${types.text} not null,
         ${versionColumns(types)}, primary key (page_id, block, position))`,
    ],
  },
  account_history: {
    key: ['identity_id', 'block', 'position'],
    create: (types) => [
      `create table account_history (identity_id ${types.text} not null, ${versionColumns(types)},
         decision ${types.text} not null, primary key (identity_id, block, position))`,
    ],
  },
};

export function toAccountView(row: AccountTable): AccountView {
  const place =
    row.slot === NO_SLOT || row.page_id === '' ? '' : formatPlace({ pageId: row.page_id, slot: row.slot });
  return {
    ...{ identityId: row.identity_id, did: didOf(row.identity_id), version: row.version, place },
    ...{ state: row.state as AccountView['state'], province: row.province, org: row.org },
    ...{ joined: row.joined, since: row.since, level: row.level },
    ...(row.into_id !== '' && { into: row.into_id }),
    ...(row.hosted !== '' && { hosted: JSON.parse(row.hosted) as Hosting }),
  };
}
