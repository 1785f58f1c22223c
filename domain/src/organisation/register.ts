// SPDX-License-Identifier: Apache-2.0
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { OrganisationProfileRecord, OrganisationRecord } from '../ledger/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertDay } from './assert-day.js';
import { assertCreditCode, assertUnionCodes } from './assert-codes.js';
import { assertDivision } from './division.js';
import { assertEmployers, assertOpen, organisationEntry, type OrganisationEntry } from './entry.js';

export const registerOrganisationPayload = organisationEntry;

export const registerInstruction = defineInstruction({
  type: 'organisation.register',
  chaincode: 'identity',
  payload: registerOrganisationPayload,
  grant: 'organisation',
  subject: undefined,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'ORGANISATION_EXISTS'] as const),
    ...(['PARENT_INVALID', 'CREDIT_CODE_TAKEN', 'DATES_INVALID', 'DATE_TOO_EARLY'] as const),
    ...(['CREDIT_CODE_CHECK', 'CREDIT_CODE_KIND', 'VALUE_NOT_ALLOWED'] as const),
  ],
});

export const registerPresentation: PresentationOf<typeof registerInstruction> = {
  words: ({ name, orgId, parent, employers }) => ({
    zh: `建会：${name}（${orgId}），上级 ${parent}，覆盖单位 ${employers.length} 个`,
    en: `Register union ${name} (${orgId}) under ${parent}, ${employers.length} employers`,
  }),
  sample: () => ({
    orgId: SAMPLE.otherOrgId,
    parent: SAMPLE.orgId,
    name: '四川省某厂工会',
    creditCode: '',
    level: 5,
    kind: '01',
    foundedOn: '2001-05-01',
    employers: [],
    contactRoot: '',
  }),
};

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
 * CREDIT_CODE_CHECK, CREDIT_CODE_KIND, VALUE_NOT_ALLOWED, DATES_INVALID, DATE_TOO_EARLY, INVALID_REQUEST for an employer named twice
 */
export function registerOrganisation(entry: OrganisationEntry, ground: OrganisationGround): NewOrganisation {
  const { existing, creditCodeHolder, today } = ground;
  if (existing !== undefined) throw new DomainError('ORGANISATION_EXISTS');
  const parent = assertParent(entry, ground.parent);
  if (creditCodeHolder !== undefined) throw new DomainError('CREDIT_CODE_TAKEN', { orgId: creditCodeHolder });
  assertDay('foundedOn', entry.foundedOn, today);
  assertCreditCode(entry.creditCode);
  assertUnionCodes(entry);
  assertDivision(entry.division, parent.province);
  assertEmployers(entry.employers);
  const { level, name, creditCode, kind, foundedOn, division, contactRoot } = entry;
  return {
    organisation: {
      version: 1,
      state: 'ACTIVE',
      province: parent.province,
      parent: entry.parent,
      level,
      foundedOn,
      ...(division !== undefined && { division }),
    },
    profile: { version: 1, name, creditCode, kind, foundedOn, contactRoot },
  };
}

// Levels grow strictly downwards, so the tree has no cycle and at most six levels.
function assertParent(entry: OrganisationEntry, parent: OrganisationRecord | undefined): OrganisationRecord {
  const open = assertOpen(parent, entry.parent);
  if (open.level >= entry.level)
    throw new DomainError('PARENT_INVALID', { parentLevel: open.level, level: entry.level });
  return open;
}
