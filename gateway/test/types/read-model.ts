// SPDX-License-Identifier: Apache-2.0
// Compiled, never run: what an aggregate or the registry of the ledger forgets must not compile.
import { LEDGER, type LedgerRow, type LedgerType, type OwnerKind } from '@unionid/domain/ledger';
import { AGGREGATES, ownerTablesOf, projectionsOf } from '#src/read-model/aggregates.js';
import { accounts } from '#src/read-model/aggregates/accounts.js';
import { decisions } from '#src/read-model/aggregates/decisions.js';
import { governance } from '#src/read-model/aggregates/governance.js';
import { operators } from '#src/read-model/aggregates/operators.js';
import { organisations } from '#src/read-model/aggregates/organisations.js';
import { transactions } from '#src/read-model/aggregates/transactions.js';
import type { OwnerTable, Projection } from '#src/read-model/shape/aggregate.js';

type Projections = { readonly [T in LedgerType]: Projection<T> };
type OwnerTables = Readonly<Record<OwnerKind, OwnerTable>>;
type Rows = { readonly [T in LedgerType]: LedgerRow<T> };

export const complete: Projections = projectionsOf(AGGREGATES);
export const owners: OwnerTables = ownerTablesOf(AGGREGATES);

const withoutFunds = [governance, transactions, organisations, operators, accounts, decisions] as const;

// @ts-expect-error a record type that no aggregate projects
export const forgotten: Projections = projectionsOf(withoutFunds);

// @ts-expect-error a kind of owner whose records the foreign-change watch could not find
export const ownerless: OwnerTables = ownerTablesOf(withoutFunds);

declare const unwatched: Omit<typeof LEDGER, 'fund'>;
// @ts-expect-error a record type of which the watch does not know whose it is
export const rows: Rows = unwatched;

declare const fewer: Omit<(typeof organisations)['projections'], 'employer'>;
// @ts-expect-error an aggregate that forgets one of its own
export const partial: (typeof organisations)['projections'] = fewer;
