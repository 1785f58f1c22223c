// SPDX-License-Identifier: Apache-2.0
export { divisionOf } from './division.js';
export {
  beginClosing,
  beginClosingInstruction,
  beginClosingPayload,
  type BeginClosingPayload,
  type ClosingGround,
} from './begin-closing.js';
export { assertDay } from './assert-day.js';
export { closeInstruction, closeOrganisation, type ClosePayload, type EmptyGround } from './close.js';
export { FOLD_MEMBERS, foldRequest, foldResult, inheritedAccount } from './fold.js';
export { commonSuperior, standingJudge, type JudgedSides, type WayUp } from './judge.js';
export { moveInstruction, moveOrganisation, movePayload, type MoveGround, type MovePayload } from './move.js';
export {
  assertStep,
  ORGANISATION_ACTIONS,
  ORGANISATION_PROCESS,
  type OrganisationAction,
  type OrganisationStep,
} from './process.js';
export { assertCreditCode, assertUnionCodes, UNION_CODES } from './assert-codes.js';
export {
  assertDistinctEmployers,
  assertEmployers,
  assertOpen,
  employerEntry,
  MAX_EMPLOYERS,
  organisationEntry,
  toEmployerRecord,
  type EmployerEntry,
  type OrganisationEntry,
} from './entry.js';
export { importInstruction, organisationChunk, type OrganisationChunk } from './import.js';
export {
  registerInstruction,
  registerOrganisation,
  registerOrganisationPayload,
  type NewOrganisation,
  type OrganisationGround,
} from './register.js';
export {
  reviseInstruction,
  reviseOrganisation,
  reviseOrganisationPayload,
  type ReviseOrganisationPayload,
  type RevisionGround,
} from './revise.js';
