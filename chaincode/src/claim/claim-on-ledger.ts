// SPDX-License-Identifier: Apache-2.0
import type { ClaimActors, ClaimGround } from '@unionid/domain/claim';
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type ClaimRecord, type LedgerKey } from '@unionid/domain/ledger';
import { accountKeys, Accounts, type AccountReference } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
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

/** What the rules ask about the claim on an account. */
export function claimGround(
  { state, now }: Pick<Transaction, 'state' | 'now'>,
  identityId: string,
): ClaimGround {
  return { claim: state.get(ledgerKey.claim(identityId)), network: networkOf(state), now };
}

/** Who acts now, and who opened the claim. */
export async function claimActors(
  { state, actor }: Pick<Work, 'state' | 'actor'>,
  { by }: Pick<ClaimRecord, 'by'>,
): Promise<ClaimActors> {
  const opener = ledgerKey.operator(by);
  await state.read([opener]);
  return { actor: actor.operatorId, record: actor.record, opener: state.get(opener) };
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
