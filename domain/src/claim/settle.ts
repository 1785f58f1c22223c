// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord, ClaimRecord, OrganisationRecord } from '../ledger/index.js';
import { assertHome } from '../person/account.js';
import { SAMPLE } from '../schema/sample.js';
import { claimedFields, claimMove, type ClaimGround } from './ground.js';
import { CLAIM_REFUSALS } from './process.js';

/** By the union that opened it, once it is upheld: the number goes to its owner's account, which is made. */
export const settleClaimPayload = z.strictObject(claimedFields);
export type SettleClaimPayload = z.output<typeof settleClaimPayload>;

export const settleInstruction = defineInstruction({
  type: 'claim.settle',
  chaincode: 'identity',
  payload: settleClaimPayload,
  grant: 'member',
  subject: 'claim',
  hasDeadline: true,
  errors: [
    ...(['CLAIM_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'ACCOUNT_EXISTS'] as const),
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED'] as const),
    ...(['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED', 'CLAIM_OVERTAKEN'] as const),
    ...(['SAME_PERSON', 'OWN_ACCOUNT'] as const),
    ...CLAIM_REFUSALS.settle,
  ],
});

export const settlePresentation: PresentationOf<typeof settleInstruction> = {
  words: ({ identityId }) => ({
    zh: `办结认领：账户 ${identityId} 登记的证件号码转到认领人自己的账户；原账户保留编号与历史，待补正证件`,
    en: `Settle a claim: the number of account ${identityId} goes to its owner's own account; the other keeps identifier and history, and waits for its own number`,
  }),
  sample: () => ({ identityId: SAMPLE.identityId, place: '' }),
};

/** What the ledger knows when a claim is settled. */
export interface SettleGround extends ClaimGround {
  /** The account that holds the number wrongly. */
  readonly claimed: { readonly identityId: string; readonly account: AccountRecord };
  /** Where the number's keys lead, each that leads anywhere; `isFormer` where another document has replaced it there. */
  readonly leads: readonly { readonly identityId: string; readonly isFormer?: true }[];
  /** The true owner's account, which is to be made. */
  readonly owner: AccountRecord | undefined;
  /** The union where the true owner stands, or where that has ended its heir. */
  readonly orgId: string;
  readonly org: OrganisationRecord | undefined;
  readonly keyVersions: readonly number[];
  /** Today in China. */
  readonly today: string;
}

/** What settling leaves on the ledger. */
export interface Settled {
  readonly claim: ClaimRecord;
  /** The true owner's. */
  readonly account: AccountRecord;
}

/** Claim and true owner's account once it is so; the other account is not touched. @throws DomainError as the definition lists them */
export function settleClaim(ground: SettleGround): Settled {
  const { to: status, current } = claimMove('settle', ground);
  const { keys, level: loa, tag, root } = current;
  const { orgId: org } = ground;
  const { province } = assertHome(ground.org, org);
  assertKeyVersions(keys, ground.keyVersions);
  const isFormer = assertLeads(ground);
  // Onto an account that there is, a correction settles it, or of a duplicate its end (settle-onto.ts).
  if (ground.owner !== undefined || current.onto === true) throw new DomainError('ACCOUNT_EXISTS');
  const account = {
    v: 1,
    state: 'NONE',
    province,
    org,
    joined: '',
    since: ground.today,
    loa,
    tag,
    root,
  } as const;
  const released = isFormer ? {} : { released: ground.claimed.account.root };
  return { account, claim: { ...current, v: current.v + 1, status, ...released } };
}

/** That the number leads to the claimed account, and nowhere else; true where only as a former one. @throws DomainError CLAIM_OVERTAKEN */
export function assertLeads({ leads, claimed }: Pick<SettleGround, 'leads' | 'claimed'>): boolean {
  const isThere = leads.length > 0 && leads.every(({ identityId }) => identityId === claimed.identityId);
  if (!isThere) throw new DomainError('CLAIM_OVERTAKEN');
  return leads.every(({ isFormer }) => isFormer === true);
}
