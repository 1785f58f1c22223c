// SPDX-License-Identifier: Apache-2.0
import {
  canonicalJson,
  DomainError,
  identityIdField,
  ledgerKey,
  parseArgument,
  parseWith,
  personKeyField,
  type AccountRecord,
} from '@unionid/domain';
import { z } from 'zod';
import type { LedgerStub } from '../kernel/ledger-stub.js';
import { StateStore } from '../kernel/state-store.js';

/** Each entry costs the peer a read of a block file (fabric.md §3.7). */
const MAX_HISTORY = 100;

const byHandle = z.union([
  z.strictObject({ identityId: identityIdField }),
  z.strictObject({ personKey: personKeyField }),
]);
const historyRequest = z.strictObject({
  identityId: identityIdField,
  limit: z.int().min(1).max(MAX_HISTORY),
});

/** `{identityId}` or `{personKey}` → `{identityId, account}`. @throws DomainError ACCOUNT_UNKNOWN */
export async function readAccount(stub: LedgerStub, argument: string): Promise<string> {
  const request = parseWith(byHandle, parseArgument(argument));
  const state = new StateStore(stub);
  const identityId = 'identityId' in request ? request.identityId : await resolve(state, request.personKey);
  const key = ledgerKey.account(identityId);
  await state.read([key]);
  const account = state.get<AccountRecord>(key);
  if (account === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  return canonicalJson({ identityId, account });
}

/** `{identityId, limit}` → `{identityId, history: [{transactionId, time, account}]}`, newest first; null was deleted. */
export async function readAccountHistory(stub: LedgerStub, argument: string): Promise<string> {
  const { identityId, limit } = parseWith(historyRequest, parseArgument(argument));
  const found = await stub.readHistory(ledgerKey.account(identityId), limit);
  if (found.length === 0) throw new DomainError('ACCOUNT_UNKNOWN');
  const history = found.map(({ transactionId, time, value }) => ({
    ...{ transactionId, time },
    account: value === undefined ? null : (JSON.parse(value) as AccountRecord),
  }));
  return canonicalJson({ identityId, history });
}

async function resolve(state: StateStore, personKey: string): Promise<string> {
  const key = ledgerKey.person(personKey);
  await state.read([key]);
  const identityId = state.get<string>(key);
  if (identityId === undefined) throw new DomainError('ACCOUNT_UNKNOWN');
  return identityId;
}
