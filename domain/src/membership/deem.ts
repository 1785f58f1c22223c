// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { dateField, digestField } from '../schema/index.js';
import { addMonths } from '../values/calendar-date.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import {
  ASKED_ERRORS,
  CHANGE_ERRORS,
  CHANGE_SAMPLE,
  changeFields,
  changeMembership,
  LATE_FACTS,
  type ChangeGround,
} from './change-membership.js';

/** For how long nobody pays dues nor takes part who is deemed to have left (article 22). */
export const ABSENT_MONTHS = 6;

/** 视为自动退会: six months without dues or taking part, and refused after education (article 22). */
export const deemPayload = z.strictObject({
  ...changeFields,
  /** Since when neither dues were paid nor anything taken part in. */
  absentSince: dateField,
  /** SM3 of the record of the education that was refused. */
  education: digestField,
});
export type DeemPayload = z.output<typeof deemPayload>;

export const deemInstruction = defineInstruction({
  type: 'membership.deem',
  chaincode: 'identity',
  payload: deemPayload,
  grant: 'member',
  subject: 'account',
  secondSignature: LATE_FACTS,
  errors: [...CHANGE_ERRORS, 'ABSENCE_TOO_SHORT', ...ASKED_ERRORS],
});

export const deemPresentation: PresentationOf<typeof deemInstruction> = {
  words: ({ identityId, on }) => ({
    zh: `会员 ${identityId} 自 ${on} 起视为自动退会`,
    en: `Deem ${identityId} to have left from ${on}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, absentSince: '2025-07-31', education: CHANGE_SAMPLE.evidence }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function deemMembership(payload: DeemPayload, ground: ChangeGround): AccountRecord {
  if (addMonths(payload.absentSince, ABSENT_MONTHS) > payload.on)
    throw new DomainError('ABSENCE_TOO_SHORT', { since: payload.absentSince });
  const deemed = changeMembership({ action: 'deem', on: payload.on, why: 'absent' }, ground);
  // Nobody was absent where nobody was a member who pays dues, of this union.
  const { since } = ground.account;
  if (payload.absentSince < since) throw new DomainError('DATES_INVALID', { field: 'absentSince', since });
  return deemed;
}
