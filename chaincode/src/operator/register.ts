// SPDX-License-Identifier: Apache-2.0
import { ledgerKey } from '@unionid/domain/ledger';
import { registerInstruction, registerOperator } from '@unionid/domain/operator';
import { assertOpen } from '@unionid/domain/organisation';
import { handle } from '../kernel/handler.js';
import { newKeyKey, putNewKey } from './put-new-key.js';
import { putOperator } from './target.js';

/** A cadre of the signer's own union, or a superadmin of its subtree. */
export const registerHandler = handle(registerInstruction, {
  keys: (payload) => [
    ledgerKey.operator(payload.operatorId),
    ledgerKey.organisation(payload.org),
    newKeyKey(payload),
  ],
  locate: ({ state, payload: { org } }) => {
    const { province } = assertOpen(state.get(ledgerKey.organisation(org)), org);
    return { org, province, version: 0 };
  },
  apply: (work) => {
    const { state, payload, actor } = work;
    const record = registerOperator(payload, actor, state.get(ledgerKey.operator(payload.operatorId)));
    const keyId = putNewKey(work, payload);
    return putOperator(work, payload.operatorId, { record, keyId });
  },
});
