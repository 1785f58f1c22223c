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
  CLAIM_KINDS,
  CLAIM_STATUSES,
  CLAIM_WAYS,
  type ClaimKind,
  type ClaimRecord,
  type ClaimStatus,
  type ClaimWay,
} from './claim-record.js';
export {
  APPLICATION_MEANS,
  APPLICATION_STATUSES,
  REFUSAL_REASONS,
  type ApplicationMeans,
  type ApplicationRecord,
  type RefusalReason,
} from './application-record.js';
export {
  BENEFIT_CLASS_CODES,
  BENEFIT_CLASSES,
  type BenefitClass,
  type BenefitClassCode,
  type WindowKind,
} from './benefit-classes.js';
export {
  ALLOTMENT_STATES,
  FUND_SOURCES,
  ITEM_LETTERS,
  PLAN_STATUSES,
  HANDED_OUT,
  RECEIPT_REASONS,
  type AllotmentRecord,
  type ApprovalBand,
  type DistrictCap,
  type FundRecord,
  type FundSource,
  type GrantedRecord,
  type ItemsRecord,
  type LineRecord,
  type PlanApprover,
  type PlanDuties,
  type PlanGoods,
  type PlanItem,
  type PlanRecord,
  type PlanScreen,
  type PlanStatus,
  type ProgrammeRecord,
  type ReceiptReason,
  type ReceiptRecord,
  type Sums,
} from './benefit-records.js';
export {
  CORRECTIONS,
  RECOVER_REASONS,
  VOID_REASONS,
  WRITE_OFF_REASONS,
  type Correction,
  type CorrectionRecord,
} from './correction-record.js';
export {
  FINDING_OUTCOMES,
  FINDING_STATES,
  SAMPLE_STATES,
  UNMASK_STATES,
  type FindingRecord,
  type FindingState,
  type SampleRecord,
  type Shown,
  type UnmaskRecord,
} from './audit-records.js';
export {
  auditedItemsField,
  caseNumberField,
  checkCodeField,
  findingSchema,
  sampleSchema,
  unmaskSchema,
  itemField,
  MOST_AUDITED_ITEMS,
  sampleSizeField,
} from './audit-schemas.js';
export {
  benefitClassField,
  classesField,
  itemTerms,
  ITEMS_PER_RECORD,
  MOST_APPROVERS,
  MOST_ATTEMPTS,
  MOST_KEPT,
  programmeRules,
  standsSchema,
  sumsSchema,
  windowField,
} from './benefit-schemas.js';
export {
  FILE_ENDS,
  FILE_LEVELS,
  type FiledMember,
  type FileEnd,
  type FileLevel,
  type FileRecord,
  type FileTerm,
  type HouseholdMember,
  type HouseholdRecord,
  type LeftMember,
  type Publicity,
} from './file-record.js';
export {
  fileLevelField,
  householdMemberSchema,
  MOST_FORMER_FILES,
  MOST_LEFT,
  MOST_MEMBERS,
  publicitySchema,
} from './file-schemas.js';
export type { FilingRecord } from './filing-record.js';
export { heldSince } from './held-since.js';
export { withoutHosting } from './hosting.js';
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
  CLOSING_GROUNDS,
  HOSTINGS,
  type AccountPageRecord,
  type AccountRecord,
  type ClockRecord,
  type Closing,
  type EmployerRecord,
  MEMBERSHIP_STATES,
  ORGANISATION_STATES,
  type GatewayKeyRecord,
  type Hosting,
  type LedgerRecords,
  type LedgerType,
  type MembershipState,
  type NetworkRecord,
  type OrganisationLevel,
  type OrganisationProfileRecord,
  type OrganisationRecord,
  type OrganisationState,
  type PendingRecord,
  type UnionOfProvince,
  type ProvinceRecord,
  type SeenRecord,
} from './records.js';
export {
  GRANTS,
  ACTOR_ROLES,
  type Grant,
  type OperatorKeyRecord,
  type OperatorRecord,
  type ActorRole,
  type AuditScope,
  type OperatorRole,
} from './operator-record.js';
export {
  MANIFEST_TYPES,
  type BatchSides,
  type ChunkRecord,
  type ManifestRecord,
  type ManifestType,
  type OutcomeCounts,
  type RowSums,
  type SecondSigner,
} from './manifest-record.js';
export { accountSchema, alsoField, MOST_ALSO } from './account-schemas.js';
export {
  calendarDays,
  auditScopeSchema,
  clockSchema,
  furtherHolidays,
  networkSchema,
  operatorKeySchema,
  operatorSchema,
  organisationSchema,
  termDays,
} from './record-schemas.js';
export { TERMS, type CalendarRecord, type PolicyRecord, type Term, type TermDays } from './rule-records.js';
export { BENEFIT_ROWS } from './benefit-registry.js';
export { IDENTITY_ROWS } from './identity-registry.js';
export { KERNEL_ROWS } from './kernel-registry.js';
export { readValue, type RecordSchemas } from './read-value.js';
export { LEDGER, readLedgerValue, rowOf, type LedgerRow, type Owner, type OwnerKind } from './registry.js';
export {
  OBJECTION_GROUNDS,
  EARLIER_DECISIONS,
  RULES_OF_A_TRANSFER,
  TRANSFER_EVIDENCE,
  TRANSFER_STATUSES,
  TRANSFER_WAYS,
  type CompletedBefore,
  type DecidedAgainst,
  type ObjectionGround,
  type SilentBefore,
  type TransferEvidence,
  type TransferRecord,
  type TransferWay,
} from './transfer-record.js';
