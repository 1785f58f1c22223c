// SPDX-License-Identifier: Apache-2.0
export {
  accountIn,
  accountPageOf,
  accountsOf,
  ACCOUNTS_PER_PAGE,
  formatPlace,
  pageGroupOf,
  pageIdOf,
  parsePlace,
  type AccountPlace,
  type IdentifiedAccount,
} from './account-page.js';
export {
  compositeKey,
  KEY_PREFIX,
  ledgerKey,
  parseLedgerKey,
  personIndexOf,
  splitKey,
  type LedgerKey,
} from './keys.js';
export {
  CHAINCODES,
  NATIONAL_CODE,
  PROVINCE_CODES,
  type ChaincodeName,
  type LedgerName,
} from './ledger-name.js';
export { formatLead, parseLead, type PersonLead } from './person-lead.js';
export {
  FUND_SOURCES,
  GRANTS,
  type AccountPageRecord,
  type AccountRecord,
  type ChunkRecord,
  type ClockRecord,
  type EmployerRecord,
  type FundRecord,
  MEMBERSHIP_STATES,
  type FundSource,
  type GatewayKeyRecord,
  type Grant,
  type LedgerRecords,
  type LedgerType,
  type ManifestRecord,
  type MembershipState,
  type NetworkRecord,
  type OperatorKeyRecord,
  type OperatorRecord,
  type OperatorRole,
  type OrganisationLevel,
  type OrganisationProfileRecord,
  type OrganisationRecord,
  type OrganisationState,
  type OutcomeCounts,
  type PendingRecord,
  type ProvinceRecord,
  type SeenRecord,
} from './records.js';
export {
  clockSchema,
  networkSchema,
  operatorKeySchema,
  operatorSchema,
  organisationSchema,
} from './record-schemas.js';
export { LEDGER, readLedgerValue, rowOf, type LedgerRow, type Owner, type OwnerKind } from './registry.js';
export {
  OBJECTION_GROUNDS,
  TRANSFER_EVIDENCE,
  TRANSFER_STATUSES,
  TRANSFER_WAYS,
  type ObjectionGround,
  type TransferEvidence,
  type TransferRecord,
  type TransferWay,
} from './transfer-record.js';
