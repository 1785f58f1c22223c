// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
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

/** 退会: by the member, whose written request the evidence is (article 22). */
export const leavePayload = z.strictObject({
  ...changeFields,
  reason: z.enum(['request']),
});
export type LeavePayload = z.output<typeof leavePayload>;

export const leaveInstruction = defineInstruction({
  type: 'membership.leave',
  chaincode: 'identity',
  payload: leavePayload,
  grant: 'member',
  subject: 'account',
  secondSignature: LATE_FACTS,
  errors: [...CHANGE_ERRORS, ...ASKED_ERRORS],
});

const ZH: Readonly<Record<LeavePayload['reason'], string>> = { request: '本人申请' };
const EN: Readonly<Record<LeavePayload['reason'], string>> = { request: 'own request' };

export const leavePresentation: PresentationOf<typeof leaveInstruction> = {
  words: ({ identityId, on, reason }) => ({
    zh: `会员 ${identityId} 自 ${on} 起退会：${ZH[reason]}`,
    en: `Let ${identityId} leave from ${on}: ${EN[reason]}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, reason: 'request' }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function leaveMembership(payload: LeavePayload, ground: ChangeGround): AccountRecord {
  return changeMembership({ action: 'leave', on: payload.on, why: payload.reason }, ground);
}
