// SPDX-License-Identifier: Apache-2.0
export { ApiError, errorText, type ApiErrorParts } from './transport/api-error.js';
export {
  checkAnswer,
  checkStoredAnswer,
  type AnswerCheck,
  type CheckedAnswer,
  type StoredAnswerCheck,
  type TrustedKey,
} from './answers/check-answer.js';
export { createClient, type Client, type ClientOptions } from './client/client.js';
export { newId, newInstruction, signInstruction, type NewInstruction } from './signing/instructions.js';
export {
  MIN_PASSWORD_LENGTH,
  newKeyFile,
  openKeyFile,
  readKeyFile,
  writeKeyFile,
  type KeyFile,
} from './signing/key-file.js';
export {
  rebuildClaimOnto,
  rebuildCorrection,
  rebuildExchange,
  type ClaimOntoInput,
  type CorrectionInput,
} from './rebuild/correction.js';
export {
  rebuildAccountOpening,
  rebuildClaim,
  rebuildEnrolment,
  type AccountOpeningInput,
  type EnrolmentDecision,
  type EnrolmentInput,
  type InstructionContext,
} from './rebuild/enrolment.js';
export {
  ManifestCheck,
  rebuildManifest,
  type ManifestCheckInput,
  type ManifestInput,
  type RebuiltManifest,
} from './rebuild/manifest.js';
export type { ManifestSummary } from './rebuild/manifest-summary.js';
export type { RegisteredUnion, UnionSource } from './rebuild/file-check.js';
export { besideOwn, OwnRows, type OwnFile } from './rebuild/own-rows.js';
export { rebuildPlan, type RebuiltPlan } from './rebuild/plan-stands.js';
export { unionSource } from './rebuild/union-source.js';
export type { AccountsResource } from './resources/accounts.js';
export type { CorrectionsResource } from './resources/corrections.js';
export type { DecisionFilter, DecisionsResource } from './resources/decisions.js';
export type { FilesResource } from './resources/files.js';
export type { FundsResource } from './resources/funds.js';
export type { LinesResource } from './resources/lines.js';
export type { PlansResource } from './resources/plans.js';
export type { ProgrammesResource } from './resources/programmes.js';
export type { InboxResource } from './resources/inbox.js';
export type { ExportsResource } from './resources/exports.js';
export { checkExport, type ExportFault } from './answers/check-export.js';
export type { AsOf, TracePage, TracesResource } from './resources/traces.js';
export type { ClaimsResource } from './resources/claims.js';
export type { ApplicationsResource } from './resources/applications.js';
export type { TransfersResource } from './resources/transfers.js';
export { newReleaseCode, releaseCodeKey, useReleaseCode } from './signing/release-code.js';
export { rebuildTransferRequest, type TransferRequestInput } from './rebuild/transfer.js';
export type { ImportsResource, NewImport, ReportOptions, ReportOutcome } from './resources/imports.js';
export type { InstructionOptions, InstructionsResource, SubmitOptions } from './resources/instructions.js';
export type { MemberFilter, MembersResource } from './resources/members.js';
export type { NetworkResource } from './resources/network.js';
export type { OperatorsResource } from './resources/operators.js';
export type { PageOptions, ReadOptions } from './resources/options.js';
export type { OrganisationFilter, OrganisationsResource } from './resources/organisations.js';
export type { PreparationsResource } from './resources/preparations.js';
export type { CalendarsResource, PoliciesResource, RuleFilter } from './resources/rules.js';
export type { ServiceResource } from './resources/service.js';
export type { VerificationsResource } from './resources/verifications.js';
export type { SignedRequest } from './transport/signed-request.js';
