// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import type { InstructionType } from '@unionid/domain/instruction';
import { ledgerKey, type OperatorRecord, type OrganisationRecord } from '@unionid/domain/ledger';
import { registerOperator, regrantOperator, revokeOperator } from '@unionid/domain/operator';
import { assertOpen } from '@unionid/domain/organisation';
import type { InstructionHandler, Receipt, Subject, Work } from '../kernel/handler.js';
import { newKeyKey, putNewKey } from './put-new-key.js';

/** A cadre of the signer's own union, or a superadmin of its subtree. */
export const register: InstructionHandler<'operator.register'> = {
  keys: (payload) => [
    ledgerKey.operator(payload.operatorId),
    ledgerKey.organisation(payload.org),
    newKeyKey(payload),
  ],
  locate: ({ state, payload: { org } }) => {
    const { province } = assertOpen(state.get<OrganisationRecord>(ledgerKey.organisation(org)), org);
    return { org, province, version: 0 };
  },
  apply: (work) => {
    const { state, payload, actor } = work;
    const key = ledgerKey.operator(payload.operatorId);
    const record = registerOperator(payload, actor, state.get<OperatorRecord>(key));
    const keyId = putNewKey(work, payload);
    state.put(key, record);
    return receiptOf(payload.operatorId, { version: record.version, keyId });
  },
};

/** Other grants for an operator; the whole list, not a difference. */
export const grant: InstructionHandler<'operator.grant'> = {
  keys: ({ operatorId }) => [ledgerKey.operator(operatorId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { payload, actor } = work;
    const target = targetOf(work, payload.operatorId);
    return putOperator(
      work,
      payload.operatorId,
      regrantOperator(target, { grants: payload.grants, granter: actor }),
    );
  },
};

/** Takes an operator out of service; what it signed stays valid, what it has not submitted is refused. */
export const revoke: InstructionHandler<'operator.revoke'> = {
  keys: ({ operatorId }) => [ledgerKey.operator(operatorId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { operatorId } = work.payload;
    return putOperator(work, operatorId, revokeOperator(targetOf(work, operatorId), work.actor));
  },
};

/** Where an operator belongs. @throws DomainError OPERATOR_UNKNOWN */
export function locateOperator<T extends InstructionType>(work: Work<T>, operatorId: string): Subject {
  const { org, province, version } = targetOf(work, operatorId);
  return { org, province, version };
}

/** An operator's record. @throws DomainError OPERATOR_UNKNOWN */
export function targetOf<T extends InstructionType>({ state }: Work<T>, operatorId: string): OperatorRecord {
  const record = state.get<OperatorRecord>(ledgerKey.operator(operatorId));
  if (record === undefined) throw new DomainError('OPERATOR_UNKNOWN');
  return record;
}

/** What a decision about an operator answers. */
export function receiptOf(
  operatorId: string,
  answer: { readonly version: number; readonly keyId?: string },
): Receipt {
  return { result: { operatorId, ...answer }, subjects: 1, id: operatorId };
}

function putOperator<T extends InstructionType>(
  { state }: Work<T>,
  operatorId: string,
  record: OperatorRecord,
): Receipt {
  state.put(ledgerKey.operator(operatorId), record);
  return receiptOf(operatorId, { version: record.version });
}
