// SPDX-License-Identifier: Apache-2.0
import type { InstructionType } from '@unionid/domain/instruction';
import { ledgerKey, type OperatorKeyRecord, type OperatorRecord } from '@unionid/domain/ledger';
import { changeKeys, revokedKey } from '@unionid/domain/operator';
import type { InstructionHandler, Work } from '../kernel/handler.js';
import { locateOperator, receiptOf, targetOf } from './operator-handlers.js';
import { newKeyKey, putNewKey } from './put-new-key.js';

/** A further key for an operator, and the end of another in the same decision where one is named. */
export const rotateKey: InstructionHandler<'operator.rotateKey'> = {
  keys: (payload) => [
    ledgerKey.operator(payload.operatorId),
    newKeyKey(payload),
    ...(payload.revokeKeyId === '' ? [] : [ledgerKey.operatorKey(payload.operatorId, payload.revokeKeyId)]),
  ],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { payload } = work;
    const record = changedOperator(work, payload.operatorId);
    const keyId = putNewKey(work, payload);
    if (payload.revokeKeyId !== '') endKey(work, payload.operatorId, payload.revokeKeyId);
    work.state.put(ledgerKey.operator(payload.operatorId), record);
    return receiptOf(payload.operatorId, { version: record.version, keyId });
  },
};

/** The end of a key: what it signed and is not committed yet is invalid from this block on. */
export const revokeKey: InstructionHandler<'operator.revokeKey'> = {
  keys: ({ operatorId, keyId }) => [ledgerKey.operator(operatorId), ledgerKey.operatorKey(operatorId, keyId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { operatorId, keyId } = work.payload;
    const record = changedOperator(work, operatorId);
    endKey(work, operatorId, keyId);
    work.state.put(ledgerKey.operator(operatorId), record);
    return receiptOf(operatorId, { version: record.version, keyId });
  },
};

function changedOperator<T extends InstructionType>(work: Work<T>, operatorId: string): OperatorRecord {
  return changeKeys({ operatorId, record: targetOf(work, operatorId) }, work.actor);
}

function endKey<T extends InstructionType>({ state }: Work<T>, operatorId: string, keyId: string): void {
  const key = ledgerKey.operatorKey(operatorId, keyId);
  state.put(key, revokedKey(state.get<OperatorKeyRecord>(key)));
}
