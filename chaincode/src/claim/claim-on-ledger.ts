// SPDX-License-Identifier: Apache-2.0
import { claimParties, type ClaimGround } from '@unionid/domain/claim';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type ClaimRecord, type LedgerKey } from '@unionid/domain/ledger';
import { accountKeys, Accounts, type AccountReference } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import type { Actors } from '@unionid/domain/transfer';
import { actorKeys, actorsIn } from '../transfer/transfer-on-ledger.js';
import { answeringFor } from '../organisation/heir-of.js';
import type { Receipt, Subject, Transaction, Work } from '../kernel/handler.js';

/** Keys of the newest claim on an account, and of the account. */
export function claimKeys(reference: AccountReference): LedgerKey[] {
  return [ledgerKey.claim(reference.identityId), ...accountKeys(reference)];
}

/** The newest claim on an account. @throws DomainError CLAIM_UNKNOWN */
export function claimOf({ state }: Pick<Transaction, 'state'>, identityId: string): ClaimRecord {
  const claim = state.get(ledgerKey.claim(identityId));
  if (claim === undefined) throw new DomainError('CLAIM_UNKNOWN');
  return claim;
}

/** What the rules ask about the claim on an account, with who acts now and the persons behind those who have acted. @throws DomainError CLAIM_UNKNOWN, ACCOUNT_UNKNOWN, PLACE_WRONG */
export async function actedGround(
  work: Pick<Work, 'state' | 'now' | 'actor'>,
  reference: AccountReference,
): Promise<ClaimGround & { readonly actors: Actors }> {
  const { state, actor, now } = work;
  const { identityId, account } = new Accounts(state).find(reference);
  const claim = claimOf(work, identityId);
  await state.read(actorKeys(actor.record, claimParties(claim)));
  const actors = actorsIn(state, { actor: actor.operatorId, person: actor.record.person });
  return { claim, network: networkOf(state), now, actors, holderProvince: account.province };
}

/** The claim as the union acts on it where the true owner stands, or once that is closed whoever has its members (ADR 53). */
export async function claimantOf(
  work: Pick<Transaction, 'state'>,
  reference: AccountReference,
): Promise<Subject> {
  const { identityId } = new Accounts(work.state).find(reference);
  const { org, province, v: version } = claimOf(work, identityId);
  return { org: await answeringFor(work.state, org), province, version, identityId };
}

/** Puts another version of the claim on an account. */
export function putClaim(
  { state }: Pick<Transaction, 'state'>,
  identityId: string,
  claim: ClaimRecord,
): Receipt {
  state.put(ledgerKey.claim(identityId), claim);
  const { v: version, status, due, owner } = claim;
  return { result: { identityId, version, status, due, owner }, subjects: 1, id: identityId };
}
