// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import type { EmployerRecord, OrganisationRecord } from '../ledger/index.js';
import { assertCreditCode, assertUnionCodes } from './assert-codes.js';
import {
  codeField,
  countField,
  creditCodeField,
  dateField,
  digestField,
  divisionField,
  orgIdField,
  orNone,
  signedNameField,
} from '../schema/index.js';

/** Employers that a union may name at once. */
export const MAX_EMPLOYERS = 200;

/** An employer (单位) that the union covers; several make a 联合基层工会. */
export const employerEntry = z.strictObject({
  name: signedNameField,
  creditCode: creditCodeField,
  // Not among the fields that every form must have (总工办发〔2017〕14号): '' says that nobody told.
  nature: orNone(codeField),
  economicType: codeField,
  industry: orNone(codeField),
  district: orNone(signedNameField),
  headcount: countField,
});
export type EmployerEntry = z.output<typeof employerEntry>;

/** A union to register under its parent (union-law.md §5.2). */
export const organisationEntry = z.strictObject({
  orgId: orgIdField,
  parent: orgIdField,
  name: signedNameField,
  creditCode: orNone(creditCodeField),
  level: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
  kind: codeField,
  foundedOn: dateField,
  /** Where it stands; absent where the union above it says it. */
  division: z.exactOptional(divisionField),
  employers: z.array(employerEntry).check(z.maxLength(MAX_EMPLOYERS)),
  contactRoot: orNone(digestField),
});
export type OrganisationEntry = z.output<typeof organisationEntry>;

/** Record of an employer that a union covers. */
export function toEmployerRecord(entry: EmployerEntry): EmployerRecord {
  const { name, nature, economicType, industry, district, headcount } = entry;
  return { name, nature, economicType, industry, district, headcount };
}

/** @throws DomainError INVALID_REQUEST for an employer named twice */
export function assertDistinctEmployers(employers: readonly Pick<EmployerEntry, 'creditCode'>[]): void {
  const codes = new Set(employers.map(({ creditCode }) => creditCode));
  if (codes.size < employers.length)
    throw new DomainError('INVALID_REQUEST', { reason: 'repeated employer' });
}

/**
 * That employers are each named once, and by what files are read as.
 * @throws DomainError INVALID_REQUEST for one named twice, CREDIT_CODE_CHECK, CREDIT_CODE_KIND, VALUE_NOT_ALLOWED
 */
export function assertEmployers(employers: readonly EmployerEntry[]): void {
  assertDistinctEmployers(employers);
  for (const employer of employers) {
    assertCreditCode(employer.creditCode);
    assertUnionCodes(employer);
  }
}

/**
 * That a union is there for whoever comes: one that ends takes nobody.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED
 */
export function assertOpen<O extends Pick<OrganisationRecord, 'state' | 'closing'>>(
  organisation: O | undefined,
  orgId: string,
): O {
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  const { state, closing } = organisation;
  if (state !== 'ACTIVE')
    throw new DomainError('ORGANISATION_CLOSED', { orgId, ...(closing && { heir: closing.heir }) });
  return organisation;
}
