// SPDX-License-Identifier: Apache-2.0
import { closeKeyVersion, closeKeyVersionInstruction } from '@unionid/domain/governance';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { networkOf } from './network-record.js';

/** The older of two versions of the national matching key goes out of force. */
export const closeKeyVersionHandler = handle(closeKeyVersionInstruction, {
  keys: () => [],
  locate: ({ state }) => ({ org: networkOf(state).nationalOrg, province: NATIONAL_CODE, version: 0 }),
  // Every transaction read the network's record: what was endorsed under other versions is invalid from here on.
  apply: ({ state, payload: { keyVersion } }) => {
    const network = closeKeyVersion(keyVersion, networkOf(state));
    state.put(ledgerKey.network(), network);
    return { result: { keyVersions: network.keyVersions }, subjects: 1 };
  },
});
