// SPDX-License-Identifier: Apache-2.0
import { openKeyVersion, openKeyVersionInstruction } from '@unionid/domain/governance';
import { ledgerKey, NATIONAL_CODE } from '@unionid/domain/ledger';
import { handle } from '../kernel/handler.js';
import { networkOf } from './network-record.js';

/** A version of the national matching key comes into force beside the one before. */
export const openKeyVersionHandler = handle(openKeyVersionInstruction, {
  keys: () => [],
  locate: ({ state }) => ({ org: networkOf(state).nationalOrg, province: NATIONAL_CODE, version: 0 }),
  // Every transaction read the network's record: what was endorsed under other versions is invalid from here on.
  apply: ({ state, payload: { keyVersion } }) => {
    const network = openKeyVersion(keyVersion, networkOf(state));
    state.put(ledgerKey.network(), network);
    return { result: { keyVersions: network.keyVersions }, subjects: 1 };
  },
});
