// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, type AccountRecord } from '@unionid/domain/ledger';
import type { ChangeGround } from '@unionid/domain/membership';
import { Accounts, type AccountReference } from '../accounts/accounts.js';
import type { Receipt, Subject, Transaction } from '../kernel/handler.js';

/** A change of one membership. */
type ChangeWork = Pick<Transaction, 'state' | 'now' | 'today'> & { readonly payload: AccountReference };

/** Whose business a membership is: its union's. @throws DomainError ACCOUNT_UNKNOWN, PLACE_WRONG */
export function locateChange({ state, payload }: Pick<ChangeWork, 'state' | 'payload'>): Subject {
  const { identityId, account } = new Accounts(state).find(payload);
  return { org: account.org, province: account.province, version: account.v, identityId };
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
