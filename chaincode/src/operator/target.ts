// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, NATIONAL_CODE, type OperatorRecord } from '@unionid/domain/ledger';
import { networkOf } from '../governance/network-record.js';
import type { Receipt, Subject, Work } from '../kernel/handler.js';

type Operators = Pick<Work, 'state'>;

/** Where an operator belongs. @throws DomainError OPERATOR_UNKNOWN */
export function locateOperator(work: Operators, operatorId: string): Subject {
  const { org, province, version } = targetOf(work, operatorId);
  return { org, province, version };
}

/** An operator's record. @throws DomainError OPERATOR_UNKNOWN */
export function targetOf({ state }: Operators, operatorId: string): OperatorRecord {
  const record = state.get(ledgerKey.operator(operatorId));
  if (record === undefined) throw new DomainError('OPERATOR_UNKNOWN');
  return record;
}

/** Puts the operator; answers its version, and the key that the decision was about. */
export function putOperator(
  { state }: Operators,
  operatorId: string,
  { record, keyId }: { readonly record: OperatorRecord; readonly keyId?: string },
): Receipt {
  state.put(ledgerKey.operator(operatorId), record);
  const { version } = record;
  return {
    result: { operatorId, version, ...(keyId !== undefined && { keyId }) },
    subjects: 1,
    id: operatorId,
  };
}

/** The operator whom nobody in its province stands above; its province was read to find the host. */
export function rootOperatorOf({ state, actor }: Pick<Work, 'state' | 'actor'>): string | undefined {
  const { province } = actor.record;
  return province === NATIONAL_CODE
    ? networkOf(state).rootOperator
    : state.get(ledgerKey.province(province))?.rootOperator;
}
