// SPDX-License-Identifier: Apache-2.0
import { addProvince, bootstrapInstruction, bootstrapNetwork } from '@unionid/domain/governance';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { found } from '../kernel/handler.js';
import { foundingKeys, putFounding } from './put-founding.js';

/** Once in a network's life: the national union, and the provinces by name. */
export const bootstrapHandler = found(bootstrapInstruction, {
  keys: (payload) => [
    ...foundingKeys(payload),
    ...payload.provinces.map(({ code }) => ledgerKey.province(code)),
  ],
  root: ({ root }) => root,
  mspId: ({ payload }) => payload.mspId,
  apply: ({ state, instruction, payload }) => {
    const existing = state.get(ledgerKey.network());
    const network = bootstrapNetwork(payload, { network: instruction.network, existing });
    state.put(ledgerKey.network(), network);
    putFounding(state, payload, { province: NATIONAL_CODE, parent: '' });
    for (const province of payload.provinces) {
      state.put(ledgerKey.province(province.code), addProvince(province, { existing: undefined, taken: [] }));
    }
    return { result: network, subjects: 1 + payload.provinces.length };
  },
});
