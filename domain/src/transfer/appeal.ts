// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { OBJECTION_GROUNDS, type TransferRecord } from '../ledger/index.js';
import { digestField, identityIdField, orgIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { groundWords } from './ground-words.js';
import { assertMember, dispute, moveOf, type TransferGround } from './ground.js';
import { concernedBy } from './before.js';
import { assertMayReturn } from './move-back.js';
import { silentBefore } from './silent-before.js';
import { TRANSFER_REFUSALS } from './process.js';

/**
 * By the old union whose silence has moved a member (its gateway was away, the request went astray): the objection that it would
 * have made, with its document. It moves nobody by itself, else silence and appeal together would be a veto.
 */
export const appealPayload = z.strictObject({
  identityId: identityIdField,
  place: placeField,
  ground: z.enum(OBJECTION_GROUNDS),
  evidence: digestField,
  /** The union that was silent, where the member has gone on to others since; else that of the newest switch. */
  from: z.exactOptional(orgIdField),
});
export type AppealPayload = z.output<typeof appealPayload>;

export const appealInstruction = defineInstruction({
  type: 'transfer.appeal',
  chaincode: 'identity',
  payload: appealPayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: [
    ...(['TRANSFER_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG'] as const),
    ...(['MEMBERSHIP_NONE', 'TRANSFER_OVERTAKEN', 'SAME_PERSON'] as const),
    ...TRANSFER_REFUSALS.appeal,
  ],
});

export const appealPresentation: PresentationOf<typeof appealInstruction> = {
  words: ({ identityId, ground, from }) => ({
    zh: `对会员 ${identityId} 因${from === undefined ? '本会' : `工会 ${from} `}逾期未答复而完成的接转提出申诉：${groundWords(ground).zh}`,
    en: `Appeal against the transfer of member ${identityId}, which went by ${from === undefined ? 'this union’s silence' : `the silence of union ${from}`}: ${groundWords(ground).en}`,
  }),
  sample: () => ({
    identityId: SAMPLE.identityId,
    place: '',
    ground: 'notThisPerson',
    evidence: SAMPLE.digest,
  }),
};

/** Which transfer an appeal is against: the one that moved the member, or an earlier silence of a union that is named. */
export function appealedBy(
  { from }: Pick<AppealPayload, 'from'>,
  transfer: TransferRecord,
  account: Parameters<typeof silentBefore>[1],
): TransferRecord {
  const silent = from === transfer.silent?.from ? silentBefore(transfer, account) : undefined;
  return silent ?? concernedBy('appeal', transfer);
}

/** The transfer with the old union's appeal; `judge` decides on it. @throws DomainError as the definition lists them */
export function appealTransfer(
  { ground, evidence }: AppealPayload,
  judge: string,
  whole: TransferGround & {
    /** The old union, or where that has ended its heir. */
    readonly orgId: string;
  },
): TransferRecord {
  const { to: status, current } = moveOf('appeal', whole);
  if (current === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  assertMember(whole.account);
  assertMayReturn(whole.account, current, whole.orgId);
  return {
    ...current,
    v: current.v + 1,
    status,
    ...dispute({ ground, evidence, judge, by: whole.actors?.actor, mover: 'old' }, whole),
  };
}
