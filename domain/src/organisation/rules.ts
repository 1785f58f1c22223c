// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import type { EmployerRecord, OrganisationProfileRecord, OrganisationRecord } from '../ledger/records.js';
import type { EmployerEntry, OrganisationEntry } from './payloads.js';

/** What the ledger holds at the keys of a union to be registered; undefined where there is nothing. */
export interface OrganisationGround {
  readonly existing: OrganisationRecord | undefined;
  readonly parent: OrganisationRecord | undefined;
  /** Union that holds the credit code already. */
  readonly creditCodeHolder: string | undefined;
  /** Today in China. */
  readonly today: string;
}

/** The records of a new union. */
export interface NewOrganisation {
  readonly organisation: OrganisationRecord;
  readonly profile: OrganisationProfileRecord;
}

/**
 * Founds a union under its superior, which must approve it (工会法 §12): signing it is the approval.
 * @throws DomainError ORGANISATION_EXISTS, ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, PARENT_INVALID, CREDIT_CODE_TAKEN,
 * DATES_INVALID, INVALID_REQUEST for an employer named twice
 */
export function registerOrganisation(entry: OrganisationEntry, ground: OrganisationGround): NewOrganisation {
  const { existing, creditCodeHolder, today } = ground;
  if (existing !== undefined) throw new DomainError('ORGANISATION_EXISTS');
  const parent = assertParent(entry, ground.parent);
  if (creditCodeHolder !== undefined) throw new DomainError('CREDIT_CODE_TAKEN', { orgId: creditCodeHolder });
  if (entry.foundedOn > today) throw new DomainError('DATES_INVALID', { field: 'foundedOn' });
  assertDistinctEmployers(entry.employers);
  const { level, name, creditCode, kind, foundedOn, contactRoot } = entry;
  return {
    organisation: { version: 1, state: 'ACTIVE', province: parent.province, parent: entry.parent, level },
    profile: { version: 1, name, creditCode, kind, foundedOn, contactRoot },
  };
}

/** Record of an employer that a union covers. */
export function toEmployerRecord(entry: EmployerEntry): EmployerRecord {
  const { name, nature, economicType, industry, district, headcount } = entry;
  return { name, nature, economicType, industry, district, headcount };
}

/** @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED */
export function assertOpen(organisation: OrganisationRecord | undefined, orgId: string): OrganisationRecord {
  if (organisation === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  if (organisation.state === 'CLOSED') throw new DomainError('ORGANISATION_CLOSED', { orgId });
  return organisation;
}

// Levels grow strictly downwards, so the tree has no cycle and at most six levels.
function assertParent(entry: OrganisationEntry, parent: OrganisationRecord | undefined): OrganisationRecord {
  const open = assertOpen(parent, entry.parent);
  if (open.level >= entry.level)
    throw new DomainError('PARENT_INVALID', { parentLevel: open.level, level: entry.level });
  return open;
}

function assertDistinctEmployers(employers: readonly EmployerEntry[]): void {
  const codes = new Set(employers.map(({ creditCode }) => creditCode));
  if (codes.size < employers.length)
    throw new DomainError('INVALID_REQUEST', { reason: 'repeated employer' });
}
