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

/** 恢复: whoever was retained works again; not the retired, who stay so when they are hired again (article 17). */
export const resumePayload = z.strictObject({
  ...changeFields,
  reason: z.enum(['employed', 'demobilised']),
});
export type ResumePayload = z.output<typeof resumePayload>;

export const resumeInstruction = defineInstruction({
  type: 'membership.resume',
  chaincode: 'identity',
  payload: resumePayload,
  grant: 'member',
  subject: 'account',
  secondSignature: LATE_FACTS,
  errors: [...CHANGE_ERRORS, 'RETIRED_STAYS'],
});

const ZH: Readonly<Record<ResumePayload['reason'], string>> = { employed: '重新就业', demobilised: '退役' };
const EN: Readonly<Record<ResumePayload['reason'], string>> = {
  employed: 'employed again',
  demobilised: 'demobilised',
};

export const resumePresentation: PresentationOf<typeof resumeInstruction> = {
  words: ({ identityId, on, reason }) => ({
    zh: `会员 ${identityId} 自 ${on} 起恢复会籍：${ZH[reason]}`,
    en: `Resume the membership of ${identityId} from ${on}: ${EN[reason]}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, reason: 'employed' }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function resumeMembership(payload: ResumePayload, ground: ChangeGround): AccountRecord {
  return changeMembership({ action: 'resume', on: payload.on, why: payload.reason }, ground);
}
