// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { VOID_REASONS } from '../ledger/index.js';
import { attemptOf, notPaidLetter, withoutScreen } from '../plan/index.js';
import {
  ITEM_ERRORS,
  ITEM_SAMPLE,
  itemPayload,
  moveItem,
  type ItemGround,
  type MovedItem,
} from './move-item.js';

/** One item is struck off before it is paid; the others go on. */
export const voidPayload = z.strictObject({ ...itemPayload.shape, reason: z.enum(VOID_REASONS) });
export type VoidPayload = z.output<typeof voidPayload>;

export const voidInstruction = defineInstruction({
  type: 'item.void',
  chaincode: 'benefit',
  payload: voidPayload,
  grant: 'plan',
  subject: 'plan',
  hasDeadline: true,
  errors: ITEM_ERRORS,
});

export const voidPresentation: PresentationOf<typeof voidInstruction> = {
  words: ({ planId, item, reason }) => ({
    zh: `作废发放计划 ${planId} 第 ${item + 1} 笔：${VOID_REASON_ZH[reason]}`,
    en: `Strike off item ${item + 1} of plan ${planId}: ${reason}`,
  }),
  sample: () => ({ ...ITEM_SAMPLE, reason: 'declined' }),
};

/** Why, in Chinese. */
export const VOID_REASON_ZH: Readonly<Record<VoidPayload['reason'], string>> = {
  objection: '公示有异议',
  death: '本人去世',
  notEligible: '不符合条件',
  declined: '本人放弃',
  error: '编制有误',
};

const STATUSES = ['LOCKED', 'CHECKED', 'APPROVED', 'PUBLIC', 'PAYING'] as const;

/** The item struck off. What the bank has the order of can not be: it may have been paid. @throws DomainError */
export function voidItem(payload: VoidPayload, ground: ItemGround): MovedItem {
  const { plan } = ground;
  const from = plan?.status === 'PAYING' ? `H${notPaidLetter(attemptOf(plan))}` : 'SH';
  const moved = moveItem(payload, ground, {
    ...{ action: 'void', statuses: STATUSES, from, to: 'V', figure: 'reserved', counted: 'voided' },
  });
  // The second check counted it: it begins again.
  return { ...moved, plan: withoutScreen(moved.plan) };
}
