// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { assertKeyVersions } from '../governance/key-versions.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { assertDay } from '../organisation/index.js';
import { dateField, orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  ACCOUNT_SAMPLE,
  accountFields,
  assertBound,
  assertHome,
  personKeysOf,
  type PersonGround,
} from './account.js';
import { isBeforeFounding, JOINING } from './assert-membership.js';

/** An identity account without membership: a registered user or a person in need. */
export const openAccountPayload = z.strictObject({ ...accountFields, org: orgIdField, on: dateField });
export type OpenAccountPayload = z.output<typeof openAccountPayload>;

export const openAccountInstruction = defineInstruction({
  type: 'person.openAccount',
  chaincode: 'identity',
  payload: openAccountPayload,
  grant: 'member',
  subject: undefined,
  errors: [
    ...(['ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED'] as const),
    ...(['ACCOUNT_EXISTS', 'IDENTITY_ID_UNBOUND', 'KEY_VERSION_NOT_IN_FORCE', 'FORMER_KEY_NEEDED'] as const),
    ...(['DATES_INVALID', 'DATE_TOO_EARLY', 'JOINED_BEFORE_FOUNDING'] as const),
  ],
});

export const openAccountPresentation: PresentationOf<typeof openAccountInstruction> = {
  words: ({ identityId }) => ({
    zh: `开立数字身份账户 ${identityId}（非会员）`,
    en: `Open identity account ${identityId} (no membership)`,
  }),
  sample: () => ({ ...ACCOUNT_SAMPLE, org: SAMPLE.orgId, on: '2026-01-31' }),
};

/**
 * Opens an account for a person who is no member.
 * @throws DomainError ORGANISATION_UNKNOWN, ORGANISATION_CLOSED, PROVINCE_FOREIGN, KEY_VERSION_NOT_IN_FORCE, FORMER_KEY_NEEDED,
 * ACCOUNT_EXISTS, IDENTITY_ID_UNBOUND,
 * DATES_INVALID, DATE_TOO_EARLY, JOINED_BEFORE_FOUNDING
 */
export function openAccount(payload: OpenAccountPayload, ground: PersonGround): AccountRecord {
  const { province, foundedOn } = assertHome(ground.org, payload.org);
  assertKeyVersions(personKeysOf(payload), ground.keyVersions);
  if (ground.known !== undefined) throw new DomainError('ACCOUNT_EXISTS');
  assertBound(payload);
  assertOpening(payload.on, { foundedOn, today: ground.today });
  const { org, on, level, nameTag, root } = payload;
  return { v: 1, state: 'NONE', province, org, joined: '', since: on, loa: level, tag: nameTag, root };
}

/** That an account may be opened on this day. @throws DomainError DATES_INVALID, DATE_TOO_EARLY, JOINED_BEFORE_FOUNDING */
export function assertOpening(
  on: string,
  { foundedOn, today }: { readonly foundedOn?: string | undefined; readonly today: string },
): void {
  assertDay('on', on, today);
  if (isBeforeFounding({ change: JOINING, joined: on, changed: on }, foundedOn))
    throw new DomainError('JOINED_BEFORE_FOUNDING', { field: 'on' });
}
