// SPDX-License-Identifier: Apache-2.0
export { openTestNetwork, type TestNetwork, type TestNetworkSetup } from './test-network.js';
export {
  CHAINCODE,
  CHANNEL,
  NATIONAL,
  newTestTopology,
  PROVINCES,
  UNIONS,
  unionOf,
  type Union,
} from './topology.js';
export { decide, type GovernorClient } from './setup/found-unions.js';
