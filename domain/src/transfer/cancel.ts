// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { TransferRecord } from '../ledger/index.js';
import { identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { codeOf, decisionsIn, moveOf, withoutCode, type TransferGround } from './ground.js';
import { hasMoved, TRANSFER_REFUSALS } from './process.js';

/** By whoever set it going: the old union its release or its appeal, the new one its request. */
export const cancelPayload = z.strictObject({ identityId: identityIdField, place: placeField });
export type CancelPayload = z.output<typeof cancelPayload>;

export const cancelInstruction = defineInstruction({
  type: 'transfer.cancel',
  chaincode: 'identity',
  payload: cancelPayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: ['TRANSFER_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'SAME_PERSON', ...TRANSFER_REFUSALS.cancel],
});

export const cancelPresentation: PresentationOf<typeof cancelInstruction> = {
  words: ({ identityId }) => ({
    zh: `撤回会员 ${identityId} 的接转`,
    en: `Take back the transfer of member ${identityId}`,
  }),
  sample: () => ({ identityId: SAMPLE.identityId, place: '' }),
};

/**
 * The transfer taken back; the member stays where it is. A request that came while the member had a code leaves the code.
 * @throws DomainError TRANSFER_ENDED
 */
export function cancelTransfer(
  transfer: TransferRecord,
  ground: Omit<TransferGround, 'transfer' | 'rules'>,
): TransferRecord {
  const { to: status, current = transfer } = moveOf('cancel', { ...ground, transfer });
  const v = transfer.v + 1;
  // An appeal that is taken back leaves the transfer as it was completed.
  if (hasMoved(current.status)) return { ...current, v, status };
  const code = current.status === 'RELEASED' ? undefined : codeOf({ ...ground, transfer });
  if (code === undefined) return { ...withoutCode(transfer), v, status };
  const { nth, from, fromProvince, asked, before, silent } = transfer;
  const { number, codeKey, codeUntil: lapsesAt, codeBy } = code;
  return {
    ...(nth !== undefined && { nth }),
    ...{ v, number, status: 'RELEASED', way: '', from, fromProvince, to: '', toProvince: '', asked },
    ...{ due: lapsesAt, silentAt: lapsesAt, lapsesAt, codeKey },
    ...(codeBy !== undefined && { codeBy }),
    ...(before !== undefined && { before }),
    ...(silent !== undefined && { silent }),
    ...decisionsIn(transfer),
  };
}
