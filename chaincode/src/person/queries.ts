// SPDX-License-Identifier: Apache-2.0
import { canonicalJson } from '@unionid/domain/encoding';
import { DomainError } from '@unionid/domain/errors';
import { parseArgument } from '@unionid/domain/instruction';
import { accountIn, ledgerKey, type AccountPlace, type AccountRecord } from '@unionid/domain/ledger';
import { parseWith, personKeyField } from '@unionid/domain/schema';
import * as z from 'zod/mini';
import { Accounts, type FoundAccount } from '../accounts/accounts.js';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import type { ContractFunction } from '../kernel/new-contract.js';
import { readRecord, StateStore } from '../kernel/state-store.js';

/** Each entry costs the peer a read of a block file (fabric-facts.md §3.4). */
const MAX_HISTORY = 100;

const accountRequest = z.strictObject({ personKey: personKeyField });
const historyRequest = z.strictObject({
  personKey: personKeyField,
  limit: z.int().check(z.gte(1), z.lte(MAX_HISTORY)),
});

/** A state that an account had; null where it was deleted. */
interface HistoryEntry {
  readonly transactionId: string;
  readonly time: string;
  readonly account: AccountRecord | null;
}

/** `{personKey}` → `{identityId, place, account}`. @throws DomainError ACCOUNT_UNKNOWN */
export const readAccount: ContractFunction = async (_kernel, stub, argument) => {
  const { personKey } = parseWith(accountRequest, parseArgument(argument));
  const { known } = await find(stub, personKey);
  return canonicalJson(known);
};

/** `{personKey, limit}` → `{identityId, history: [{transactionId, time, account}]}`, newest first; null was deleted. */
export const readAccountHistory: ContractFunction = async (_kernel, stub, argument) => {
  const { personKey, limit } = parseWith(historyRequest, parseArgument(argument));
  const { known, place } = await find(stub, personKey);
  const { identityId } = known;
  const key = ledgerKey.account(identityId);
  const found = await stub.readHistory(key, limit);
  const own = found.map(({ transactionId, time, value }): HistoryEntry => {
    return {
      transactionId,
      time,
      account: value === undefined ? null : readRecord(stub, key, value),
    };
  });
  const first = place === undefined || own.length === limit ? [] : await readBeginning(stub, place);
  return canonicalJson({ identityId, history: [...own, ...first] });
};

async function find(
  stub: LedgerStub,
  personKey: string,
): Promise<{ readonly known: FoundAccount; readonly place: AccountPlace | undefined }> {
  const state = new StateStore(stub);
  const accounts = new Accounts(state);
  await state.read([ledgerKey.person(personKey)]);
  await accounts.readByPersonKeys([personKey]);
  const known = accounts.byPersonKey(personKey);
  if (known === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  return { known, place: accounts.firstPlaceOf(personKey) };
}

/** What the bulk load made of an account: a page is written once. */
async function readBeginning(stub: LedgerStub, { pageId, slot }: AccountPlace): Promise<HistoryEntry[]> {
  const key = ledgerKey.accountPage(pageId);
  const written = await stub.readHistory(key, 1);
  return written.map(({ transactionId, time, value = '' }) => {
    const { account } = accountIn(readRecord(stub, key, value), slot) ?? { account: null };
    return { transactionId, time, account };
  });
}
