// SPDX-License-Identifier: Apache-2.0
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AllotmentRecord, LineRecord } from '../ledger/index.js';
import { SAMPLE } from '../schema/sample.js';
import { allotmentPayload, assertOffered } from './accept.js';
import type { Offered } from './allot.js';
import { assertLine, moveOn } from './line.js';

export const withdrawInstruction = defineInstruction({
  type: 'line.withdraw',
  chaincode: 'benefit',
  payload: allotmentPayload,
  grant: 'fund',
  subject: 'allotment',
  errors: ['ALLOTMENT_UNKNOWN', 'ALLOTMENT_ENDED', 'LINE_UNKNOWN', 'LINE_SHORT', 'FEN_TOO_MANY'],
});

export const withdrawPresentation: PresentationOf<typeof withdrawInstruction> = {
  words: ({ allotmentId }) => ({
    zh: `撤回尚未被接收的拨款 ${allotmentId}`,
    en: `Take back the money offered by ${allotmentId}, which nobody has accepted`,
  }),
  sample: () => ({ allotmentId: SAMPLE.allotmentId }),
};

/** The offer taken back, and the giver's line with it again. @throws DomainError as the definition lists them */
export function withdrawAllotment(ground: {
  readonly allotment: AllotmentRecord | undefined;
  readonly line: LineRecord | undefined;
}): Offered {
  const allotment = assertOffered(ground.allotment);
  const { fen, back } = allotment;
  return {
    allotment: { ...allotment, v: allotment.v + 1, state: 'WITHDRAWN' },
    line: moveOn(assertLine(ground.line), back === true ? { returned: -fen } : { allotted: -fen }),
  };
}
