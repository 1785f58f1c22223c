// SPDX-License-Identifier: Apache-2.0
import { appointAuditor, appointInstruction } from '@unionid/domain/auditor';
import { ledgerKey } from '@unionid/domain/ledger';
import { assertOpen } from '@unionid/domain/organisation';
import { Accounts, accountKeys } from '../accounts/accounts.js';
import { handle } from '../kernel/handler.js';
import { newKeyKey, putNewKey } from '../operator/put-new-key.js';
import { putOperator } from '../operator/target.js';
import { isAnyWithin, operatorsOfPerson, putPersonOperator } from '../operator/person-operators.js';

/** An auditor of unions below, who is a cadre of none of them. */
export const appointHandler = handle(appointInstruction, {
  keys: (payload) => [
    ledgerKey.operator(payload.operatorId),
    ledgerKey.organisation(payload.audits.org),
    newKeyKey(payload),
    ...accountKeys(payload),
  ],
  locate: ({ state, payload: { audits: scope, identityId } }) => {
    const { province } = assertOpen(state.get(ledgerKey.organisation(scope.org)), scope.org);
    return { org: scope.org, province, version: 0, identityId };
  },
  apply: async (work) => {
    const { state, payload, actor: appointer } = work;
    const { operatorId, identityId, audits: scope } = payload;
    const { account } = new Accounts(state).find(payload);
    const cadres = (await operatorsOfPerson(work, identityId)).filter(({ role }) => role !== 'auditor');
    const record = appointAuditor(payload, {
      ...{ appointer, existing: state.get(ledgerKey.operator(operatorId)), account },
      isCadre: await isAnyWithin(
        work,
        cadres.map(({ org }) => org),
        scope.org,
      ),
    });
    await putPersonOperator(work, { identityId, operatorId });
    return putOperator(work, operatorId, { record, keyId: putNewKey(work, payload) });
  },
});
