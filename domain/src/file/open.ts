// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  fileLevelField,
  householdMemberSchema,
  MOST_MEMBERS,
  publicitySchema,
  type FileRecord,
  type FiledMember,
  type HouseholdMember,
  type HouseholdRecord,
  type MembershipState,
  type OrganisationRecord,
} from '../ledger/index.js';
import { assertOpen } from '../organisation/index.js';
import {
  dateField,
  digestField,
  fileIdField,
  identityIdField,
  orgIdField,
  placeField,
} from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { takeIn, type HouseholdGround } from './household.js';
import { termOf } from './term.js';
import { LEVEL_ZH } from './words.js';

const members = z.array(householdMemberSchema).check(z.minLength(1), z.maxLength(MOST_MEMBERS));

/** 建档. */
export const openFilePayload = z.strictObject({
  fileId: fileIdField,
  org: orgIdField,
  level: fileLevelField,
  /** Last day on which something is granted by it. */
  until: dateField,
  /** The head of the household, who is a member of the union; and where the account stands. */
  head: identityIdField,
  place: placeField,
  /** The head first. */
  members,
  /** SM3 over a seed and the content, which stays in the vault. */
  content: digestField,
  /** SM3 of the document that approves it (建档审批表). */
  evidence: digestField,
  publicity: z.exactOptional(publicitySchema),
});
export type OpenFilePayload = z.output<typeof openFilePayload>;

export const openInstruction = defineInstruction({
  type: 'file.open',
  chaincode: 'benefit',
  payload: openFilePayload,
  grant: 'file',
  subject: 'hardshipFile',
  hasDeadline: true,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'ACCOUNT_UNKNOWN', 'PLACE_WRONG'] as const),
    ...(['NOT_ELIGIBLE', 'HARDSHIP_EXISTS', 'HARDSHIP_MEMBER', 'HARDSHIP_ELSEWHERE'] as const),
    'DATES_INVALID',
  ],
});

export const openPresentation: PresentationOf<typeof openInstruction> = {
  words: ({ fileId, org, level, until, members: { length } }) => ({
    zh: `困难职工建档 ${fileId}：${org}，${LEVEL_ZH[level]}，家庭 ${length} 人，有效至 ${until}`,
    en: `Open hardship file ${fileId} of ${org}: ${level}, a household of ${length}, until ${until}`,
  }),
  sample: () => ({
    ...{ fileId: SAMPLE.fileId, org: SAMPLE.orgId, level: 'national', until: '2027-06-30' },
    ...{ head: SAMPLE.identityId, place: '', content: SAMPLE.digest, evidence: SAMPLE.digest },
    members: [{ tag: SAMPLE.keyedTag, id: SAMPLE.identityId }, { tag: SAMPLE.otherKeyedTag }],
    publicity: { from: '2026-12-03', until: '2026-12-09', notice: SAMPLE.digest },
  }),
};

export interface OpenFileGround extends Omit<HouseholdGround, 'fileId'> {
  readonly org: OrganisationRecord | undefined;
  readonly existing: FileRecord | undefined;
  readonly head: { readonly state: MembershipState };
  /** For which accounts that have ended one of the household stands (ADR 66). */
  readonly alsoOf: (identityId: string) => readonly string[] | undefined;
  /** Whether the head is a member of the union or of one below it. */
  readonly isWithin: boolean;
  /** Who files it, by every account: nobody files the own household. */
  readonly persons: readonly string[];
}

/** What is written of a file: itself, and in which file each of its members stands, by name. */
export interface WrittenFile {
  readonly file: FileRecord;
  readonly households: ReadonlyMap<string, HouseholdRecord>;
}

/** @throws DomainError as the definition lists them, OUT_OF_SCOPE, OWN_ACCOUNT */
export function openFile(payload: OpenFilePayload, ground: OpenFileGround): WrittenFile {
  const { fileId, org, level, until, head, members: household, content, evidence, publicity } = payload;
  const { today } = ground;
  const { province } = assertOpen(ground.org, org);
  if (ground.existing !== undefined) throw new DomainError('HARDSHIP_EXISTS');
  if (!ground.isWithin) throw new DomainError('OUT_OF_SCOPE');
  const { state } = ground.head;
  if (state !== 'ACTIVE' && state !== 'RETAINED') throw new DomainError('NOT_ELIGIBLE', { state });
  if (household[0]?.id !== head) throw new DomainError('HARDSHIP_MEMBER');
  assertNotOwn(household, ground.persons);
  const filed = householdOf(household, ground.alsoOf);
  const households = takeIn(filed, { ...ground, fileId });
  const file: FileRecord = {
    ...{ v: 1, state: 'OPEN', province, org, level, filed: today, ...termOf({ until, publicity }, today) },
    ...{ content, evidence, members: filed.map((member) => ({ ...member, in: 1 })) },
  };
  return { file, households };
}

/** Those of a household, each also by the accounts that have ended for the one that stands. */
export function householdOf(
  members: readonly HouseholdMember[],
  alsoOf: OpenFileGround['alsoOf'],
): readonly (HouseholdMember & Pick<FiledMember, 'also'>)[] {
  return members.map((member) => {
    const also = member.id === undefined ? undefined : alsoOf(member.id);
    return also === undefined ? member : { ...member, also };
  });
}

/** That nobody files, changes or ends what is about the own household. @throws DomainError OWN_ACCOUNT */
export function assertNotOwn(household: readonly HouseholdMember[], persons: readonly string[]): void {
  if (household.some(({ id }) => id !== undefined && persons.includes(id)))
    throw new DomainError('OWN_ACCOUNT');
}
