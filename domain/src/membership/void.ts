// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import {
  ASKED_ERRORS,
  CHANGE_ERRORS,
  CHANGE_SAMPLE,
  changeFields,
  changeMembership,
  type ChangeGround,
} from './change-membership.js';

/** 作废: a record that should not be; a correction, no change of membership. It is not taken back. */
export const voidPayload = z.strictObject({
  ...changeFields,
  reason: z.enum(['duplicate', 'mistake']),
});
export type VoidPayload = z.output<typeof voidPayload>;

export const voidInstruction = defineInstruction({
  type: 'membership.void',
  chaincode: 'identity',
  payload: voidPayload,
  grant: 'member',
  subject: 'account',
  // One person alone ends nobody's membership: the second is of another union.
  secondSignature: TWO_UNIONS,
  errors: [...CHANGE_ERRORS, ...ASKED_ERRORS],
});

const ZH: Readonly<Record<VoidPayload['reason'], string>> = { duplicate: '重复录入', mistake: '录入错误' };
const EN: Readonly<Record<VoidPayload['reason'], string>> = {
  duplicate: 'entered twice',
  mistake: 'entered by mistake',
};

export const voidPresentation: PresentationOf<typeof voidInstruction> = {
  words: ({ identityId, on, reason }) => ({
    zh: `会员 ${identityId} 自 ${on} 起作废：${ZH[reason]}`,
    en: `Void the account ${identityId} from ${on}: ${EN[reason]}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, reason: 'duplicate' }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function voidMembership(payload: VoidPayload, ground: ChangeGround): AccountRecord {
  return changeMembership({ action: 'void', on: payload.on, why: payload.reason }, ground);
}
