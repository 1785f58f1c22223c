// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { OBJECTION_GROUNDS, type ObjectionGround, type TransferRecord } from '../ledger/index.js';
import { digestField, identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { moveOf, type TransferGround } from './ground.js';
import { TRANSFER_REFUSALS } from './process.js';
import { timestampAt } from '../values/timestamp.js';
import { addWorkingDays, JUDGE_DAYS, LAPSE_DAYS } from './term.js';

/** By the old union, in time, on a ground of the closed list and with the document that shows it. */
export const objectPayload = z.strictObject({
  identityId: identityIdField,
  place: placeField,
  ground: z.enum(OBJECTION_GROUNDS),
  evidence: digestField,
});
export type ObjectPayload = z.output<typeof objectPayload>;

export const objectInstruction = defineInstruction({
  type: 'transfer.object',
  chaincode: 'identity',
  payload: objectPayload,
  grant: 'member',
  subject: 'transfer',
  hasDeadline: true,
  errors: [
    ...(['TRANSFER_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'OBJECTION_TOO_LATE'] as const),
    ...TRANSFER_REFUSALS.object,
  ],
});

export const objectPresentation: PresentationOf<typeof objectInstruction> = {
  words: ({ identityId, ground }) => ({
    zh: `对会员 ${identityId} 的接转提出异议：${wordsOf(ground).zh}`,
    en: `Object to the transfer of member ${identityId}: ${wordsOf(ground).en}`,
  }),
  sample: () => ({
    identityId: SAMPLE.identityId,
    place: '',
    ground: 'stillEmployed',
    evidence: SAMPLE.digest,
  }),
};

function wordsOf(ground: ObjectionGround): { readonly zh: string; readonly en: string } {
  switch (ground) {
    case 'notThisPerson':
      return { zh: '不是同一人', en: 'not this person' };
    case 'stillEmployed':
      return { zh: '仍在本单位工作', en: 'still employed here' };
    case 'expulsionPending':
      return { zh: '正在办理除名', en: 'a decision of expulsion is pending' };
  }
}

/**
 * The transfer with the old union's objection; `judge` decides on it.
 * @throws DomainError OBJECTION_TOO_LATE once its time is over; else as the definition lists them
 */
export function objectToTransfer(
  { ground, evidence }: ObjectPayload,
  judge: string,
  whole: TransferGround,
): TransferRecord {
  const { now, network } = whole;
  assertInTime(whole);
  const { to: status, current } = moveOf('object', whole);
  if (current === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  const until = addWorkingDays(now, JUDGE_DAYS, network);
  return {
    ...{ ...current, v: current.v + 1, status, judge },
    objection: { ground, digest: evidence, until: timestampAt(until) },
    lapsesAt: timestampAt(addWorkingDays(until, LAPSE_DAYS, network)),
  };
}

// Between the deadline and the silence that follows from it nothing can be said any more.
function assertInTime({ transfer, now }: TransferGround): void {
  if (transfer?.status === 'REQUESTED' && transfer.due <= timestampAt(now))
    throw new DomainError('OBJECTION_TOO_LATE', { due: transfer.due });
}
