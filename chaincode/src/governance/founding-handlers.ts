// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { bootstrapNetwork, joinProvince, NATIONAL_CODE, addProvince } from '@unionid/domain/governance';
import { ledgerKey, type NetworkRecord, type ProvinceRecord } from '@unionid/domain/ledger';
import { networkOf } from '../kernel/actor.js';
import type { FoundingHandler, InstructionHandler } from '../kernel/handler.js';
import { foundingKeys, putFounding } from './put-founding.js';

/** Once in a network's life: the national union, and the provinces by name. */
export const bootstrap: FoundingHandler<'governance.bootstrap'> = {
  keys: (payload) => [
    ...foundingKeys(payload),
    ...payload.provinces.map(({ code }) => ledgerKey.province(code)),
  ],
  root: ({ root }) => root,
  mspId: ({ payload }) => payload.mspId,
  apply: ({ state, instruction, payload }) => {
    const existing = state.get<NetworkRecord>(ledgerKey.network());
    const network = bootstrapNetwork(payload, { network: instruction.network, existing });
    state.put(ledgerKey.network(), network);
    putFounding(state, payload, { province: NATIONAL_CODE, parent: '' });
    for (const province of payload.provinces) {
      state.put(ledgerKey.province(province.code), addProvince(province, undefined));
    }
    return { result: network, subjects: 1 + payload.provinces.length };
  },
};

/** By the province itself: nobody else names its root operator. */
export const join: FoundingHandler<'governance.joinProvince'> = {
  keys: (payload) => [...foundingKeys(payload), ledgerKey.province(payload.province)],
  root: ({ root }) => root,
  mspId: ({ state, payload: { province } }) => {
    const record = state.get<ProvinceRecord>(ledgerKey.province(province));
    if (record === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
    return record.mspId;
  },
  apply: ({ state, payload }) => {
    const { nationalOrg } = networkOf(state);
    const key = ledgerKey.province(payload.province);
    const record = joinProvince(payload, state.get<ProvinceRecord>(key));
    state.put(key, record);
    putFounding(state, payload, { province: payload.province, parent: nationalOrg });
    return { result: { province: payload.province, ...record }, subjects: 1, id: payload.province };
  },
};

/** A province for a network that runs; its peers must be of the channel before it can join. */
export const add: InstructionHandler<'governance.addProvince'> = {
  keys: ({ code }) => [ledgerKey.province(code)],
  locate: ({ state }) => ({ org: networkOf(state).nationalOrg, province: NATIONAL_CODE, version: 0 }),
  apply: ({ state, payload }) => {
    const key = ledgerKey.province(payload.code);
    const record = addProvince(payload, state.get<ProvinceRecord>(key));
    state.put(key, record);
    return { result: { province: payload.code, ...record }, subjects: 1, id: payload.code };
  },
};
