// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { OBJECTION_GROUNDS, type TransferRecord } from '../ledger/index.js';
import { digestField, identityIdField, placeField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { groundWords } from './ground-words.js';
import { dispute, moveOf, type TransferGround } from './ground.js';
import { TRANSFER_REFUSALS } from './process.js';

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
    ...(['TRANSFER_UNKNOWN', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'SAME_PERSON'] as const),
    ...TRANSFER_REFUSALS.object,
  ],
});

export const objectPresentation: PresentationOf<typeof objectInstruction> = {
  words: ({ identityId, ground }) => ({
    zh: `对会员 ${identityId} 的接转提出异议：${groundWords(ground).zh}`,
    en: `Object to the transfer of member ${identityId}: ${groundWords(ground).en}`,
  }),
  sample: () => ({
    identityId: SAMPLE.identityId,
    place: '',
    ground: 'stillEmployed',
    evidence: SAMPLE.digest,
  }),
};

/**
 * The transfer with the old union's objection; `judge` decides on it.
 * @throws DomainError OBJECTION_TOO_LATE once its time is over; else as the definition lists them
 */
export function objectToTransfer(
  { ground, evidence }: ObjectPayload,
  judge: string,
  whole: TransferGround,
): TransferRecord {
  const { to: status, current } = moveOf('object', whole);
  if (current === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  return {
    ...current,
    v: current.v + 1,
    status,
    ...dispute({ ground, evidence, judge, by: whole.actors?.actor, mover: 'new' }, whole),
  };
}
