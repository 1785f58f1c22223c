// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AllotmentRecord, FundRecord, LineRecord } from '../ledger/index.js';
import { allotmentIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import type { Offered } from './allot.js';
import { assertFundKnown, assertFundOpen, moveOn, newLine } from './line.js';

export const allotmentPayload = z.strictObject({ allotmentId: allotmentIdField });
export type AllotmentPayload = z.output<typeof allotmentPayload>;

export const acceptInstruction = defineInstruction({
  type: 'line.accept',
  chaincode: 'benefit',
  payload: allotmentPayload,
  grant: 'fund',
  subject: 'allotment',
  errors: [
    'ALLOTMENT_UNKNOWN',
    'ALLOTMENT_ENDED',
    'FUND_UNKNOWN',
    'FUND_CLOSED',
    'LINE_SHORT',
    'FEN_TOO_MANY',
  ],
});

export const acceptPresentation: PresentationOf<typeof acceptInstruction> = {
  words: ({ allotmentId }) => ({
    zh: `接收下拨或退回的资金 ${allotmentId}`,
    en: `Accept the money offered by ${allotmentId}`,
  }),
  sample: () => ({ allotmentId: SAMPLE.allotmentId }),
};

/** What is known of an offer whose receiver accepts it. */
export interface AcceptGround {
  readonly allotment: AllotmentRecord | undefined;
  readonly fund: FundRecord | undefined;
  /** Of the receiver; none where this is the first that it gets of the fund. */
  readonly line: LineRecord | undefined;
}

/** The offer taken, and the receiver's line with it. @throws DomainError as the definition lists them */
export function acceptAllotment(ground: AcceptGround): Offered {
  const allotment = assertOffered(ground.allotment);
  const { fen, back, toProvince } = allotment;
  if (back === true) assertFundKnown(ground.fund);
  else assertFundOpen(ground.fund);
  const line = ground.line ?? newLine(toProvince);
  return {
    allotment: { ...allotment, v: allotment.v + 1, state: 'ACCEPTED' },
    line: moveOn(line, back === true ? { allotted: -fen } : { received: fen }),
  };
}

/** An offer that nobody has taken yet. @throws DomainError ALLOTMENT_UNKNOWN, ALLOTMENT_ENDED */
export function assertOffered(allotment: AllotmentRecord | undefined): AllotmentRecord {
  if (allotment === undefined) throw new DomainError('ALLOTMENT_UNKNOWN');
  if (allotment.state !== 'OFFERED') throw new DomainError('ALLOTMENT_ENDED', { state: allotment.state });
  return allotment;
}
