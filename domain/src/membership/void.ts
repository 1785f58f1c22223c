// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import { DomainError } from '../errors/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { SETTLING_ERRORS } from '../person/index.js';
import { identityIdField, placeField } from '../schema/index.js';
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
  /** Of a duplicate: the account that stands, where this settles a claim on it (ADR 66). */
  into: z.exactOptional(z.strictObject({ identityId: identityIdField, place: placeField })),
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
  errors: [
    ...CHANGE_ERRORS,
    ...ASKED_ERRORS,
    ...SETTLING_ERRORS,
    ...(['STANDING_NOT_MEMBER', 'STANDING_FULL', 'ACCOUNT_OF_OPERATOR'] as const),
  ],
});

const ZH: Readonly<Record<VoidPayload['reason'], string>> = { duplicate: '重复录入', mistake: '录入错误' };
const EN: Readonly<Record<VoidPayload['reason'], string>> = {
  duplicate: 'entered twice',
  mistake: 'entered by mistake',
};

export const voidPresentation: PresentationOf<typeof voidInstruction> = {
  words: ({ identityId, on, reason, into }) => ({
    zh: `会员 ${identityId} 自 ${on} 起作废：${ZH[reason]}${into === undefined ? '' : `，保留同一人的账户 ${into.identityId}`}`,
    en: `Void the account ${identityId} from ${on}: ${EN[reason]}${into === undefined ? '' : `; account ${into.identityId} of the same person stands`}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, reason: 'duplicate' }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function voidMembership(payload: VoidPayload, ground: ChangeGround): AccountRecord {
  const { on, reason, into } = payload;
  if (into !== undefined && reason !== 'duplicate') throw new DomainError('CLAIM_ACCOUNT');
  const account = changeMembership({ action: 'void', on, why: reason }, ground);
  return into === undefined ? account : { ...account, into: into.identityId };
}
