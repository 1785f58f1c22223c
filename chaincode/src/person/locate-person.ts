// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type IdentifiedAccount } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import type { MemberEntry, PersonGround } from '@unionid/domain/person';
import { Accounts, type FoundAccount } from '../accounts/accounts.js';
import type { Subject, Transaction } from '../kernel/handler.js';

type Entry = Pick<MemberEntry, 'org' | 'identityId' | 'personKey'>;

/** Whose business a person's entry is; reads the account that its personKey leads to. */
export async function locatePerson(
  { state }: Pick<Transaction, 'state'>,
  { org, identityId, personKey }: Entry,
): Promise<Subject> {
  const { province } = assertOpen(state.get(ledgerKey.organisation(org)), org);
  const accounts = new Accounts(state);
  await accounts.readByPersonKeys([personKey]);
  return { org, province, version: versionSeen(accounts.byPersonKey(personKey), identityId), identityId };
}

/** What the rules ask about a person who was located. */
export function groundOf(
  { state, today }: Pick<Transaction, 'state' | 'today'>,
  { org, personKey }: Entry,
): PersonGround & { readonly known: FoundAccount | undefined } {
  const known = new Accounts(state).byPersonKey(personKey);
  return { org: state.get(ledgerKey.organisation(org)), known, today };
}

// The record changed is the person's own account without membership; in any other case one is to be made, or the rule
// says why not.
function versionSeen(known: IdentifiedAccount | undefined, identityId: string): number {
  return known?.identityId === identityId && known.account.state === 'NONE' ? known.account.v : 0;
}
