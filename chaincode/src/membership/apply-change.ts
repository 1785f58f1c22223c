// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type AccountRecord } from '@unionid/domain/ledger';
import type { ChangeGround } from '@unionid/domain/membership';
import { isBoundToUnion } from '@unionid/domain/decision';
import { answeringFor } from '../organisation/heir-of.js';
import { Accounts, type AccountReference } from '../accounts/accounts.js';
import type { Receipt, Subject, Transaction } from '../kernel/handler.js';

/** A change of one membership. */
type ChangeWork = Pick<Transaction, 'state' | 'now' | 'today'> & { readonly payload: AccountReference };

/**
 * Whose business a membership is: its union's, or once that is closed of whoever has its members.
 * @throws DomainError ACCOUNT_UNKNOWN, PLACE_WRONG
 */
export async function locateChange({
  state,
  payload,
}: Pick<ChangeWork, 'state' | 'payload'>): Promise<Subject> {
  const { identityId, account } = new Accounts(state).find(payload);
  const org = await answeringFor(state, account.org);
  const isBound = isBoundToUnion(account, org);
  return { org, province: account.province, version: account.v, identityId, ...(isBound && { isBound }) };
}

/** Puts the account as the rule leaves it. */
export function applyChange(
  { state, now, today, payload }: ChangeWork,
  rule: (ground: ChangeGround) => AccountRecord,
): Receipt {
  const accounts = new Accounts(state);
  const found = accounts.find(payload);
  const { identityId, account } = found;
  const transfer = state.get(ledgerKey.transfer(identityId));
  const after = rule({ account, transfer, today, time: new Date(now).toISOString() });
  accounts.change(found, after);
  return { result: { identityId, version: after.v, state: after.state }, subjects: 1, id: identityId };
}
