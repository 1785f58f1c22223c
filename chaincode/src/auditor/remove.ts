// SPDX-License-Identifier: Apache-2.0
import { removeAuditor, removeInstruction } from '@unionid/domain/auditor';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { locateOperator, putOperator, targetOf } from '../operator/target.js';

/** Takes an auditor out of service: by the union that appointed it, or one above in its province. */
export const removeHandler = handle(removeInstruction, {
  keys: ({ operatorId }) => [ledgerKey.operator(operatorId)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { operatorId } = work.payload;
    return putOperator(work, operatorId, { record: removeAuditor(targetOf(work, operatorId)) });
  },
});
