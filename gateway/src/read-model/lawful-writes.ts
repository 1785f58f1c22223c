// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { ledgerKey, parsePlace, type AccountRecord } from '@unionid/domain/ledger';
import { isHeld } from '@unionid/domain/person';
import type { LedgerTransaction } from '../ledger/ledger.js';
import { readWrite, type ReadWrite } from './shape/read-record.js';

/** What a lawful transaction writes, by key: the record after it, undefined where there is none any more. */
export type LawfulWrites = ReadonlyMap<string, unknown>;

/** Whether a transaction writes all of this, and of ours nothing else but what the kernel keeps. */
export function writesExactly({ writes }: LedgerTransaction, lawful: LawfulWrites): boolean {
  const told = writes.flatMap((write) => {
    const read = readWrite(write);
    if (read === undefined || (read.type === 'seen' && read.value.kind === 'record')) return [];
    return { key: write.key, value: read.value };
  });
  return (
    told.length === lawful.size &&
    told.every(({ key, value }) => lawful.has(key) && isAs(value, lawful.get(key)))
  );
}

function isAs(value: ReadWrite['value'], record: unknown): boolean {
  if (record === undefined) return value.kind === 'deleted';
  return value.kind === 'record' && canonicalJson(value.record) === canonicalJson(record);
}

/** An account and what becomes of it. */
export interface AccountChange {
  readonly identityId: string;
  /** In the page where it stands, '' where it has a record of its own. */
  readonly place: string;
  readonly before: AccountRecord;
  readonly after: AccountRecord;
}

/** What another version of an account writes: the record, and the indexes of the unions that lose and gain the member. */
export function accountWrites({ identityId, place, before, after }: AccountChange): LawfulWrites {
  const writes = new Map<string, unknown>([[ledgerKey.account(identityId), after]]);
  const page = parsePlace(place);
  if (isHeld(before.state)) {
    if (page === undefined) writes.set(ledgerKey.membership(before.org, identityId), undefined);
    else writes.set(ledgerKey.membership(before.org, page.pageId, page.slot.toString(16)), -1);
  }
  // Set last: within one union it stays.
  if (isHeld(after.state)) writes.set(ledgerKey.membership(after.org, identityId), 1);
  return writes;
}
