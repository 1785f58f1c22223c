// SPDX-License-Identifier: Apache-2.0
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
