// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { ledgerKey, type OperatorRecord } from '@unionid/domain/ledger';
import { bindPerson, bindPersonInstruction } from '@unionid/domain/operator';
import { handle, type Work } from '../kernel/handler.js';
import { Accounts, accountKeys } from '../accounts/accounts.js';
import { isAnyWithin, operatorsOfPerson, putPersonOperator } from './person-operators.js';
import { locateOperator, putOperator, rootOperatorOf, targetOf } from './target.js';

/** Says which person is behind an operator, once: duties that must differ need two persons. */
export const bindPersonHandler = handle(bindPersonInstruction, {
  keys: (payload) => [ledgerKey.operator(payload.operatorId), ...accountKeys(payload)],
  locate: (work) => locateOperator(work, work.payload.operatorId),
  apply: async (work) => {
    const { operatorId, identityId, place } = work.payload;
    const { account } = new Accounts(work.state).find({ identityId, place });
    const target = { operatorId, record: targetOf(work, operatorId) };
    const isRoot = rootOperatorOf(work) === operatorId;
    const record = bindPerson(target, { identityId, account, actor: work.actor, isRoot });
    await assertAuditsElsewhere(work, { identityId, record });
    await putPersonOperator(work, { identityId, operatorId });
    return putOperator(work, operatorId, { record });
  },
});

/** That the person does not audit the operator's union. @throws DomainError AUDITOR_IS_CADRE */
async function assertAuditsElsewhere(
  work: Work<typeof bindPersonInstruction>,
  { identityId, record: { org } }: { readonly identityId: string; readonly record: OperatorRecord },
): Promise<void> {
  for (const { audits } of await operatorsOfPerson(work, identityId))
    if (audits !== undefined && (await isAnyWithin(work, [org], audits.org)))
      throw new DomainError('AUDITOR_IS_CADRE');
}
