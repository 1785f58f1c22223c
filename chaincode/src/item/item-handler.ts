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
    ledgerKey.correction(planId, item),
  ],
};

/** Carries out what is done to one item: its letter, its fen, its grant and what is said of it change together. */
export async function applyToItem<Payload extends OfItem>(
  work: Pick<Work, 'state' | 'actor' | 'authority' | 'second' | 'today'> & { readonly payload: Payload },
  rule: (payload: Payload, ground: ItemGround) => MovedItem,
): Promise<Receipt> {
  const { state, authority, payload, second, today } = work;
  const { planId, item: number } = payload;
  const plan = planOn(state, planId);
  const { item, letter } = itemOn(state, planId, number);
  const correction = ledgerKey.correction(planId, number);
  const line = ledgerKey.line(plan.fund, plan.org);
  await state.read([line]);
  const actor = await personActing(work, planId);
  const by =
    second === undefined ? {} : { second: await personActing({ state, authority, actor: second }, planId) };
  const moved = rule(payload, {
    ...{ plan, item, letter, line: state.get(line), correction: state.get(correction), actor, today },
    ...by,
  });
  if (moved.line !== undefined) state.put(line, moved.line);
  state.put(correction, moved.correction);
  const items = item === undefined || moved.letter === letter ? [] : [item];
  if (items.length > 0) putLetter(state, { planId, item: number, letter: moved.letter });
  await giveUpItems(state, { planId, plan, items });
  if (moved.letter === 'V') await freeVouchers(state, { planId, plan, items });
  return putPlan(state, planId, moved.plan);
}
