// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { grantInstruction, regrantOperator } from '@unionid/domain/operator';
import { handle } from '../kernel/handler.js';
import { locateOperator, putOperator, targetOf } from './target.js';

/** Other grants for an operator; the whole list, not a difference. */
export const grantHandler = handle(grantInstruction, {
  keys: ({ operatorId }) => [ledgerKey.operator(operatorId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { operatorId, grants } = work.payload;
    const record = regrantOperator(targetOf(work, operatorId), { grants, granter: work.actor });
    return putOperator(work, operatorId, { record });
  },
});
