// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { succeedIn } from '@unionid/domain/transfer';
import type { StateStore } from '../kernel/state-store.js';

/** Puts the heir of a union in its place in a member's transfer, which was read. */
export function succeedOnLedger(
  state: StateStore,
  identityId: string,
  ending: { readonly orgId: string; readonly heir: string },
): void {
  const key = ledgerKey.transfer(identityId);
  const transfer = state.get(key);
  const succeeded = transfer && succeedIn(transfer, ending);
  if (succeeded !== undefined) state.put(key, succeeded);
}
