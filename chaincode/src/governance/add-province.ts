// SPDX-License-Identifier: Apache-2.0
import { addProvince, addProvinceInstruction } from '@unionid/domain/governance';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { networkOf } from './network-record.js';

/** More than there are nodes. */
const MAX_PROVINCES = 100;

/** A province for a network that runs; its peers must be of the channel before it can join. */
export const addProvinceHandler = handle(addProvinceInstruction, {
  keys: ({ code }) => [ledgerKey.province(code)],
  locate: ({ state }) => ({ org: networkOf(state).nationalOrg, province: NATIONAL_CODE, version: 0 }),
  apply: async ({ state, payload }) => {
    const key = ledgerKey.province(payload.code);
    // By range, so that of two which name one MSP at the same time only one is valid.
    const others = await state.readRange('province', { attributes: [], limit: MAX_PROVINCES });
    const taken = [networkOf(state).nationalMspId, ...others.map((other) => state.get(other)?.mspId ?? '')];
    const record = addProvince(payload, { existing: state.get(key), taken });
    state.put(key, record);
    return { result: { province: payload.code, ...record }, subjects: 1, id: payload.code };
  },
});
