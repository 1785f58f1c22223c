// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, NATIONAL_CODE, type NetworkRecord } from '@unionid/domain/ledger';
import type { Subject, Work } from '../kernel/handler.js';
import type { StateStore } from '../kernel/state-store.js';

/** The network's record, which must have been read. @throws DomainError NOT_BOOTSTRAPPED */
export function networkOf(state: StateStore): NetworkRecord {
  const network = state.get(ledgerKey.network());
  if (network === undefined) throw new DomainError('NOT_BOOTSTRAPPED');
  return network;
}

/** The union at the head of the actor's province: its business is the organisation's as a whole. */
export function rootOf({ state, actor }: Pick<Work, 'state' | 'actor'>, version: number): Subject {
  const { province } = actor.record;
  if (province === NATIONAL_CODE) return { org: networkOf(state).nationalOrg, province, version };
  const org = state.get(ledgerKey.province(province))?.rootOrg ?? '';
  return { org, province, version };
}

/** The same of a province that the instruction names, or of the network. @throws DomainError PROVINCE_UNKNOWN */
export function headOf(state: StateStore, scope: string, version: number): Subject {
  if (scope === NATIONAL_CODE) return { org: networkOf(state).nationalOrg, province: scope, version };
  const org = state.get(ledgerKey.province(scope))?.rootOrg;
  if (org === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province: scope });
  return { org, province: scope, version };
}
