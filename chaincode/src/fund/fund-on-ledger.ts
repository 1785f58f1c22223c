// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type FundRecord } from '@unionid/domain/ledger';
import type { StateStore } from '../kernel/state-store.js';

/** A fund that was read. @throws DomainError FUND_UNKNOWN */
export function fundOn(state: StateStore, fundId: string): FundRecord {
  const fund = state.get(ledgerKey.fund(fundId));
  if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
  return fund;
}
