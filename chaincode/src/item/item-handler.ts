// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import type { ItemGround, MovedItem } from '@unionid/domain/item';
import type { Receipt, Work } from '../kernel/handler.js';
import { freeVouchers, giveUpItems } from '../plan/give-up-items.js';
import { itemKeys, itemOn, putLetter } from '../plan/items-on-ledger.js';
import { ofPlan, personActing, planOn, putPlan, type OfPlan } from '../plan/plan-on-ledger.js';

/** What names an item of a plan. */
export interface OfItem extends OfPlan {
  readonly item: number;
}

/** What all that is done to one item has in common. */
export const ofItem = {
  ...ofPlan,
  keys: ({ planId, item }: OfItem): readonly LedgerKey[] => [
    ledgerKey.plan(planId),
    ...itemKeys(planId, item),
  ],
};

/** Carries out what is done to one item: its letter, its fen and its grant change together. */
export async function applyToItem(
  work: Pick<Work, 'state' | 'actor'> & { readonly payload: OfItem },
  rule: (ground: ItemGround) => MovedItem,
): Promise<Receipt> {
  const {
    state,
    payload: { planId, item: number },
  } = work;
  const plan = planOn(state, planId);
  const { item, letter } = itemOn(state, planId, number);
  const line = ledgerKey.line(plan.fund, plan.org);
  await state.read([line]);
  const actor = await personActing(work, planId);
  const moved = rule({ plan, item, letter, line: state.get(line), actor });
  putLetter(state, { planId, item: number, letter: moved.letter });
  state.put(line, moved.line);
  const items = item === undefined ? [] : [item];
  await giveUpItems(state, { planId, plan, items });
  if (moved.letter === 'V') await freeVouchers(state, { planId, plan, items });
  return putPlan(state, planId, moved.plan);
}
