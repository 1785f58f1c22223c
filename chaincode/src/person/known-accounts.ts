// SPDX-License-Identifier: Apache-2.0
import {
  accountIn,
  ledgerKey,
  parsePlace,
  type AccountPageRecord,
  type AccountPlace,
  type AccountRecord,
  type IdentifiedAccount,
} from '@unionid/domain/ledger';
import type { StateStore } from '../kernel/state-store.js';

/** Reads the accounts that these personKeys, themselves read, lead to: in one message, or two where there are pages. */
export async function readKnownAccounts(state: StateStore, personKeys: readonly string[]): Promise<void> {
  const values = personKeys.flatMap((personKey) => state.get<string>(ledgerKey.person(personKey)) ?? []);
  await state.read(values.map(keyOf));
  const paged = values.flatMap((value) => pagedAccount(state, value) ?? []);
  await state.read(paged.map(({ identityId }) => ledgerKey.account(identityId)));
}

/** The account that a personKey leads to. Its own record stands for it, where there is one, else its place in a page. */
export function knownAccount(state: StateStore, personKey: string): IdentifiedAccount | undefined {
  const value = state.get<string>(ledgerKey.person(personKey));
  if (value === undefined) return undefined;
  const paged = pagedAccount(state, value);
  const identityId = paged?.identityId ?? value;
  const account = state.get<AccountRecord>(ledgerKey.account(identityId)) ?? paged?.account;
  return account === undefined ? undefined : { identityId, account };
}

/** The place that a personKey, which was read, leads to; undefined for an account that was enrolled alone. */
export function placeOf(state: StateStore, personKey: string): AccountPlace | undefined {
  const value = state.get<string>(ledgerKey.person(personKey));
  return value === undefined ? undefined : parsePlace(value);
}

function keyOf(value: string): string {
  const place = parsePlace(value);
  return place === undefined ? ledgerKey.account(value) : ledgerKey.accountPage(place.pageId);
}

function pagedAccount(state: StateStore, value: string): IdentifiedAccount | undefined {
  const place = parsePlace(value);
  if (place === undefined) return undefined;
  const page = state.get<AccountPageRecord>(ledgerKey.accountPage(place.pageId));
  return page && accountIn(page, place.slot);
}
