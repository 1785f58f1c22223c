// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  allotPayload,
  allotPresentation,
  MOVEMENT_ERRORS,
  offer,
  type AllotGround,
  type AllotPayload,
  type Offered,
} from './allot.js';
import { assertFundKnown, assertLine, moveOn } from './line.js';

export const returnInstruction = defineInstruction({
  type: 'line.return',
  chaincode: 'benefit',
  payload: allotPayload,
  grant: 'fund',
  subject: undefined,
  errors: MOVEMENT_ERRORS,
});

export const returnPresentation: PresentationOf<typeof returnInstruction> = {
  words: ({ allotmentId, fund, from, to, fen }) => ({
    zh: `退回资金 ${fund}：由 ${from} 退给上级 ${to} ${yuan(fen)} 元（${allotmentId}）`,
    en: `Return CNY ${yuan(fen)} of fund ${fund} from ${from} to ${to} above it (${allotmentId})`,
  }),
  sample: () => allotPresentation.sample(),
};

/**
 * Money that was not spent, offered back to a union above: also where either has ended, or it would lie there for ever.
 * @throws DomainError as the definition lists them
 */
export function returnUnspent(payload: AllotPayload, ground: AllotGround): Offered {
  if (!ground.isBelow) throw new DomainError('ALLOTMENT_NOT_BELOW');
  assertFundKnown(ground.fund);
  const allotment = { ...offer(payload, ground), back: true as const };
  return { allotment, line: moveOn(assertLine(ground.line), { returned: payload.fen }) };
}
