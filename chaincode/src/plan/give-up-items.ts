// SPDX-License-Identifier: Apache-2.0
import {
  ledgerKey,
  type GrantedRecord,
  type LedgerKey,
  type PlanItem,
  type PlanRecord,
} from '@unionid/domain/ledger';
import { countedUnder, giveUpGrant, plansOf } from '@unionid/domain/plan';
import type { StateStore } from '../kernel/state-store.js';

/** Of items that nobody has paid, or will, the numbers of vouchers are free again: nothing is booked under them. */
export async function freeVouchers(
  state: StateStore,
  {
    planId,
    plan: { fund, org },
    items,
  }: { readonly planId: string; readonly plan: PlanRecord; readonly items: readonly PlanItem[] },
): Promise<void> {
  const keys = items.flatMap(({ voucher }) =>
    voucher === undefined ? [] : ledgerKey.voucher(fund, org, voucher),
  );
  await state.read(keys);
  for (const key of keys) if (state.get(key) === planId) state.delete(key);
}

/** Gives back what these items of a plan were counted as, to whomever they were counted for. */
export async function giveUpItems(
  state: StateStore,
  {
    planId,
    plan,
    items,
  }: { readonly planId: string; readonly plan: PlanRecord; readonly items: readonly PlanItem[] },
): Promise<void> {
  await state.read(items.flatMap(({ file }) => (file === undefined ? [] : ledgerKey.hardshipFile(file))));
  const keysOf = (item: PlanItem): readonly LedgerKey<'granted'>[] => {
    const file = item.file === undefined ? undefined : state.get(ledgerKey.hardshipFile(item.file));
    return countedUnder(item, plan.class, file).map((name) =>
      ledgerKey.granted(plan.class, plan.window, name),
    );
  };
  await state.read(items.flatMap(keysOf));
  const plans = new Set(items.flatMap(keysOf).flatMap((key) => plansBeside(state.get(key), planId)));
  await state.read([...plans].map((each) => ledgerKey.plan(each)));
  const dayOf = (each: string): string | undefined => state.get(ledgerKey.plan(each))?.on;
  for (const item of items)
    for (const key of keysOf(item)) {
      const left = giveUpGrant(state.get(key), { fen: item.fen, planId, dayOf });
      if (left === undefined) state.delete(key);
      else state.put(key, left);
    }
}

function plansBeside(granted: GrantedRecord | undefined, planId: string): readonly string[] {
  return granted === undefined ? [] : plansOf(granted).filter((each) => each !== planId);
}
