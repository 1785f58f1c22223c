// SPDX-License-Identifier: Apache-2.0
export {
  employerEntry,
  type EmployerEntry,
  organisationEntry,
  type OrganisationEntry,
  registerOrganisationPayload,
} from './payloads.js';
export {
  assertOpen,
  type NewOrganisation,
  type OrganisationGround,
  registerOrganisation,
  toEmployerRecord,
} from './rules.js';
