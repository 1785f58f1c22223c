// SPDX-License-Identifier: Apache-2.0
import { addProvince, addProvinceInstruction } from '@unionid/domain/governance';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { networkOf } from './network-record.js';

/** A province for a network that runs; its peers must be of the channel before it can join. */
export const addProvinceHandler = handle(addProvinceInstruction, {
  keys: ({ code }) => [ledgerKey.province(code)],
  locate: ({ state }) => ({ org: networkOf(state).nationalOrg, province: NATIONAL_CODE, version: 0 }),
  apply: ({ state, payload }) => {
    const key = ledgerKey.province(payload.code);
    const record = addProvince(payload, state.get(key));
    state.put(key, record);
    return { result: { province: payload.code, ...record }, subjects: 1, id: payload.code };
  },
});
