// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { HOSTINGS, type AccountRecord, type OrganisationRecord } from '../ledger/index.js';
import { assertDay, assertOpen } from '../organisation/index.js';
import { dateField, orgIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  assertAllowed,
  CHANGE_ERRORS,
  CHANGE_SAMPLE,
  changeFields,
  LATE_FACTS,
  type ChangeGround,
} from './change-membership.js';

/**
 * 借调, or 委托管理 of whoever is dispatched (会籍管理办法 art. 9, 14): another union serves the member for some time; membership, count
 * and vote stay where they are.
 */
export const entrustPayload = z.strictObject({
  ...changeFields,
  kind: z.enum(HOSTINGS),
  host: orgIdField,
  /** The last day. */
  until: dateField,
});
export type EntrustPayload = z.output<typeof entrustPayload>;

export const entrustInstruction = defineInstruction({
  type: 'membership.entrust',
  chaincode: 'identity',
  payload: entrustPayload,
  grant: 'member',
  subject: 'account',
  secondSignature: LATE_FACTS,
  errors: [...CHANGE_ERRORS, 'ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED', 'HOST_OWN'],
});

const ZH = { secondment: '借调到', dispatch: '劳务派遣，委托管理：' } as const;
const EN = { secondment: 'seconded to', dispatch: 'dispatched, and in the care of' } as const;

export const entrustPresentation: PresentationOf<typeof entrustInstruction> = {
  words: ({ identityId, on, until, kind, host }) => ({
    zh: `会员 ${identityId} 自 ${on} 至 ${until} ${ZH[kind]}工会 ${host}，会籍不变`,
    en: `Member ${identityId} is from ${on} to ${until} ${EN[kind]} union ${host}; the membership stays`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, kind: 'secondment', host: SAMPLE.otherOrgId, until: '2026-12-31' }),
};

/** The account once it is so; entrusted again to another union it is that one's. @throws DomainError as the definition lists them */
export function entrustMembership(
  { on, until, kind, host }: EntrustPayload,
  ground: ChangeGround & { readonly union: OrganisationRecord | undefined },
): AccountRecord {
  const { account, today, union } = ground;
  const { since, org } = account;
  assertAllowed('entrust', ground);
  assertOpen(union, host);
  if (host === org) throw new DomainError('HOST_OWN', { orgId: host });
  assertDay('on', on, today);
  if (on < since) throw new DomainError('DATES_INVALID', { field: 'on', since });
  if (until < on) throw new DomainError('DATES_INVALID', { field: 'until' });
  return { ...account, v: account.v + 1, hosted: { org: host, kind, on, until } };
}
