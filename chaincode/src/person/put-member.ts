// SPDX-License-Identifier: Apache-2.0
import {
  enrolMember,
  ledgerKey,
  openAccount,
  type AccountRecord,
  type MemberEntry,
  type OpenAccountPayload,
  type PersonGround,
} from '@unionid/domain';
import type { StateStore } from '../kernel/state-store.js';

/** What an entry says about who it is and where it belongs. */
type PersonReference = Pick<MemberEntry, 'identityId' | 'personKey' | 'org'>;

/** Keys that decide on an entry, as far as the entry itself tells. */
export function personKeys({ identityId, personKey, org }: PersonReference): string[] {
  return [ledgerKey.person(personKey), ledgerKey.account(identityId), ledgerKey.organisation(org)];
}

/** Keys of the accounts that the personKeys lead to. */
export function knownAccountKeys(state: StateStore, entries: readonly PersonReference[]): string[] {
  return entries.flatMap(({ personKey }) => {
    const identityId = state.get<string>(ledgerKey.person(personKey));
    return identityId === undefined ? [] : [ledgerKey.account(identityId)];
  });
}

/** Enrols a person whose keys were read. @throws DomainError of the rule; nothing is written then */
export function putMember(state: StateStore, entry: MemberEntry, today: string): AccountRecord {
  const account = enrolMember(entry, groundOf(state, entry, today));
  putAccount(state, entry, account);
  const membership = ledgerKey.membership(entry.org, entry.identityId);
  state.putPart(ledgerKey.account(entry.identityId), { key: membership, record: 1 });
  return account;
}

/** Opens an account without membership. @throws DomainError of the rule; nothing is written then */
export function putOpenedAccount(
  state: StateStore,
  payload: OpenAccountPayload,
  today: string,
): AccountRecord {
  const account = openAccount(payload, groundOf(state, payload, today));
  putAccount(state, payload, account);
  return account;
}

function putAccount(
  state: StateStore,
  { identityId, personKey }: PersonReference,
  account: AccountRecord,
): void {
  state.put(ledgerKey.account(identityId), account);
  if (account.v === 1) state.put(ledgerKey.person(personKey), identityId);
}

function groundOf(
  state: StateStore,
  { identityId, personKey, org }: PersonReference,
  today: string,
): PersonGround {
  const knownId = state.get<string>(ledgerKey.person(personKey));
  const account = knownId === undefined ? undefined : state.get<AccountRecord>(ledgerKey.account(knownId));
  return {
    org: state.get(ledgerKey.organisation(org)),
    known: knownId === undefined || account === undefined ? undefined : { identityId: knownId, account },
    isIdTaken: state.has(ledgerKey.account(identityId)),
    today,
  };
}
