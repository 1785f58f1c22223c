// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { changeKeys, rotateKeyInstruction } from '@unionid/domain/operator';
import { handle } from '../kernel/handler.js';
import { endKey } from './end-key.js';
import { newKeyKey, putNewKey } from './put-new-key.js';
import { locateOperator, putOperator, targetOf } from './target.js';

/** A further key for an operator, and the end of another in the same decision where one is named. */
export const rotateKeyHandler = handle(rotateKeyInstruction, {
  keys: (payload) => [
    ledgerKey.operator(payload.operatorId),
    newKeyKey(payload),
    ...(payload.revokeKeyId === '' ? [] : [ledgerKey.operatorKey(payload.operatorId, payload.revokeKeyId)]),
  ],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { payload, actor } = work;
    const { operatorId, revokeKeyId } = payload;
    const record = changeKeys({ operatorId, record: targetOf(work, operatorId) }, actor);
    const keyId = putNewKey(work, payload);
    if (revokeKeyId !== '') endKey(work, operatorId, revokeKeyId);
    return putOperator(work, operatorId, { record, keyId });
  },
});
