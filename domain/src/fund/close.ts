// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { FundRecord, LineRecord } from '../ledger/index.js';
import { fenField, fundIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { yuan } from './words.js';

export const closeFundPayload = z.strictObject({
  fundId: fundIdField,
  /** What is on the owner's line, as whoever signed saw it: all else was paid. */
  left: fenField,
});
export type CloseFundPayload = z.output<typeof closeFundPayload>;

export const closeInstruction = defineInstruction({
  type: 'fund.close',
  chaincode: 'benefit',
  payload: closeFundPayload,
  grant: 'fund',
  subject: 'fund',
  errors: ['FUND_UNKNOWN', 'FUND_CLOSED', 'FUND_UNSETTLED'],
});

export const closePresentation: PresentationOf<typeof closeInstruction> = {
  words: ({ fundId, left }) => ({
    zh: `关闭资金 ${fundId}：各级额度均已付清或退回，结余 ${yuan(left)} 元`,
    en: `Close fund ${fundId}: every line is paid out or given back, CNY ${yuan(left)} left`,
  }),
  sample: () => ({ fundId: SAMPLE.fundId, left: 100 }),
};

/** What is known of a fund that is to be closed. */
export interface CloseFundGround {
  readonly fund: FundRecord;
  /** The owner's line, and every one of the fund with it. */
  readonly own: LineRecord;
  readonly lines: readonly LineRecord[];
}

/**
 * The fund, once each fen of it was paid or is the owner's again: nothing is reserved, on its way, or on another union's line.
 * @throws DomainError FUND_CLOSED, FUND_UNSETTLED with what is elsewhere or what is left, in fen
 */
export function closeFund({ left }: CloseFundPayload, { fund, own, lines }: CloseFundGround): FundRecord {
  if (fund.state !== 'OPEN') throw new DomainError('FUND_CLOSED');
  const kept = own.received - own.allotted - own.returned - own.reserved - own.paid;
  const elsewhere = lines.reduce((rest, { paid }) => rest - paid, fund.fen - kept);
  if (elsewhere !== 0) throw new DomainError('FUND_UNSETTLED', { elsewhere });
  if (kept !== left) throw new DomainError('FUND_UNSETTLED', { left: kept });
  return { ...fund, v: fund.v + 1, state: 'CLOSED', left };
}
