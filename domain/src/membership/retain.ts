// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import {
  CHANGE_ERRORS,
  CHANGE_SAMPLE,
  changeFields,
  changeMembership,
  LATE_FACTS,
  type ChangeGround,
} from './change-membership.js';

/** 保留会籍: by the union, on a ground of articles 17, 19 and 20. */
export const retainPayload = z.strictObject({
  ...changeFields,
  reason: z.enum(['retired', 'earlyRetired', 'unemployed', 'employerEnded', 'military']),
});
export type RetainPayload = z.output<typeof retainPayload>;

export const retainInstruction = defineInstruction({
  type: 'membership.retain',
  chaincode: 'identity',
  payload: retainPayload,
  grant: 'member',
  subject: 'account',
  secondSignature: LATE_FACTS,
  errors: [...CHANGE_ERRORS],
});

const ZH: Readonly<Record<RetainPayload['reason'], string>> = {
  retired: '退休',
  earlyRetired: '提前退休',
  unemployed: '失业',
  employerEnded: '单位破产关闭',
  military: '参军',
};
const EN: Readonly<Record<RetainPayload['reason'], string>> = {
  retired: 'retired',
  earlyRetired: 'retired early',
  unemployed: 'unemployed',
  employerEnded: 'the employer has ended',
  military: 'military service',
};

export const retainPresentation: PresentationOf<typeof retainInstruction> = {
  words: ({ identityId, on, reason }) => ({
    zh: `会员 ${identityId} 自 ${on} 起保留会籍：${ZH[reason]}`,
    en: `Retain the membership of ${identityId} from ${on}: ${EN[reason]}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, reason: 'retired' }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function retainMembership(payload: RetainPayload, ground: ChangeGround): AccountRecord {
  return changeMembership({ action: 'retain', on: payload.on, why: payload.reason }, ground);
}
