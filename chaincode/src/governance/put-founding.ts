// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { foundUnion, type FoundingUnion } from '@unionid/domain/governance';
import { keyIdOf } from '@unionid/domain/instruction';
import { ledgerKey, type LedgerKey } from '@unionid/domain/ledger';
import type { StateStore } from '../kernel/state-store.js';

/** Keys of a governing union's first records. */
export function foundingKeys({ organisation, root }: FoundingUnion): LedgerKey[] {
  const keys = [ledgerKey.organisation(organisation.orgId), ledgerKey.operator(root.operatorId)];
  return organisation.creditCode === '' ? keys : [...keys, ledgerKey.creditCode(organisation.creditCode)];
}

/** Puts the union and its root operator. @throws DomainError ORGANISATION_EXISTS, OPERATOR_EXISTS, CREDIT_CODE_TAKEN */
export function putFounding(
  state: StateStore,
  union: FoundingUnion,
  place: { readonly province: string; readonly parent: string },
): void {
  const { organisation, root } = union;
  const orgKey = ledgerKey.organisation(organisation.orgId);
  const operatorKey = ledgerKey.operator(root.operatorId);
  if (state.has(orgKey)) throw new DomainError('ORGANISATION_EXISTS');
  if (state.has(operatorKey)) throw new DomainError('OPERATOR_EXISTS');
  claimCreditCode(state, organisation);
  const founding = foundUnion(union, place);
  state.put(orgKey, founding.organisation);
  state.putPart(orgKey, {
    key: ledgerKey.organisationProfile(organisation.orgId),
    record: founding.profile,
  });
  state.put(operatorKey, founding.operator);
  state.putPart(operatorKey, {
    key: ledgerKey.operatorKey(root.operatorId, keyIdOf(root.publicKey)),
    record: founding.key,
  });
}

function claimCreditCode(state: StateStore, { orgId, creditCode }: FoundingUnion['organisation']): void {
  if (creditCode === '') return;
  const key = ledgerKey.creditCode(creditCode);
  const orgIdBefore = state.get(key);
  if (orgIdBefore !== undefined) throw new DomainError('CREDIT_CODE_TAKEN', { orgId: orgIdBefore });
  state.put(key, orgId);
}
