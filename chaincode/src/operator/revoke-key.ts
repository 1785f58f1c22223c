// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOtherKey, changeKeys, revokeKeyInstruction } from '@unionid/domain/operator';
import { handle } from '../kernel/handler.js';
import { endKey, keysBeside } from './end-key.js';
import { locateOperator, putOperator, rootOperatorOf, targetOf } from './target.js';

/** The end of a key: what it signed and is not committed yet is invalid from this block on. */
export const revokeKeyHandler = handle(revokeKeyInstruction, {
  keys: ({ operatorId, keyId }) => [ledgerKey.operator(operatorId), ledgerKey.operatorKey(operatorId, keyId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: async (work) => {
    const { operatorId, keyId } = work.payload;
    const record = changeKeys({ operatorId, record: targetOf(work, operatorId) }, work.actor);
    if (rootOperatorOf(work) === operatorId) assertOtherKey(await keysBeside(work, operatorId, keyId));
    endKey(work, operatorId, keyId);
    return putOperator(work, operatorId, { record, keyId });
  },
});
