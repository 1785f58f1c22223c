// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { MOST_ALSO, type AccountRecord, type ClaimKind, type ClaimRecord } from '../ledger/index.js';
import { correctedAccount } from '../person/correction.js';
import { isHeld } from '../person/rights.js';
import { isPerson, type Actors } from '../transfer/parties.js';
import { claimMove, isOfAnotherClaimSide } from './ground.js';
import { assertLeads, type SettleGround } from './settle.js';

/** What the ledger knows when a claim is settled onto the account that its owner has. */
export interface OntoGround extends Pick<SettleGround, 'claim' | 'network' | 'now' | 'claimed' | 'leads'> {
  /** The owner's account, and the union that answers for it. */
  readonly own: { readonly identityId: string; readonly account: AccountRecord; readonly orgId: string };
  /** The union where the owner stands, or where that has ended its heir. */
  readonly orgId: string;
  readonly keyVersions: readonly number[];
  /** Both who sign; none where somebody only looks whether it was allowed. */
  readonly signers: readonly Actors[];
}

/** The claim as it is settled, and where numbers change places what becomes of the other account. */
export interface SettledOnto {
  readonly claim: ClaimRecord;
  readonly claimed?: AccountRecord;
}

export interface ExchangeGround extends OntoGround {
  /** By which the correction finds the owner from now on. */
  readonly keys: readonly string[];
  /** Where the number that the claimed account gets leads now. */
  readonly exchanged: readonly string[];
  /** Whether another union asks for whoever the claimed account is. */
  readonly isAsked: boolean;
}

/** Of a correction that binds the number to the owner's account. @throws DomainError as SETTLING_ERRORS lists them, TRANSFER_OPEN */
export function settleByRebinding(ground: ExchangeGround): SettledOnto {
  const current = moveOnto(['wrongDocument', 'notMe'], ground);
  const { claimed, keys } = ground;
  const isSame = keys.length === current.keys.length && keys.every((key) => current.keys.includes(key));
  if (!isSame) throw new DomainError('CLAIM_OVERTAKEN');
  const isFormer = assertLeads(ground);
  const released = !isFormer && { released: claimed.account.root };
  const settled = { ...current, v: current.v + 1, status: 'SETTLED', ...released } as const;
  const { exchange } = current;
  if (exchange === undefined) return { claim: settled };
  assertExchange(exchange, ground);
  const { tag, root } = exchange;
  return {
    claim: { ...settled, exchange: { ...exchange, released: ground.own.account.root } },
    claimed: correctedAccount({ tag, root }, claimed.account),
  };
}

/** Of an end that lets the claimed account stand for both. @throws DomainError as SETTLING_ERRORS lists them, STANDING_NOT_MEMBER, STANDING_FULL */
export function settleByVoiding(ground: OntoGround): Required<SettledOnto> {
  const current = moveOnto(['duplicate'], ground);
  assertLeads(ground);
  const { own, claimed } = ground;
  const { account } = claimed;
  // Nobody is left without a union who has one.
  const stands = isHeld(own.account.state) ? isHeld(account.state) : account.state !== 'VOIDED';
  if (!stands) throw new DomainError('STANDING_NOT_MEMBER', { state: account.state });
  const also = [...(account.also ?? []), own.identityId, ...(own.account.also ?? [])];
  if (also.length > MOST_ALSO) throw new DomainError('STANDING_FULL', { most: MOST_ALSO });
  return {
    claim: { ...current, v: current.v + 1, status: 'SETTLED' },
    claimed: { ...account, v: account.v + 1, also },
  };
}

/** The claim as time has made it, where it may be settled onto this account by these. */
function moveOnto(kinds: readonly ClaimKind[], ground: OntoGround): ClaimRecord {
  const { own, orgId, claimed, signers } = ground;
  const { current, by } = claimMove('settle', { ...ground, holderProvince: claimed.account.province });
  if (current.onto !== true || current.owner !== own.identityId) throw new DomainError('CLAIM_UNKNOWN');
  if (!kinds.includes(current.kind)) throw new DomainError('CLAIM_ACCOUNT');
  if (signers.some((actors) => isOfAnotherClaimSide({ by }, current, actors)))
    throw new DomainError('SAME_PERSON');
  if (signers.some((actors) => isPerson(claimed.identityId, actors))) throw new DomainError('OWN_ACCOUNT');
  if (own.orgId !== orgId) throw new DomainError('CLAIM_OVERTAKEN');
  assertKeyVersions(current.keys, ground.keyVersions);
  return current;
}

/** That both numbers are still where they were, and nobody asks for whom it would make another. */
function assertExchange(
  { keys, of }: NonNullable<ClaimRecord['exchange']>,
  { exchanged, own, claimed, isAsked, keyVersions }: ExchangeGround,
): void {
  if (isAsked) throw new DomainError('TRANSFER_OPEN');
  assertKeyVersions(keys, keyVersions);
  const isTheirs = exchanged.length > 0 && exchanged.every((identityId) => identityId === own.identityId);
  if (!isTheirs || claimed.account.root !== of) throw new DomainError('CLAIM_OVERTAKEN');
}
