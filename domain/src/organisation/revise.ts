// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { canonicalJson } from '../encoding/index.js';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { EmployerRecord, OrganisationProfileRecord, OrganisationRecord } from '../ledger/index.js';
import {
  codeField,
  creditCodeField,
  digestField,
  divisionField,
  orgIdField,
  orNone,
  signedNameField,
} from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { assertUnionCodes } from './assert-codes.js';
import { assertDivision } from './division.js';
import {
  assertDistinctEmployers,
  assertEmployers,
  assertOpen,
  employerEntry,
  MAX_EMPLOYERS,
  toEmployerRecord,
} from './entry.js';

/** What is to be otherwise; what is absent stays. */
export const reviseOrganisationPayload = z
  .strictObject({
    orgId: orgIdField,
    name: z.exactOptional(signedNameField),
    kind: z.exactOptional(codeField),
    address: z.exactOptional(signedNameField),
    /** Where it stands, and all below it that say nothing else. */
    division: z.exactOptional(divisionField),
    /** Root over the salted commitments to leader and phone, '' for none. */
    contactRoot: z.exactOptional(orNone(digestField)),
    /** Employers that are covered from now on, or described otherwise. */
    cover: z.exactOptional(z.array(employerEntry).check(z.minLength(1), z.maxLength(MAX_EMPLOYERS))),
    /** Employers that are covered no more. */
    release: z.exactOptional(z.array(creditCodeField).check(z.minLength(1), z.maxLength(MAX_EMPLOYERS))),
  })
  .check(z.refine((payload) => Object.keys(payload).length > 1, { error: 'nothing is changed' }));
export type ReviseOrganisationPayload = z.output<typeof reviseOrganisationPayload>;

export const reviseInstruction = defineInstruction({
  type: 'organisation.revise',
  chaincode: 'identity',
  payload: reviseOrganisationPayload,
  grant: 'organisation',
  subject: 'organisationProfile',
  // Under its name a union is known and sued, and by its place its members are granted more or less: two persons' decisions.
  secondSignature: {
    needed: ({ name, division }) => name !== undefined || division !== undefined,
    relation: 'subtree',
    days: 7,
  },
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'EMPLOYER_NOT_COVERED'] as const),
    'ORGANISATION_UNCHANGED',
    ...(['CREDIT_CODE_CHECK', 'CREDIT_CODE_KIND', 'VALUE_NOT_ALLOWED'] as const),
  ],
});

export const revisePresentation: PresentationOf<typeof reviseInstruction> = {
  words: (payload) => ({
    zh: `变更工会 ${payload.orgId} 的资料：${changesOf(payload, 'zh').join('、')}`,
    en: `Revise union ${payload.orgId}: ${changesOf(payload, 'en').join(', ')}`,
  }),
  sample: () => ({ orgId: SAMPLE.orgId, name: '四川省某厂工会委员会', address: '某市某路 1 号' }),
};

/** What the ledger holds of a union that is revised. */
export interface RevisionGround {
  readonly organisation: OrganisationRecord | undefined;
  readonly profile: OrganisationProfileRecord | undefined;
  /** By credit code, employers that the union covers: those among them that the revision names. */
  readonly covered: ReadonlyMap<string, EmployerRecord>;
}

/** What a revision writes. */
export interface RevisedOrganisation {
  readonly profile: OrganisationProfileRecord;
  readonly organisation?: OrganisationRecord;
}

/**
 * The union's descriptive record as revised, and its own where it stands elsewhere now; who it is and its place in the tree stays.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, EMPLOYER_NOT_COVERED, CREDIT_CODE_CHECK, CREDIT_CODE_KIND,
 * VALUE_NOT_ALLOWED, ORGANISATION_UNCHANGED, INVALID_REQUEST for an employer named twice
 */
export function reviseOrganisation(
  payload: ReviseOrganisationPayload,
  { organisation, profile, covered }: RevisionGround,
): RevisedOrganisation {
  const { orgId, cover = [], release = [], division, ...changes } = payload;
  const union = assertOpen(organisation, orgId);
  assertDivision(division, union.province);
  if (profile === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId });
  assertDistinctEmployers([...cover, ...release.map((creditCode) => ({ creditCode }))]);
  assertEmployers(cover);
  assertUnionCodes(changes);
  const strangers = release.filter((creditCode) => !covered.has(creditCode));
  if (strangers.length > 0) throw new DomainError('EMPLOYER_NOT_COVERED', { creditCodes: strangers });
  const moved = movedTo(union, division);
  const isDescribed = !isSame({ ...profile, ...changes }, profile) || moved !== undefined;
  if (release.length === 0 && !isDescribed && !coversOther(cover, covered))
    throw new DomainError('ORGANISATION_UNCHANGED', { orgId });
  return {
    profile: { ...profile, ...changes, version: profile.version + 1 },
    ...(moved !== undefined && { organisation: moved }),
  };
}

/** The union where it stands now; undefined where that is not said, or where it stood. */
function movedTo(union: OrganisationRecord, division: string | undefined): OrganisationRecord | undefined {
  if (division === undefined || division === union.division) return undefined;
  return { ...union, version: union.version + 1, division };
}

/** Whether an employer is covered newly, or described otherwise than before. */
function coversOther(
  cover: NonNullable<ReviseOrganisationPayload['cover']>,
  covered: RevisionGround['covered'],
): boolean {
  return cover.some((employer) => !isSame(toEmployerRecord(employer), covered.get(employer.creditCode)));
}

function isSame<R extends EmployerRecord | OrganisationProfileRecord>(one: R, other: R | undefined): boolean {
  return other !== undefined && canonicalJson(one) === canonicalJson(other);
}

// What changes, each with its new value, so that nobody signs a name unread.
function changesOf(
  { name, kind, address, division, contactRoot, cover, release }: ReviseOrganisationPayload,
  language: 'zh' | 'en',
): string[] {
  const parts = [
    name === undefined ? [] : { zh: `名称改为「${name}」`, en: `name becomes "${name}"` },
    kind === undefined ? [] : { zh: `类型改为 ${kind}`, en: `kind becomes ${kind}` },
    address === undefined ? [] : { zh: `地址改为「${address}」`, en: `address becomes "${address}"` },
    division === undefined ? [] : { zh: `行政区划改为 ${division}`, en: `division becomes ${division}` },
    contactRoot === undefined ? [] : { zh: '更新负责人与联系电话', en: 'leader and phone are updated' },
    cover === undefined ? [] : { zh: `覆盖单位 ${cover.length} 个`, en: `covers ${cover.length} employers` },
    release === undefined
      ? []
      : { zh: `不再覆盖单位 ${release.join('、')}`, en: `covers no more ${release.join(', ')}` },
  ];
  return parts.flat().map((part) => part[language]);
}
