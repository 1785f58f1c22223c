// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AllotmentRecord } from '../ledger/index.js';
import { allotmentIdField } from '../schema/index.js';
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

export const returnPayload = z.strictObject({
  ...allotPayload.shape,
  /** The allotment by which it came, where the union that gave it stands above no more: either has moved, or another has the giver's unions. */
  cameBy: z.exactOptional(allotmentIdField),
});
export type ReturnPayload = z.output<typeof returnPayload>;

export const returnInstruction = defineInstruction({
  type: 'line.return',
  chaincode: 'benefit',
  payload: returnPayload,
  grant: 'fund',
  subject: undefined,
  errors: MOVEMENT_ERRORS,
});

export const returnPresentation: PresentationOf<typeof returnInstruction> = {
  words: ({ allotmentId, fund, from, to, fen, cameBy }) => ({
    zh: `退回资金 ${fund}：由 ${from} 退给${cameBy === undefined ? '上级' : `原拨款工会（拨款 ${cameBy}）`} ${to} ${yuan(fen)} 元（${allotmentId}）`,
    en: `Return CNY ${yuan(fen)} of fund ${fund} from ${from} to ${to} ${cameBy === undefined ? 'above it' : `that gave it by ${cameBy}`} (${allotmentId})`,
  }),
  sample: () => allotPresentation.sample(),
};

/** What is known of money that is to go back. */
export interface ReturnGround extends AllotGround {
  /** The allotment by which it is said to have come. */
  readonly came: AllotmentRecord | undefined;
}

/**
 * Money that was not spent, offered back to a union above, or to the one that gave it: also where either has ended, or it would lie there
 * for ever.
 * @throws DomainError as the definition lists them
 */
export function returnUnspent(payload: ReturnPayload, ground: ReturnGround): Offered {
  const isHome = payload.cameBy === undefined ? ground.isBelow : isWhence(payload, ground.came);
  if (!isHome) throw new DomainError('ALLOTMENT_NOT_BELOW');
  assertFundKnown(ground.fund);
  const allotment = { ...offer(payload, ground), back: true as const };
  return { allotment, line: moveOn(assertLine(ground.line), { returned: payload.fen }) };
}

/** Whether money came by an allotment from the union that is to have it again. */
function isWhence({ fund, from, to }: AllotPayload, came: AllotmentRecord | undefined): boolean {
  const isTaken = came?.state === 'ACCEPTED' && came.back !== true;
  return isTaken && came.fund === fund && came.from === to && came.to === from;
}
