// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type LedgerKey, type TransferRecord } from '@unionid/domain/ledger';
import type { TransferGround } from '@unionid/domain/transfer';
import { accountKeys, Accounts, type AccountReference, type FoundAccount } from '../accounts/accounts.js';
import { networkOf } from '../governance/network-record.js';
import type { Receipt, Transaction } from '../kernel/handler.js';

/** Keys of a person's transfer and account. */
export function transferKeys(reference: AccountReference): LedgerKey[] {
  return [ledgerKey.transfer(reference.identityId), ...accountKeys(reference)];
}

/** A person's newest transfer. @throws DomainError TRANSFER_UNKNOWN */
export function transferOf({ state }: Pick<Transaction, 'state'>, identityId: string): TransferRecord {
  const transfer = state.get(ledgerKey.transfer(identityId));
  if (transfer === undefined) throw new DomainError('TRANSFER_UNKNOWN');
  return transfer;
}

/** What the rules ask about the transfer of a person whose account was found. */
export function groundOf(
  { state, now }: Pick<Transaction, 'state' | 'now'>,
  { identityId, account }: Pick<FoundAccount, 'identityId' | 'account'>,
): TransferGround {
  const transfer = state.get(ledgerKey.transfer(identityId));
  return { account, transfer, network: networkOf(state), now };
}

/** The account that an instruction names. @throws DomainError ACCOUNT_UNKNOWN, PLACE_WRONG */
export function accountOf({ state }: Pick<Transaction, 'state'>, reference: AccountReference): FoundAccount {
  return new Accounts(state).find(reference);
}

/** Puts another version of a person's transfer. */
export function putTransfer(
  { state }: Pick<Transaction, 'state'>,
  identityId: string,
  transfer: TransferRecord,
): Receipt {
  state.put(ledgerKey.transfer(identityId), transfer);
  const { v: version, status, due } = transfer;
  return { result: { identityId, version, status, due }, subjects: 1, id: identityId };
}
