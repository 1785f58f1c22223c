// SPDX-License-Identifier: Apache-2.0
import type { AccountView, HistoryEntry, OrganisationView } from '@unionid/domain/api';
import { didOf } from '@unionid/domain/ids';
import { accountsOf, type AccountPageRecord, type AccountRecord } from '@unionid/domain/ledger';
import type { AccountHistoryTable, AccountPageTable, AccountTable } from './schema.js';

/** An organisation with its profile; the profile may be missing while the national root has none. */
export interface OrganisationRow {
  readonly org_id: string;
  readonly version: number;
  readonly state: string;
  readonly province: string;
  readonly parent: string;
  readonly level: number;
  readonly name: string | null;
  readonly credit_code: string | null;
  readonly kind: string | null;
  readonly founded_on: string | null;
  readonly employers: number | null;
}

export function toOrganisationView(row: OrganisationRow): OrganisationView {
  return {
    ...{ orgId: row.org_id, version: row.version, province: row.province, parent: row.parent },
    ...{ level: row.level, state: row.state as OrganisationView['state'], name: row.name ?? '' },
    ...{ creditCode: row.credit_code ?? '', kind: row.kind ?? '', foundedOn: row.founded_on ?? '' },
    employers: row.employers ?? 0,
  };
}

export function toAccountView(row: AccountTable): AccountView {
  return {
    ...{ identityId: row.identity_id, did: didOf(row.identity_id), version: row.version },
    ...{ state: row.state as AccountView['state'], province: row.province, org: row.org },
    ...{ joined: row.joined, since: row.since, level: row.level },
  };
}

/** The version of one account that a page tells of. */
export function toVersion(page: AccountPageTable, identityId: string): AccountHistoryTable {
  const { block, position, transaction_id, time, type, actor } = page;
  const accounts = accountsOf(JSON.parse(page.record) as AccountPageRecord);
  const account = accounts.find((one) => one.identityId === identityId)?.account;
  const record = account === undefined ? '' : JSON.stringify(account);
  return { identity_id: identityId, block, position, transaction_id, time, type, actor, record };
}

export function toHistoryEntry(row: AccountHistoryTable): HistoryEntry {
  const entry = {
    ...{ block: row.block, transactionId: row.transaction_id, time: row.time },
    ...{ type: row.type, actor: row.actor },
  };
  if (row.record === '') return entry;
  const record = JSON.parse(row.record) as AccountRecord;
  const { v: version, state, province, org, joined, since, loa: level } = record;
  const identityId = row.identity_id;
  const did = didOf(identityId);
  return {
    ...entry,
    account: { identityId, did, state, province, org, joined, since, level, version },
  };
}
