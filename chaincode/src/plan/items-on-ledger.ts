// SPDX-License-Identifier: Apache-2.0
import { ITEMS_PER_RECORD, ledgerKey, type LedgerKey, type PlanItem } from '@unionid/domain/ledger';
import type { StateStore } from '../kernel/state-store.js';

/** Keys of the record of 25 that an item is in, and of its letters. */
export function itemKeys(planId: string, item: number): readonly LedgerKey[] {
  const n = Math.floor(item / ITEMS_PER_RECORD);
  return [ledgerKey.items(planId, n), ledgerKey.itemStates(planId, n)];
}

/** An item that was read, and its letter; undefined where the plan has none such. */
export function itemOn(
  state: StateStore,
  planId: string,
  item: number,
): { readonly item: PlanItem | undefined; readonly letter: string | undefined } {
  const [n, offset] = placeOf(item);
  return {
    item: state.get(ledgerKey.items(planId, n))?.items[offset],
    letter: state.get(ledgerKey.itemStates(planId, n))?.[offset],
  };
}

export function putLetter(
  state: StateStore,
  { planId, item, letter }: { readonly planId: string; readonly item: number; readonly letter: string },
): void {
  const [n, offset] = placeOf(item);
  const key = ledgerKey.itemStates(planId, n);
  const letters = state.get(key) ?? '';
  state.put(key, letters.slice(0, offset) + letter + letters.slice(offset + 1));
}

function placeOf(item: number): readonly [n: number, offset: number] {
  return [Math.floor(item / ITEMS_PER_RECORD), item % ITEMS_PER_RECORD];
}
