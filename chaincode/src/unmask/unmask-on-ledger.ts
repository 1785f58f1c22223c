// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type LedgerKey, type UnmaskRecord } from '@unionid/domain/ledger';
import type { Receipt, Transaction } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

interface OfUnmask {
  readonly unmaskId: string;
}

export function unmaskKeys({ unmaskId }: OfUnmask): readonly LedgerKey[] {
  return [ledgerKey.unmask(unmaskId)];
}

/** The audited union, and that of the payee. */
export function unmaskUnions(
  { unmaskId }: OfUnmask,
  { state }: Pick<Transaction, 'state'>,
): readonly string[] {
  const unmask = state.get(ledgerKey.unmask(unmaskId));
  return unmask === undefined ? [] : [unmask.org, unmask.home];
}

/** A request that was read. @throws DomainError UNMASK_UNKNOWN */
export function unmaskOn(state: StateStore, unmaskId: string): UnmaskRecord {
  const unmask = state.get(ledgerKey.unmask(unmaskId));
  if (unmask === undefined) throw new DomainError('UNMASK_UNKNOWN');
  return unmask;
}

export function putUnmask(state: StateStore, unmaskId: string, unmask: UnmaskRecord): Receipt {
  state.put(ledgerKey.unmask(unmaskId), unmask);
  return { result: { unmaskId, version: unmask.v, state: unmask.state }, subjects: 1, id: unmaskId };
}
