// SPDX-License-Identifier: Apache-2.0
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey, type IdentifiedAccount } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { isHeld, personKeysOf, type MemberEntry, type PersonGround } from '@unionid/domain/person';
import { Accounts, type FoundAccount } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import type { Subject, Transaction } from '../kernel/handler.js';

type Entry = Pick<MemberEntry, 'org' | 'identityId' | 'personKey' | 'formerKey'>;

/** Whose business a person's entry is; reads the account that its personKey leads to. */
export async function locatePerson({ state }: Pick<Transaction, 'state'>, entry: Entry): Promise<Subject> {
  const { org, identityId } = entry;
  const { province } = assertOpen(state.get(ledgerKey.organisation(org)), org);
  const accounts = new Accounts(state);
  const personKeys = personKeysOf(entry);
  await accounts.readByPersonKeys(personKeys);
  return { org, province, version: versionSeen(accounts.byPersonKeys(personKeys), identityId), identityId };
}

/** What the rules ask about a person who was located. */
export function groundOf(
  { state, today }: Pick<Transaction, 'state' | 'today'>,
  entry: Entry,
): PersonGround & { readonly known: FoundAccount | undefined } {
  const known = new Accounts(state).byPersonKeys(personKeysOf(entry));
  const org = state.get(ledgerKey.organisation(entry.org));
  return { org, known, today, keyVersions: keyVersionsOf(networkOf(state)) };
}

// The record changed is the person's own account without membership; in any other case one is to be made, or the rule
// says why not.
function versionSeen(known: IdentifiedAccount | undefined, identityId: string): number {
  return known?.identityId === identityId && !isHeld(known.account.state) ? known.account.v : 0;
}
