// SPDX-License-Identifier: Apache-2.0
import type { LedgerType, OwnerKind } from '@unionid/domain/ledger';
import { accounts } from './aggregates/accounts.js';
import { audits } from './aggregates/audits.js';
import { claims } from './aggregates/claims.js';
import { applications } from './aggregates/applications.js';
import { decisions } from './aggregates/decisions.js';
import { files } from './aggregates/files.js';
import { filings } from './aggregates/filings.js';
import { funds } from './aggregates/funds.js';
import { governance } from './aggregates/governance.js';
import { inbox } from './aggregates/inbox.js';
import { lines } from './aggregates/lines.js';
import { operators } from './aggregates/operators.js';
import { organisations } from './aggregates/organisations.js';
import { plans } from './aggregates/plans.js';
import { programmes } from './aggregates/programmes.js';
import { recoveries } from './aggregates/recoveries.js';
import { rules } from './aggregates/rules.js';
import { traces } from './aggregates/traces.js';
import { transactions } from './aggregates/transactions.js';
import { transfers } from './aggregates/transfers.js';
import type { OwnerTable, Projection, ReadAccess, ToVersionRow } from './shape/aggregate.js';
import type { TableDefinition } from './shape/table.js';
import { UNREADABLE_TABLE } from './shape/unreadable-records.js';
import { VERSION_TABLE } from './shape/versions.js';

/** What the read model is made of: another aggregate is a file and a line here. */
export const AGGREGATES = [
  governance,
  transactions,
  organisations,
  operators,
  accounts,
  decisions,
  applications,
  transfers,
  rules,
  claims,
  filings,
  funds,
  lines,
  programmes,
  plans,
  files,
  traces,
  recoveries,
  audits,
  inbox,
] as const;

type AnyAggregate = (typeof AGGREGATES)[number];
type All<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer A) => void ? A : never;

/** The questions of every aggregate. */
export type Queries = All<ReturnType<AnyAggregate['open']>>;

/** One projection for each record type: a type that no aggregate has, not even as nothing, does not compile. */
const PROJECTIONS = projectionsOf(AGGREGATES) satisfies {
  readonly [T in LedgerType]: Projection<T>;
};

/** Where each kind of record stands that others are part of. */
export const OWNER_TABLES = ownerTablesOf(AGGREGATES) satisfies Readonly<Record<OwnerKind, OwnerTable>>;

/** Tables that blocks write to, by name. */
export const TABLES: Readonly<Record<string, TableDefinition>> = Object.assign(
  { unreadable: UNREADABLE_TABLE, version: VERSION_TABLE },
  ...AGGREGATES.map(({ tables }) => tables),
) as Record<string, TableDefinition>;

/** Record types whose versions stand in tables of their own. */
export const VERSION_ROWS: Readonly<Partial<Record<LedgerType, ToVersionRow>>> = Object.assign(
  {},
  ...AGGREGATES.map((aggregate) => aggregate.versionRows),
) as Partial<Record<LedgerType, ToVersionRow>>;

/** The projections of several aggregates as one table. */
export function projectionsOf<A extends { readonly projections: object }>(
  aggregates: readonly A[],
): All<A['projections']> {
  return Object.assign({}, ...aggregates.map(({ projections }) => projections)) as All<A['projections']>;
}

/** The owner tables of several aggregates as one. */
export function ownerTablesOf<A extends { readonly owners: object }>(
  aggregates: readonly A[],
): All<A['owners']> {
  return Object.assign({}, ...aggregates.map(({ owners }) => owners)) as All<A['owners']>;
}

/** Opens every aggregate on the same database; each sees its own tables. */
export function openQueries(access: ReadAccess<never>): Queries {
  return Object.assign({}, ...AGGREGATES.map(({ open }) => open(access as never))) as Queries;
}

/** The projection of one record type. */
export function projectionOf<T extends LedgerType>(type: T): Projection<T> {
  return PROJECTIONS[type] as unknown as Projection<T>;
}
