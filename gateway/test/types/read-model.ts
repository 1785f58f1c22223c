// SPDX-License-Identifier: Apache-2.0
// Compiled, never run: what an aggregate or the registry of the ledger forgets must not compile.
import { LEDGER, type LedgerRow, type LedgerType, type OwnerKind } from '@unionid/domain/ledger';
import { AGGREGATES, ownerTablesOf, projectionsOf } from '#src/read-model/aggregates.js';
import type { funds } from '#src/read-model/aggregates/funds.js';
import type { organisations } from '#src/read-model/aggregates/organisations.js';
import type { OwnerTable, Projection } from '#src/read-model/shape/aggregate.js';

type Projections = { readonly [T in LedgerType]: Projection<T> };
type OwnerTables = Readonly<Record<OwnerKind, OwnerTable>>;
type Rows = { readonly [T in LedgerType]: LedgerRow<T> };

export const complete: Projections = projectionsOf(AGGREGATES);
export const owners: OwnerTables = ownerTablesOf(AGGREGATES);

// One aggregate less than there are, so that each breach below is of nothing else.
declare const withoutFunds: readonly Exclude<(typeof AGGREGATES)[number], typeof funds>[];
const fewerProjections = projectionsOf(withoutFunds);
const fewerOwners = ownerTablesOf(withoutFunds);
declare const left: Exclude<LedgerType, keyof typeof fewerProjections>;
export const one: 'fund' = left;
declare const leftOwner: Exclude<OwnerKind, keyof typeof fewerOwners>;
export const oneOwner: 'fund' = leftOwner;

// @ts-expect-error a record type that no aggregate projects
export const forgotten: Projections = fewerProjections;

// @ts-expect-error a kind of owner whose records the foreign-change watch could not find
export const ownerless: OwnerTables = fewerOwners;

declare const unwatched: Omit<typeof LEDGER, 'fund'>;
// @ts-expect-error a record type of which the watch does not know whose it is
export const rows: Rows = unwatched;

declare const fewer: Omit<(typeof organisations)['projections'], 'employer'>;
// @ts-expect-error an aggregate that forgets one of its own
export const partial: (typeof organisations)['projections'] = fewer;
