// SPDX-License-Identifier: Apache-2.0
import { nextPolicy, setPolicyInstruction } from '@unionid/domain/governance';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { headOf } from './network-record.js';

/** How long the terms of transfers are, from the next request on: those that run keep the version that they began with. */
export const setPolicyHandler = handle(setPolicyInstruction, {
  keys: ({ scope }) => [
    ...[ledgerKey.policy(scope), ledgerKey.policy(NATIONAL_CODE)],
    ledgerKey.province(scope),
  ],
  locate: ({ state, payload: { scope } }) => headOf(state, scope, state.get(ledgerKey.policy(scope))?.v ?? 0),
  apply: ({ state, payload }) => {
    const { scope } = payload;
    const head = ledgerKey.policy(scope);
    const national = state.get(ledgerKey.policy(NATIONAL_CODE));
    const record = nextPolicy(payload, { current: state.get(head), national });
    state.put(head, record);
    state.putPart(head, { key: ledgerKey.policy(scope, record.v), record });
    return { result: { scope, version: record.v }, subjects: 1, id: scope };
  },
});
