// SPDX-License-Identifier: Apache-2.0
import type * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  ITEM_ERRORS,
  ITEM_SAMPLE,
  itemPayload,
  moveItem,
  PAID,
  paidItem,
  type ItemGround,
  type MovedItem,
} from './move-item.js';

/** The bank has sent back what it had paid (退汇). */
export const returnPayload = itemPayload;
export type ReturnPayload = z.output<typeof returnPayload>;

export const returnInstruction = defineInstruction({
  type: 'item.return',
  chaincode: 'benefit',
  payload: returnPayload,
  grant: 'pay',
  subject: 'plan',
  hasDeadline: true,
  errors: [...ITEM_ERRORS, 'GOODS_KIND'],
});

export const returnPresentation: PresentationOf<typeof returnInstruction> = {
  words: ({ planId, item }) => ({
    zh: `登记退汇：发放计划 ${planId} 第 ${item + 1} 笔已付款项被银行退回`,
    en: `Record that the bank has sent back item ${item + 1} of plan ${planId}`,
  }),
  sample: () => ITEM_SAMPLE,
};

/** The item as the bank has sent it back. @throws DomainError as the definition lists them */
export function returnItem({ document }: ReturnPayload, ground: ItemGround): MovedItem {
  // No bank has paid goods: what comes back of them is got back.
  if (paidItem(ground, 'return').plan.goods === true) throw new DomainError('GOODS_KIND');
  return moveItem({ document }, ground, {
    ...{ ...PAID, action: 'return', to: 'R', figure: 'paid', counted: 'returned' },
  });
}
