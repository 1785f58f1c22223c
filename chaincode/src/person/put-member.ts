// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type AccountRecord } from '@unionid/domain/ledger';
import {
  enrolMember,
  openAccount,
  type MemberEntry,
  type OpenAccountPayload,
  type PersonGround,
} from '@unionid/domain/person';
import type { StateStore } from '../kernel/state-store.js';
import { knownAccount } from './known-accounts.js';

/** What an entry says about who it is and where it belongs. */
type PersonReference = Pick<MemberEntry, 'identityId' | 'personKey' | 'org'>;

/** Keys that decide on an entry, as far as the entry itself tells. */
export function personKeys({ personKey, org }: PersonReference): string[] {
  return [ledgerKey.person(personKey), ledgerKey.organisation(org)];
}

/** Enrols a person whose accounts were read. @throws DomainError of the rule; nothing is written then */
export function putMember(state: StateStore, entry: MemberEntry, today: string): AccountRecord {
  const account = enrolMember(entry, groundOf(state, entry, today));
  putAccount(state, entry, account);
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

/** Puts an account's own record, and where it belongs. */
export function putAccount(
  state: StateStore,
  { identityId, personKey, org }: PersonReference,
  account: AccountRecord,
): void {
  const key = ledgerKey.account(identityId);
  const person = ledgerKey.person(personKey);
  if (account.v === 1) {
    state.put(person, identityId);
    // Its identifier is bound to the personKey: whoever had made this account would have made that.
    state.putPart(person, { key, record: account });
  } else {
    state.put(key, account);
  }
  if (account.state !== 'NONE') {
    state.putPart(person, { key: ledgerKey.membership(org, identityId), record: 1 });
  }
}

function groundOf(state: StateStore, { personKey, org }: PersonReference, today: string): PersonGround {
  return { org: state.get(ledgerKey.organisation(org)), known: knownAccount(state, personKey), today };
}
