// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type FindingRecord, type LedgerKey } from '@unionid/domain/ledger';
import type { Receipt, Subject, Transaction, Work } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

interface OfFinding {
  readonly findingId: string;
}

/** What all that is done to a finding has in common: what it reads first, and whose it is. */
export const ofFinding = {
  keys: ({ findingId }: OfFinding): readonly LedgerKey[] => [ledgerKey.finding(findingId)],
  unions: ({ findingId }: OfFinding, { state }: Pick<Transaction, 'state'>): readonly string[] => {
    const finding = state.get(ledgerKey.finding(findingId));
    return finding === undefined ? [] : [finding.org];
  },
  locate: ({
    state,
    payload: { findingId },
  }: Pick<Work, 'state'> & { readonly payload: OfFinding }): Subject => {
    const finding = state.get(ledgerKey.finding(findingId));
    if (finding === undefined) throw new DomainError('FINDING_UNKNOWN');
    const { org, province, source, v } = finding;
    return { org, province, source, version: v };
  },
};

export function putFinding(state: StateStore, findingId: string, finding: FindingRecord): Receipt {
  state.put(ledgerKey.finding(findingId), finding);
  return { result: { findingId, version: finding.v, state: finding.state }, subjects: 1, id: findingId };
}
