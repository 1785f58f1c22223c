// SPDX-License-Identifier: Apache-2.0
// Bodies of the gateway's HTTP interface, shared by gateway and client: one declaration gives type, check and OpenAPI. A file
// a resource, as in gateway/src/resources.
export { PAGE_LIMIT, pageOf, pageQuery, type Page } from './page.js';
export { unionNamed, type NamedPage, type UnionNames } from './union-names.js';
export { networkView, type NetworkView } from './network.js';
export {
  personInput,
  type PersonInput,
  enrolmentDecision,
  type EnrolmentDecision,
  accountOpeningEntry,
  enrolmentEntry,
  prepareRequest,
  type PrepareRequest,
  preparedParts,
  type PreparedParts,
} from './preparations.js';
export {
  correctionParts,
  type CorrectionParts,
  correctionRequest,
  type CorrectionRequest,
  lostRecordRequest,
  type LostRecordRequest,
} from './corrections.js';
export { instructionStatus, type InstructionStatus } from './instructions.js';
export { decisionView, type DecisionView } from './decisions.js';
export { organisationView, type OrganisationView } from './organisations.js';
export { operatorView, type OperatorView } from './operators.js';
export {
  accountActions,
  type AccountActions,
  accountView,
  type AccountView,
  historyEntry,
  type HistoryEntry,
} from './accounts.js';
export { memberView, type MemberView } from './members.js';
export { claimSide, claimView, type ClaimView } from './claims.js';
export { fieldOpening, rootedRecord, type RootedRecord } from './field-opening.js';
export {
  checkRun,
  checkView,
  findingEntry,
  findingPage,
  findingShown,
  findingView,
  placeView,
  samplePage,
  sampleShown,
  sampleView,
  unmaskAnswerView,
  unmaskView,
  type CheckRun,
  type CheckView,
  type FindingEntry,
  type FindingShown,
  type FindingView,
  type PlaceView,
  type SampleShown,
  type SampleView,
  type UnmaskAnswerView,
  type UnmaskView,
} from './audits.js';
export { filingView, type FilingView } from './filings.js';
export { applicationView, type ApplicationView } from './applications.js';
export { transferSide, transferView, type TransferView } from './transfers.js';
export {
  inboxCounts,
  type InboxCounts,
  inboxItem,
  type InboxItem,
  inboxPage,
  type InboxPage,
} from './inbox.js';
export { calendarView, policyView, ruleVersions, type CalendarView, type PolicyView } from './rules.js';
export {
  fileContentRequest,
  fileContentView,
  fileParts,
  fileView,
  type FileContentRequest,
  type FileContentView,
  type FileParts,
  type FileView,
} from './files.js';
export { fundShown, fundView, type FundShown, type FundView } from './funds.js';
export {
  allotmentPage,
  allotmentShown,
  allotmentSide,
  allotmentView,
  linePage,
  lineView,
  type AllotmentShown,
  type AllotmentView,
  type LineView,
} from './lines.js';
export { programmeView, type ProgrammeView } from './programmes.js';
export {
  fundTrace,
  type FundTrace,
  itemTrace,
  type ItemTrace,
  lineTrace,
  type LineTrace,
  personTrace,
  type PersonTrace,
  planTrace,
  type PlanTrace,
  TRACE_KINDS,
  type TracedItem,
  type TracedPlan,
  traceStep,
  type TraceStep,
} from './traces.js';
export {
  ITEM_STATES,
  planItemView,
  planPage,
  planShown,
  planView,
  type PlanItemView,
  type PlanShown,
  type PlanView,
  orderRowView,
  planScreening,
  type OrderRowView,
  type PlanScreening,
} from './plans.js';
export { verifyRequest, type VerifyRequest, verifyResponse } from './verifications.js';
export {
  matchingRequest,
  type MatchingPurpose,
  type MatchingRequest,
  matchingResponse,
  type MatchingResponse,
} from './matching.js';
export {
  importKind,
  importState,
  type ImportState,
  importCounts,
  type ImportCounts,
  NO_IMPORT_COUNTS,
  importView,
  type ImportView,
  reportRow,
  type ReportRow,
  preparedChunk,
  type PreparedChunk,
} from './imports.js';
export { problemDocument, type ProblemDocument } from './problem.js';
export { rekeyingPage, type RekeyingPage, rekeyingRequest, type RekeyingRequest } from './rekeyings.js';
export { unmaskingView, type UnmaskingView } from './unmaskings.js';
export { wholeNumber } from './whole-number.js';
export { recoveryView, type RecoveryView } from './recoveries.js';
