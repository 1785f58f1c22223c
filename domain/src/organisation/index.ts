// SPDX-License-Identifier: Apache-2.0
export {
  assertDistinctEmployers,
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
