// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { RECOVER_REASONS, type PlanRecord } from '../ledger/index.js';
import { assertLine, moveOn } from '../line/index.js';
import { NOTHING, together, without } from '../plan/index.js';
import { fenField } from '../schema/index.js';
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

/** What was paid was got back from the payee (追缴), all of it or a part. */
export const recoverPayload = z.strictObject({
  ...itemPayload.shape,
  reason: z.enum(RECOVER_REASONS),
  /** This part; all that is left where absent. */
  fen: z.exactOptional(fenField.check(z.gte(1))),
});
export type RecoverPayload = z.output<typeof recoverPayload>;

export const recoverInstruction = defineInstruction({
  type: 'item.recover',
  chaincode: 'benefit',
  payload: recoverPayload,
  grant: 'pay',
  subject: 'plan',
  hasDeadline: true,
  errors: [...ITEM_ERRORS, 'RECOVERED_TOO_MUCH'],
});

export const recoverPresentation: PresentationOf<typeof recoverInstruction> = {
  words: ({ planId, item, reason, fen }) => ({
    zh: `登记追缴：发放计划 ${planId} 第 ${item + 1} 笔已追回${fen === undefined ? '余下全部' : ` ${yuan(fen)} 元`}（${RECOVER_REASON_ZH[reason]}）`,
    en: `Record that ${fen === undefined ? 'what was left' : `CNY ${yuan(fen)}`} of item ${item + 1} of plan ${planId} was got back (${reason})`,
  }),
  sample: () => ({ ...ITEM_SAMPLE, reason: 'death', fen: 20_000 }),
};

/** Why, in Chinese. */
export const RECOVER_REASON_ZH: Readonly<Record<RecoverPayload['reason'], string>> = {
  death: '领款人在发放前已去世',
  duplicate: '重复发放',
  notEligible: '不符合条件',
  error: '发放有误',
};

/** The item with what the payee has paid back: recovered once that is all of it. @throws DomainError as the definition lists them */
export function recoverItem(payload: RecoverPayload, ground: ItemGround): MovedItem {
  const { plan, item } = paidItem(ground, 'recover');
  const before = recoveredBefore(ground);
  const left = item.fen - before;
  const { fen = left } = payload;
  if (fen > left) throw new DomainError('RECOVERED_TOO_MUCH', { left });
  const moved = { before, fen, whole: item.fen };
  return {
    plan: { ...plan, ...countedIn(plan, moved), v: plan.v + 1 },
    letter: fen === left ? 'C' : 'P',
    line: moveOn(assertLine(ground.line), { paid: -fen }),
    correction: correctionOf({ action: 'recover', fen, recovered: before + fen }, payload, ground),
  };
}

/** An item stands among those got back in part, and once it is whole among those got back. */
function countedIn(
  { recovered, partly }: Pick<PlanRecord, 'recovered' | 'partly'>,
  { before, fen, whole }: { readonly before: number; readonly fen: number; readonly whole: number },
): Pick<PlanRecord, 'recovered' | 'partly'> {
  const isBegun = before > 0;
  if (before + fen < whole) return { partly: together(partly, { items: isBegun ? 0 : 1, fen }) };
  return {
    recovered: together(recovered, { items: 1, fen: whole }),
    ...(isBegun && { partly: without(partly ?? NOTHING, { items: 1, fen: before }) }),
  };
}
