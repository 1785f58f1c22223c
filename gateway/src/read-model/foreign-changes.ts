// SPDX-License-Identifier: Apache-2.0
import { rowOf, type LedgerType, type Owner } from '@unionid/domain/ledger';
import type { LedgerBlock, LedgerTransaction } from '../ledger/ledger.js';
import type { OwnerIds } from './read-model.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

export interface ForeignChangesOptions {
  readonly province: string;
  readonly mspId: string;
  /** Whether any of these records is the province's as things stood before the block. */
  readonly holdsAny: (province: string, ids: OwnerIds) => Promise<boolean>;
  /** Whether any of these personKeys led to an account of the province before the block. */
  readonly leadsToAny: (province: string, personIndexes: readonly string[]) => Promise<boolean>;
  /** Whether it is the end of a transfer or a claim, or a joining, that the rules of before allow. */
  readonly isLawful: (transaction: LedgerTransaction) => Promise<boolean>;
}

/**
 * Valid transactions of a block that touch records of a province without an endorsement of its own peer. The policy lets
 * the national organisation and any one province endorse; a gateway always asks its own peer, so only somebody who goes
 * past the province makes one (ADR 0022).
 */
export async function findForeignChanges(
  { transactions }: LedgerBlock,
  options: ForeignChangesOptions,
): Promise<LedgerTransaction[]> {
  const found: LedgerTransaction[] = [];
  for (const transaction of transactions) {
    if (!transaction.valid || transaction.endorsers.includes(options.mspId)) continue;
    if ((await touches(transaction, options)) && !(await options.isLawful(transaction)))
      found.push(transaction);
  }
  return found;
}

async function touches(
  { writes }: LedgerTransaction,
  { province, holdsAny, leadsToAny }: ForeignChangesOptions,
): Promise<boolean> {
  const records = writes.flatMap((write) => readWrite(write) ?? []);
  if (records.some((write) => provinceOf(write) === province)) return true;
  if (await holdsAny(province, ownersOf(records))) return true;
  // The value tells to whom a personKey leads from now on; whom it is taken from is told by what was before.
  return leadsToAny(
    province,
    records.flatMap(({ type, name }) => (type === 'person' ? name : [])),
  );
}

/** The province that a written record names as its own; undefined where it names none, or can not be read. */
function provinceOf<T extends LedgerType>({ type, attributes, value }: ReadWrite<T>): string | undefined {
  return value.kind === 'record' ? rowOf(type).province(value.record, attributes) : undefined;
}

/** Whose record a written one is part of; the owner of one that can not be read is told by its key, if at all. */
function ownerOf<T extends LedgerType>({ type, attributes, value }: ReadWrite<T>): Owner | undefined {
  return rowOf(type).owner(attributes, value.kind === 'record' ? value.record : undefined);
}

function ownersOf(records: readonly ReadWrite[]): OwnerIds {
  const ids = {
    account: new Set<string>(),
    accountPage: new Set<string>(),
    organisation: new Set<string>(),
    operator: new Set<string>(),
    fund: new Set<string>(),
    plan: new Set<string>(),
  } satisfies OwnerIds;
  for (const record of records) {
    const owner = ownerOf(record);
    if (owner !== undefined) ids[owner.kind].add(owner.id);
  }
  return ids;
}
