// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { NATIONAL_CODE, revokeGatewayKey } from '@unionid/domain/governance';
import { isProofOfPossession, keyIdOf, type InstructionType } from '@unionid/domain/instruction';
import { ledgerKey, type GatewayKeyRecord, type ProvinceRecord } from '@unionid/domain/ledger';
import { networkOf } from '../kernel/actor.js';
import type { InstructionHandler, Subject, Work } from '../kernel/handler.js';

/** A key by which the gateway of the actor's organisation signs its answers. */
export const registerKey: InstructionHandler<'governance.registerGatewayKey'> = {
  keys: () => [],
  locate: async (work) => {
    await work.state.read([keyOf(work, keyIdOf(work.payload.publicKey))]);
    return rootOf(work, 0);
  },
  apply: (work) => {
    const { state, ledger, actor, payload } = work;
    const keyId = keyIdOf(payload.publicKey);
    const key = keyOf(work, keyId);
    if (state.has(key)) throw new DomainError('KEY_EXISTS', { keyId });
    const claim = { purpose: 'gateway-key', holder: actor.mspId, publicKey: payload.publicKey } as const;
    if (!isProofOfPossession(ledger, claim, payload.proof))
      throw new DomainError('PROOF_OF_POSSESSION_INVALID');
    const { province } = actor.record;
    const record: GatewayKeyRecord = { version: 1, publicKey: payload.publicKey, province, state: 'ACTIVE' };
    state.put(key, record);
    return { result: { mspId: actor.mspId, keyId, version: 1 }, subjects: 1, id: keyId };
  },
};

/** Takes a gateway key out of use. */
export const revokeKey: InstructionHandler<'governance.revokeGatewayKey'> = {
  keys: () => [],
  locate: async (work) => {
    const key = keyOf(work, work.payload.keyId);
    await work.state.read([key]);
    return rootOf(work, work.state.get<GatewayKeyRecord>(key)?.version ?? 0);
  },
  apply: (work) => {
    const { state, actor, payload } = work;
    const key = keyOf(work, payload.keyId);
    const record = revokeGatewayKey(state.get<GatewayKeyRecord>(key));
    state.put(key, record);
    const { keyId } = payload;
    return { result: { mspId: actor.mspId, keyId, version: record.version }, subjects: 1, id: keyId };
  },
};

/** The union at the head of the actor's province: its business is the organisation's as a whole. */
export function rootOf<T extends InstructionType>({ state, actor }: Work<T>, version: number): Subject {
  const { province } = actor.record;
  if (province === NATIONAL_CODE) return { org: networkOf(state).nationalOrg, province, version };
  const org = state.get<ProvinceRecord>(ledgerKey.province(province))?.rootOrg ?? '';
  return { org, province, version };
}

function keyOf<T extends InstructionType>({ actor }: Work<T>, keyId: string): string {
  return ledgerKey.gatewayKey(actor.mspId, keyId);
}
