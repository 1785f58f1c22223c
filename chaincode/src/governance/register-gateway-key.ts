// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { registerGatewayKeyInstruction } from '@unionid/domain/governance';
import { isProofOfPossession, keyIdOf } from '@unionid/domain/instruction';
import { ledgerKey } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { rootOf } from './network-record.js';

/** A key by which the gateway of the actor's organisation signs its answers. */
export const registerGatewayKeyHandler = handle(registerGatewayKeyInstruction, {
  // Which organisation's it is, the actor's record tells.
  keys: () => [],
  locate: async (work) => {
    const { state, actor, payload } = work;
    await state.read([ledgerKey.gatewayKey(actor.mspId, keyIdOf(payload.publicKey))]);
    return rootOf(work, 0);
  },
  apply: ({ state, ledger, actor, payload }) => {
    const { publicKey, proof } = payload;
    const keyId = keyIdOf(publicKey);
    const key = ledgerKey.gatewayKey(actor.mspId, keyId);
    if (state.has(key)) throw new DomainError('KEY_EXISTS', { keyId });
    const claim = { purpose: 'gateway-key', holder: actor.mspId, publicKey } as const;
    if (!isProofOfPossession(ledger, claim, proof)) throw new DomainError('PROOF_OF_POSSESSION_INVALID');
    const { province } = actor.record;
    state.put(key, { version: 1, publicKey, province, state: 'ACTIVE' });
    return { result: { mspId: actor.mspId, keyId, version: 1 }, subjects: 1, id: keyId };
  },
});
