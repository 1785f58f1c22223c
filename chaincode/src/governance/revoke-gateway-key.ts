// SPDX-License-Identifier: Apache-2.0
import { revokeGatewayKey, revokeGatewayKeyInstruction } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { rootOf } from './network-record.js';

/** Takes a gateway key out of use. */
export const revokeGatewayKeyHandler = handle(revokeGatewayKeyInstruction, {
  // Which organisation's it is, the actor's record tells.
  keys: () => [],
  locate: async (work) => {
    const key = ledgerKey.gatewayKey(work.actor.mspId, work.payload.keyId);
    await work.state.read([key]);
    return rootOf(work, work.state.get(key)?.version ?? 0);
  },
  apply: ({ state, actor, payload: { keyId } }) => {
    const key = ledgerKey.gatewayKey(actor.mspId, keyId);
    const record = revokeGatewayKey(state.get(key));
    state.put(key, record);
    return { result: { mspId: actor.mspId, keyId, version: record.version }, subjects: 1, id: keyId };
  },
});
