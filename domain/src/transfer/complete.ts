// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { assertHome } from '../person/account.js';
import { identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { withoutBefore } from './before.js';
import { assertMember, decidedAgainst, moveOf, withoutCode } from './ground.js';
import { moveAccount } from './move-account.js';
import { moveBack, type SwitchGround, type Switched } from './move-back.js';
import { TRANSFER_REFUSALS } from './process.js';
import { termEnd } from './rules.js';
import { silentAfter, withoutSilent } from './silent-before.js';
import { timestampAt } from '../values/timestamp.js';

/**
 * By the new union, once the old one has let go or been silent; by the old one where its appeal was heard. Names the transfer's
 * version, not the account's.
 */
export const completePayload = z.strictObject({ identityId: identityIdField, place: placeField });
export type CompletePayload = z.output<typeof completePayload>;

export const completeInstruction = defineInstruction({
  type: 'transfer.complete',
  chaincode: 'identity',
  payload: completePayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: [
    ...(['TRANSFER_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'MEMBERSHIP_NONE'] as const),
    ...TRANSFER_REFUSALS.complete,
    ...(['TRANSFER_OVERTAKEN', 'ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'SAME_PERSON'] as const),
  ],
});

export const completePresentation: PresentationOf<typeof completeInstruction> = {
  words: ({ identityId }) => ({
    zh: `接收会员 ${identityId}，会籍自今日起转入`,
    en: `Take member ${identityId} over: the membership is here from today`,
  }),
  sample: () => ({ identityId: SAMPLE.identityId, place: '' }),
};

/**
 * The switch: one transaction in which one union loses the member and the other gains it; 会龄 is unbroken. After an appeal it
 * goes the other way.
 * @throws DomainError as the definition lists them
 */
export function completeTransfer(ground: SwitchGround): Switched {
  const { account, orgId: to, org, today } = ground;
  assertMember(account);
  const { to: status, by, current } = moveOf('complete', ground);
  if (current?.root === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  // Whether the judge has heard the appeal or been silent on it: what the new union asked on is used up.
  if (by === 'old') return moveBack({ ...current, ...decidedAgainst(current) }, status, ground);
  const { province } = assertHome(org, to);
  // The new union has ended, and its heir has lost the member.
  if (to === account.org) throw new DomainError('TRANSFER_OVERTAKEN');
  return {
    account: moveAccount(account, { org: to, province, root: current.root, today }),
    transfer: {
      ...withoutSilent(withoutBefore(withoutCode(current))),
      ...silentAfter(current, { ...ground, to, toProvince: province }),
      v: current.v + 1,
      to,
      status,
      ...wayBack(current, ground),
    },
  };
}

/** What a transfer keeps for a way back, and until when there is one. */
function wayBack(
  { way, fromProvince, toProvince }: TransferRecord,
  { account: { root, tag }, now, rules }: SwitchGround,
): Partial<TransferRecord> {
  return {
    moved: timestampAt(now),
    undoUntil: termEnd(now, { term: 'undo', side: 'new' }, rules),
    ...(way === 'silence' && { appealUntil: termEnd(now, { term: 'appeal', side: 'old' }, rules) }),
    ...(fromProvince !== toProvince && { root, tag }),
  };
}
