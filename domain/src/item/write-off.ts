// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, TWO_PERSONS, type PresentationOf } from '../instruction/index.js';
import { WRITE_OFF_REASONS } from '../ledger/index.js';
import { assertFree, together } from '../plan/index.js';
import {
  correctionOf,
  ITEM_ERRORS,
  ITEM_SAMPLE,
  itemPayload,
  paidItem,
  recoveredBefore,
  type ItemGround,
  type MovedItem,
} from './move-item.js';

/** What is left of an item is not got back any more (核销): it stays paid, and the item is final. */
export const writeOffPayload = z.strictObject({ ...itemPayload.shape, reason: z.enum(WRITE_OFF_REASONS) });
export type WriteOffPayload = z.output<typeof writeOffPayload>;

export const writeOffInstruction = defineInstruction({
  type: 'item.writeOff',
  chaincode: 'benefit',
  payload: writeOffPayload,
  grant: 'approve',
  subject: 'plan',
  // What is given away so is nobody's alone to give.
  secondSignature: TWO_PERSONS,
  errors: ITEM_ERRORS,
});

export const writeOffPresentation: PresentationOf<typeof writeOffInstruction> = {
  words: ({ planId, item, reason }) => ({
    zh: `核销：发放计划 ${planId} 第 ${item + 1} 笔余下的不再追缴（${WRITE_OFF_REASON_ZH[reason]}），须两人签署`,
    en: `Write off what is left of item ${item + 1} of plan ${planId}: ${reason}, signed by two`,
  }),
  sample: () => ({ ...ITEM_SAMPLE, reason: 'noEstate' }),
};

/** Why, in Chinese. */
export const WRITE_OFF_REASON_ZH: Readonly<Record<WriteOffPayload['reason'], string>> = {
  insolvent: '无力偿还',
  noEstate: '已去世且无遗产可追',
  untraceable: '下落不明',
  ruled: '法院或上级裁定',
};

/** The item, of which nothing more is got back; by persons who have no duty in the plan. @throws DomainError as the definition lists them */
export function writeOffItem(payload: WriteOffPayload, ground: ItemGround): MovedItem {
  const { plan, item } = paidItem(ground, 'writeOff');
  if (ground.second !== undefined) assertFree(plan, ground.second);
  const recovered = recoveredBefore(ground);
  const fen = item.fen - recovered;
  const moved = { action: 'writeOff', fen, ...(recovered > 0 && { recovered }) } as const;
  return {
    plan: { ...plan, v: plan.v + 1, writtenOff: together(plan.writtenOff, { items: 1, fen }) },
    letter: 'P',
    correction: correctionOf(moved, payload, ground),
  };
}
