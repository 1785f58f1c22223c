// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '@unionid/domain/errors';
import { joinProvince, joinProvinceInstruction } from '@unionid/domain/governance';
import { ledgerKey } from '@unionid/domain/ledger';
import { found } from '../kernel/handler.js';
import { networkOf } from './network-record.js';
import { foundingKeys, putFounding } from './put-founding.js';

/** By the province itself: nobody else names its root operator. */
export const joinProvinceHandler = found(joinProvinceInstruction, {
  keys: (payload) => [...foundingKeys(payload), ledgerKey.province(payload.province)],
  root: ({ root }) => root,
  mspId: ({ state, payload: { province } }) => {
    const record = state.get(ledgerKey.province(province));
    if (record === undefined) throw new DomainError('PROVINCE_UNKNOWN', { province });
    return record.mspId;
  },
  apply: ({ state, payload }) => {
    const { nationalOrg } = networkOf(state);
    const key = ledgerKey.province(payload.province);
    const record = joinProvince(payload, state.get(key));
    state.put(key, record);
    putFounding(state, payload, { province: payload.province, parent: nationalOrg });
    return { result: { province: payload.province, ...record }, subjects: 1, id: payload.province };
  },
});
