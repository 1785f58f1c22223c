// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod';
import {
  codeField,
  countField,
  creditCodeField,
  dateField,
  digestField,
  organisationNameField,
  orgIdField,
} from '../schema/index.js';

/** An employer (单位) that the union covers; several make a 联合基层工会. */
export const employerEntry = z.strictObject({
  name: organisationNameField,
  creditCode: creditCodeField,
  // Not among the fields that every form must have (总工办发〔2017〕14号): '' says that nobody told.
  nature: codeField.or(z.literal('')),
  economicType: codeField,
  industry: codeField.or(z.literal('')),
  district: organisationNameField.or(z.literal('')),
  headcount: countField,
});

/** A union to register under its parent (union-law.md §5.2). */
export const organisationEntry = z.strictObject({
  orgId: orgIdField,
  parent: orgIdField,
  name: organisationNameField,
  creditCode: creditCodeField.or(z.literal('')),
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  kind: codeField,
  foundedOn: dateField,
  employers: z.array(employerEntry).max(200),
  contactRoot: digestField.or(z.literal('')),
});

export const registerOrganisationPayload = organisationEntry;

export type EmployerEntry = z.output<typeof employerEntry>;
export type OrganisationEntry = z.output<typeof organisationEntry>;
