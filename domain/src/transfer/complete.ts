// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord, OrganisationRecord, TransferRecord } from '../ledger/index.js';
import { assertHome } from '../person/account.js';
import { identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertMember, moveOf, withoutCode, type TransferGround } from './ground.js';
import { TRANSFER_REFUSALS } from './process.js';

/** By the new union, once the old one has let go or been silent; names the transfer's version, not the account's. */
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
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED'] as const),
  ],
});

export const completePresentation: PresentationOf<typeof completeInstruction> = {
  words: ({ identityId }) => ({
    zh: `接收会员 ${identityId}，会籍自今日起转入`,
    en: `Take member ${identityId} over: the membership is here from today`,
  }),
  sample: () => ({ identityId: SAMPLE.identityId, place: '' }),
};

export interface CompleteGround extends TransferGround {
  /** The union that is to have the member. */
  readonly org: OrganisationRecord | undefined;
  /** Today in China. */
  readonly today: string;
}

/**
 * The switch: one transaction in which one union loses the member and the other gains it; 会龄 is unbroken.
 * @throws DomainError as the definition lists them
 */
export function completeTransfer(ground: CompleteGround): {
  readonly account: AccountRecord;
  readonly transfer: TransferRecord;
} {
  const { account, org, today } = ground;
  assertMember(account);
  const { to: status, current } = moveOf('complete', ground);
  if (current?.root === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  const { province } = assertHome(org, current.to);
  // Within a province the record stays, also as it was corrected since the request.
  const root = province === account.province ? account.root : current.root;
  return {
    account: { ...account, v: account.v + 1, org: current.to, province, since: today, root },
    transfer: { ...withoutCode(current), v: current.v + 1, status },
  };
}
