// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError, type ErrorCode } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { LATE_FACTS } from '../membership/index.js';
import { nextMembership } from '../person/index.js';
import { dateField } from '../schema/index.js';
import { chinaDateAt } from '../values/china-date.js';
import {
  APPLICATION_SAMPLE,
  applicationFields,
  settle,
  type Admitted,
  type ApplicationGround,
} from './ground.js';

/** 批准入会: the day of the approval is the first of the membership (art. 5). */
export const admitPayload = z.strictObject({ ...applicationFields, on: dateField });
export type AdmitPayload = z.output<typeof admitPayload>;

/** Refusals of an admission, of either kind. */
export const ADMISSION_ERRORS = [
  ...(['ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED'] as const),
  ...(['MEMBER_UNCHANGED', 'MEMBER_EXISTS', 'MEMBERSHIP_ENDED'] as const),
  ...(['APPLICATION_UNKNOWN', 'APPLICATION_ENDED'] as const),
  'DATES_INVALID',
] as const satisfies readonly ErrorCode[];

export const admitInstruction = defineInstruction({
  type: 'application.admit',
  chaincode: 'identity',
  payload: admitPayload,
  grant: 'member',
  subject: 'application',
  hasDeadline: true,
  secondSignature: LATE_FACTS,
  errors: ADMISSION_ERRORS,
});

export const admitPresentation: PresentationOf<typeof admitInstruction> = {
  words: ({ identityId, org, on }) => ({
    zh: `批准 ${identityId} 自 ${on} 起加入工会 ${org}`,
    en: `Admit ${identityId} to union ${org} from ${on}`,
  }),
  sample: () => ({ ...APPLICATION_SAMPLE, on: '2026-01-31' }),
};

/** The membership that the application led to; the person's applications to others have come to nothing. @throws DomainError as listed */
export function admit(payload: AdmitPayload, ground: ApplicationGround): Admitted {
  return admission('admit', payload, ground);
}

/** The same for whoever was expelled, which is two persons' decision. */
export function admission(
  action: 'admit' | 'readmit',
  { org, on }: AdmitPayload,
  ground: ApplicationGround,
): Admitted {
  const application = settle(action, org, ground);
  const { account, today } = ground;
  // The day of the approval: nobody is approved before having asked.
  const asked = chinaDateAt(Date.parse(application.asked));
  if (on < asked || on > today) throw new DomainError('DATES_INVALID', { field: 'on', since: asked });
  const { province, loa, tag, root } = account;
  return {
    application,
    account: nextMembership(account, {
      ...{ state: 'ACTIVE', province, org, joined: on, since: on },
      ...{ loa, tag, root },
    }),
  };
}
