// SPDX-License-Identifier: Apache-2.0
import { parsePlace, splitKey } from '@unionid/domain/ledger';
import type { LedgerBlock, LedgerTransaction } from '../ledger/ledger.js';

/** Records by their identifiers. */
export interface RecordIds {
  readonly identityIds: ReadonlySet<string>;
  readonly pageIds: ReadonlySet<string>;
  readonly orgIds: ReadonlySet<string>;
  readonly operatorIds: ReadonlySet<string>;
}

export interface ForeignChangesOptions {
  readonly province: string;
  readonly mspId: string;
  /** Whether any of these records is the province's as things stood before the block. */
  readonly holdsAny: (province: string, ids: RecordIds) => Promise<boolean>;
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
    if (await touches(transaction, options)) found.push(transaction);
  }
  return found;
}

async function touches(
  { writes }: LedgerTransaction,
  { province, holdsAny }: ForeignChangesOptions,
): Promise<boolean> {
  if (writes.some(({ key, value }) => provinceOf(key, value) === province)) return true;
  return holdsAny(province, idsOf(writes));
}

type Writes = LedgerTransaction['writes'];

/** The province that a written record names as its own; undefined where it names none. */
function provinceOf(key: string, value: string | undefined): string | undefined {
  const { type = '', attributes = [] } = splitKey(key) ?? {};
  if (value === undefined || !NAMING.has(type)) return undefined;
  const record = JSON.parse(value) as { readonly province?: string; readonly rootOperator?: string };
  if (type !== 'province') return record.province;
  // The national organisation names a province that has not joined yet, and nobody but it can.
  return record.rootOperator === undefined ? undefined : attributes[0];
}

/** Types of domain ledger/keys.ts whose records say whose they are. */
const NAMING: ReadonlySet<string> = new Set([
  ...['a', 'ap', 'o', 'operator', 'gateway-key', 'manifest', 'province'],
]);

type Kind = keyof RecordIds;

/** Whose record a key of each type is part of; the index of persons tells it by its value. */
const OWNER_OF: Readonly<Record<string, readonly [Kind, attribute: number] | undefined>> = {
  a: ['identityIds', 0],
  ap: ['pageIds', 0],
  m: ['orgIds', 0],
  o: ['orgIds', 0],
  op: ['orgIds', 0],
  e: ['orgIds', 0],
  operator: ['operatorIds', 0],
  'operator-key': ['operatorIds', 0],
};

function idsOf(writes: Writes): RecordIds {
  const ids = {
    identityIds: new Set<string>(),
    pageIds: new Set<string>(),
    orgIds: new Set<string>(),
    operatorIds: new Set<string>(),
  } satisfies RecordIds;
  for (const { key, value } of writes) {
    const { type = '', attributes = [] } = splitKey(key) ?? {};
    const owner = OWNER_OF[type];
    if (owner !== undefined) ids[owner[0]].add(attributes[owner[1]] ?? '');
    if (type === 'p' && value !== undefined) addPerson(ids, JSON.parse(value) as string);
  }
  return ids;
}

/** The account that a personKey is made to lead to, or the page it stands in. */
function addPerson(
  ids: { readonly identityIds: Set<string>; readonly pageIds: Set<string> },
  value: string,
): void {
  const place = parsePlace(value);
  if (place === undefined) ids.identityIds.add(value);
  else ids.pageIds.add(place.pageId);
}
