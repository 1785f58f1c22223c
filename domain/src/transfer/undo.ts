// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertMember, moveOf } from './ground.js';
import { moveBack, type SwitchGround, type Switched } from './move-back.js';
import { TRANSFER_REFUSALS } from './process.js';

/**
 * By the new union, which took over somebody whom it should not have: the member is the old union's again, which is not asked,
 * because a member is never in no union. Only who has the member can give it back: the old union appeals.
 */
export const undoPayload = z.strictObject({ identityId: identityIdField, place: placeField });
export type UndoPayload = z.output<typeof undoPayload>;

export const undoInstruction = defineInstruction({
  type: 'transfer.undo',
  chaincode: 'identity',
  payload: undoPayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: [
    ...(['TRANSFER_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'MEMBERSHIP_NONE'] as const),
    ...TRANSFER_REFUSALS.undo,
    ...(['TRANSFER_OVERTAKEN', 'ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'SAME_PERSON'] as const),
  ],
});

export const undoPresentation: PresentationOf<typeof undoInstruction> = {
  words: ({ identityId }) => ({
    zh: `撤销会员 ${identityId} 的接转，会籍自今日起退回原工会`,
    en: `Undo the transfer of member ${identityId}: the membership is the former union's again from today`,
  }),
  sample: () => ({ identityId: SAMPLE.identityId, place: '' }),
};

/** The switch back, in one transaction as the switch was. @throws DomainError as the definition lists them */
export function undoTransfer(ground: SwitchGround): Switched {
  assertMember(ground.account);
  const { to: status, current } = moveOf('undo', ground);
  if (current === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  return moveBack(current, status, ground);
}
