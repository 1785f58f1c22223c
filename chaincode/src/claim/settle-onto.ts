// SPDX-License-Identifier: Apache-2.0
import { type ClaimGround, type OntoGround } from '@unionid/domain/claim';
import { keyVersionsOf } from '@unionid/domain/governance';
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import type { Actors } from '@unionid/domain/transfer';
import { Accounts, type AccountReference, type FoundAccount } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import type { Work } from '../kernel/handler.js';
import { answeringFor, heirOf } from '../organisation/heir-of.js';
import { actedGround, claimKeys, claimOf } from './claim-on-ledger.js';

type OntoWork = Pick<Work, 'state' | 'now' | 'actor' | 'second'>;

/** Keys of what is settled beside the account that an instruction is about, where it settles a claim onto it. */
export function ontoKeys(claimed: AccountReference | undefined): readonly LedgerKey[] {
  return claimed === undefined ? [] : [...claimKeys(claimed), ledgerKey.transfer(claimed.identityId)];
}

/** What the rules ask when a claim is settled onto the account that its owner has. @throws DomainError CLAIM_UNKNOWN, ACCOUNT_UNKNOWN, PLACE_WRONG */
export async function ontoGround(
  work: OntoWork,
  { own: found, claimed: reference }: { readonly own: FoundAccount; readonly claimed: AccountReference },
): Promise<OntoGround & { readonly claimed: FoundAccount }> {
  const { state } = work;
  const accounts = new Accounts(state);
  const claimed = accounts.find(reference);
  const { keys, exchange, org } = claimOf(work, claimed.identityId);
  const all = [...keys, ...(exchange?.keys ?? [])];
  await state.read(all.map(ledgerKey.person));
  await accounts.readByPersonKeys(all);
  const { identityId, account } = found;
  return {
    ...(await signedGround(work, reference)),
    claimed,
    leads: keys.flatMap((key) => accounts.byPersonKey(key) ?? []),
    own: { identityId, account, orgId: await answeringFor(state, account.org) },
    orgId: await answeringFor(state, await heirOf(state, org)),
    keyVersions: keyVersionsOf(networkOf(state)),
  };
}

/** The claim, with both who sign and the persons behind those who have acted in it. */
async function signedGround(
  work: OntoWork,
  reference: AccountReference,
): Promise<Omit<ClaimGround, 'actors'> & { readonly signers: readonly Actors[] }> {
  const { actors, ...whole } = await actedGround(work, reference);
  const { second } = work;
  if (second === undefined) return { ...whole, signers: [actors] };
  const other = await actedGround({ ...work, actor: second }, reference);
  return { ...whole, signers: [actors, other.actors] };
}
