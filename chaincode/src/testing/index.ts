// SPDX-License-Identifier: Apache-2.0
export { bindRoot } from './bind-root.js';
export { CONTRACTS, type Contracts } from './contracts.js';
export { newAccountPayload, newMemberEntry, newOrganisationEntry } from './entries.js';
export { newInMemoryGatewayLedger, type InMemoryGatewayLedger } from './in-memory-gateway-ledger.js';
export { InMemoryLedger, type InMemoryLedgerOptions } from './in-memory-ledger.js';
export type { ReadKey, ReadRange, Submitter } from './in-memory-stub.js';
export {
  VALIDATION_CODE,
  type EndorsedInMemory,
  type InMemoryBlock,
  type InMemoryCall,
  type InMemoryTransaction,
  type InMemoryWrite,
} from './in-memory-transaction.js';
export { newImport, type TestImport } from './new-import.js';
export { NATIONAL, RulesModel, type RuleStep } from './rules-model.js';
export { TransferModel, WHOEVER_MAY, type Action } from './transfer-model.js';
export {
  bootstrapPayload,
  bootstrapTestLedger,
  joinPayload,
  newTestClock,
  newTestLedger,
  type Committed,
  type InstructOptions,
  type TestClock,
  type TestLedger,
  type TestOperator,
  type TestUnion,
} from './test-ledger.js';
export { endorseOnTwoPeers } from './two-peers.js';
