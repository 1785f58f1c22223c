// SPDX-License-Identifier: Apache-2.0
export * from './entries.js';
export { newInMemoryGatewayLedger, type InMemoryGatewayLedger } from './in-memory-gateway-ledger.js';
export * from './in-memory-ledger.js';
export type { ReadKey, ReadRange, Submitter } from './in-memory-stub.js';
export { newImport, type TestImport } from './new-import.js';
export * from './test-ledger.js';
export { endorseOnTwoPeers } from './two-peers.js';
export * from './two-peers.js';
