// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { codeField, dateField, orgIdField, orNone } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  ACCOUNT_SAMPLE,
  accountFields,
  assertBound,
  assertHome,
  personKeysOf,
  type PersonGround,
} from './account.js';
import { assertMembership, JOINING } from './assert-membership.js';
import { nextMembership } from './next-membership.js';
import { isHeld, mayJoin } from './rights.js';

/** One member, alone or as a row of a chunk. */
export const memberEntry = z.strictObject({
  ...accountFields,
  org: orgIdField,
  state: z.enum(['ACTIVE', 'RETAINED']),
  joined: dateField,
  since: dateField,
  /** 会籍变化类型 and 原因 (union-law.md §5.4), kept in the block for reports. */
  change: codeField,
  reason: orNone(codeField),
});
export type MemberEntry = z.output<typeof memberEntry>;
export const enrolMemberPayload = memberEntry;

export const enrolInstruction = defineInstruction({
  type: 'person.enrol',
  chaincode: 'identity',
  payload: enrolMemberPayload,
  grant: 'member',
  // Of an account without membership that the person has already; else one is made.
  subject: 'account',
  errors: [
    ...([
      'ORGANISATION_UNKNOWN',
      'ORGANISATION_CLOSED',
      'MEMBER_EXISTS',
      'MEMBER_UNCHANGED',
      'MEMBERSHIP_ENDED',
      'DOCUMENT_REPLACED',
    ] as const),
    ...(['ACCOUNT_EXISTS', 'NAME_DIFFERS', 'IDENTITY_ID_UNBOUND'] as const),
    ...(['KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED'] as const),
    ...(['VALUE_NOT_ALLOWED', 'CHANGE_CONTRADICTORY'] as const),
    ...(['DATES_INVALID', 'DATE_TOO_EARLY', 'JOINED_BEFORE_FOUNDING'] as const),
  ],
});

export const enrolPresentation: PresentationOf<typeof enrolInstruction> = {
  words: ({ identityId, org, state, joined }) => ({
    zh: `入会：${identityId} 加入 ${org}，状态 ${state === 'ACTIVE' ? '在籍' : '保留会籍'}，入会日期 ${joined}`,
    en: `Enrol ${identityId} in ${org} as ${state} since ${joined}`,
  }),
  sample: () => ({
    ...ACCOUNT_SAMPLE,
    ...{
      org: SAMPLE.orgId,
      state: 'ACTIVE',
      joined: '2020-02-29',
      since: '2020-02-29',
      change: '1',
      reason: '',
    },
  }),
};

/**
 * Admits a person: a new account, or membership on the account that the person has (同一标识终身不变).
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, MEMBER_EXISTS, MEMBER_UNCHANGED, ACCOUNT_EXISTS,
 * PROVINCE_FOREIGN, IDENTITY_ID_UNBOUND, KEY_VERSION_NOT_IN_FORCE, FORMER_KEY_NEEDED, VALUE_NOT_ALLOWED, CHANGE_CONTRADICTORY, DATES_INVALID, DATE_TOO_EARLY,
 * JOINED_BEFORE_FOUNDING, DOCUMENT_REPLACED, NAME_DIFFERS
 */
export function enrolMember(entry: MemberEntry, ground: PersonGround): AccountRecord {
  const { province, ...union } = assertHome(ground.org, entry.org);
  assertKeyVersions(personKeysOf(entry), ground.keyVersions);
  const former = assertNoMember(entry, ground, province);
  assertMembership(entry, { ...union, today: ground.today });
  if (former !== undefined) assertAfterEnd(entry, former);
  const { org, state, joined, since, level: loa, nameTag: tag, root } = entry;
  const next = { state, province, org, joined, since, loa, tag, root };
  return former === undefined ? { v: 1, ...next } : nextMembership(former, next);
}

/**
 * Whoever has left joins after having left: what an older list says of the membership before is no other one.
 * @throws DomainError DATES_INVALID
 */
function assertAfterEnd(
  { joined, since, change }: MemberEntry,
  { state, since: ended }: Pick<AccountRecord, 'state' | 'since'>,
): void {
  if (state === 'NONE') return;
  if (since < ended) throw new DomainError('DATES_INVALID', { field: 'since', since: ended });
  if (change === JOINING && joined < ended)
    throw new DomainError('DATES_INVALID', { field: 'joined', since: ended });
}

function assertNoMember(
  entry: MemberEntry,
  { known }: PersonGround,
  province: string,
): AccountRecord | undefined {
  if (known === undefined) {
    assertBound(entry);
    return undefined;
  }
  const { account, identityId, isFormer = false } = known;
  if (isHeld(account.state)) {
    if (account.org === entry.org) throw new DomainError('MEMBER_UNCHANGED');
    throw new DomainError('MEMBER_EXISTS', { province: account.province });
  }
  if (!mayJoin(account.state)) throw new DomainError('MEMBERSHIP_ENDED', { state: account.state });
  // Whoever joins again does so by the document that counts, or the account would go back to the other.
  if (isFormer) throw new DomainError('DOCUMENT_REPLACED');
  if (identityId !== entry.identityId) throw new DomainError('ACCOUNT_EXISTS');
  // Of another province's account this one knows no more than document and name: both must be the same.
  if (account.province !== province && account.tag !== entry.nameTag) throw new DomainError('NAME_DIFFERS');
  return account;
}
