// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  ITEM_ERRORS,
  ITEM_SAMPLE,
  itemPayload,
  moveBack,
  type ItemGround,
  type MovedItem,
} from './move-item.js';

/** Why it was got back: a death that was reported late is nobody's fault. */
export const RECOVER_REASONS = ['death', 'duplicate', 'notEligible', 'error'] as const;

/** What was paid was got back from the payee (追缴). */
export const recoverPayload = z.strictObject({ ...itemPayload.shape, reason: z.enum(RECOVER_REASONS) });
export type RecoverPayload = z.output<typeof recoverPayload>;

export const recoverInstruction = defineInstruction({
  type: 'item.recover',
  chaincode: 'benefit',
  payload: recoverPayload,
  grant: 'pay',
  subject: 'plan',
  errors: ITEM_ERRORS,
});

export const recoverPresentation: PresentationOf<typeof recoverInstruction> = {
  words: ({ planId, item, reason }) => ({
    zh: `登记追缴：发放计划 ${planId} 第 ${item + 1} 笔已追回（${REASON_ZH[reason]}）`,
    en: `Record that item ${item + 1} of plan ${planId} was got back (${reason})`,
  }),
  sample: () => ({ ...ITEM_SAMPLE, reason: 'death' }),
};

const REASON_ZH: Readonly<Record<RecoverPayload['reason'], string>> = {
  death: '领取人在发放前已去世',
  duplicate: '重复发放',
  notEligible: '不符合条件',
  error: '发放有误',
};

/** The item once the payee has paid it back. @throws DomainError as the definition lists them */
export function recoverItem(ground: ItemGround): MovedItem {
  return moveBack(ground, { action: 'recover', to: 'C', counted: 'recovered' });
}
