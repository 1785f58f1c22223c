// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { revokeInstruction, revokeOperator } from '@unionid/domain/operator';
import { handle } from '../kernel/handler.js';
import { locateOperator, putOperator, targetOf } from './target.js';

/** Takes an operator out of service; what it signed stays valid, what it has not submitted is refused. */
export const revokeHandler = handle(revokeInstruction, {
  keys: ({ operatorId }) => [ledgerKey.operator(operatorId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { operatorId } = work.payload;
    return putOperator(work, operatorId, { record: revokeOperator(targetOf(work, operatorId), work.actor) });
  },
});
