// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { changeKeys, revokeKeyInstruction } from '@unionid/domain/operator';
import { handle } from '../kernel/handler.js';
import { endKey } from './end-key.js';
import { locateOperator, putOperator, targetOf } from './target.js';

/** The end of a key: what it signed and is not committed yet is invalid from this block on. */
export const revokeKeyHandler = handle(revokeKeyInstruction, {
  keys: ({ operatorId, keyId }) => [ledgerKey.operator(operatorId), ledgerKey.operatorKey(operatorId, keyId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { operatorId, keyId } = work.payload;
    const record = changeKeys({ operatorId, record: targetOf(work, operatorId) }, work.actor);
    endKey(work, operatorId, keyId);
    return putOperator(work, operatorId, { record, keyId });
  },
});
