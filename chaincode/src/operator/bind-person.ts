// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { bindPerson, bindPersonInstruction } from '@unionid/domain/operator';
import { handle } from '../kernel/handler.js';
import { Accounts, accountKeys } from '../accounts/accounts.js';
import { locateOperator, putOperator, rootOperatorOf, targetOf } from './target.js';

/** Says which person is behind an operator, once: duties that must differ need two persons. */
export const bindPersonHandler = handle(bindPersonInstruction, {
  keys: (payload) => [ledgerKey.operator(payload.operatorId), ...accountKeys(payload)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: (work) => {
    const { operatorId, identityId, place } = work.payload;
    new Accounts(work.state).find({ identityId, place });
    const target = { operatorId, record: targetOf(work, operatorId) };
    const isRoot = rootOperatorOf(work) === operatorId;
    return putOperator(work, operatorId, {
      record: bindPerson(target, { identityId, actor: work.actor, isRoot }),
    });
  },
});
