// SPDX-License-Identifier: Apache-2.0
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { bindPerson, bindPersonInstruction } from '@unionid/domain/operator';
import { networkOf } from '../governance/network-record.js';
import { handle, type Work } from '../kernel/handler.js';
import { Accounts, accountKeys } from '../accounts/accounts.js';
import { locateOperator, putOperator, targetOf } from './target.js';

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

/** The operator whom nobody in its province stands above; its province was read to find the host. */
function rootOperatorOf({ state, actor }: Pick<Work, 'state' | 'actor'>): string | undefined {
  const { province } = actor.record;
  return province === NATIONAL_CODE
    ? networkOf(state).rootOperator
    : state.get(ledgerKey.province(province))?.rootOperator;
}
