// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import {
  assertAllowed,
  CHANGE_ERRORS,
  CHANGE_SAMPLE,
  changeFields,
  changeMembership,
  type ChangeGround,
} from './change-membership.js';

/** 更正: takes back an end that should not have been, or that somebody was retained who works still. */
/** Of whoever is retained, and of nobody else. */
const NOT_RETAINED = 'notRetained';

export const rescindPayload = z.strictObject({
  ...changeFields,
  reason: z.enum(['notDead', 'judgment', 'mistake', NOT_RETAINED]),
});
export type RescindPayload = z.output<typeof rescindPayload>;

export const rescindInstruction = defineInstruction({
  type: 'membership.rescind',
  chaincode: 'identity',
  payload: rescindPayload,
  grant: 'member',
  subject: 'account',
  // One person alone ends nobody's membership: the second is of another union.
  secondSignature: TWO_UNIONS,
  errors: [...CHANGE_ERRORS, 'REASON_UNFIT'],
});

const ZH: Readonly<Record<RescindPayload['reason'], string>> = {
  notDead: '误报死亡',
  judgment: '判决撤销',
  mistake: '办理有误',
  notRetained: '误办保留会籍',
};
const EN: Readonly<Record<RescindPayload['reason'], string>> = {
  notDead: 'not dead',
  judgment: 'the judgment was reversed',
  mistake: 'done by mistake',
  notRetained: 'retained by mistake',
};

export const rescindPresentation: PresentationOf<typeof rescindInstruction> = {
  words: ({ identityId, on, reason }) => ({
    zh: `会员 ${identityId} 自 ${on} 起恢复到此前的状态：${ZH[reason]}`,
    en: `Take back what ended or rested the membership of ${identityId}, from ${on}: ${EN[reason]}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, reason: 'notDead' }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function rescindMembership(payload: RescindPayload, ground: ChangeGround): AccountRecord {
  const { state } = ground.account;
  assertAllowed('rescind', ground);
  if ((payload.reason === NOT_RETAINED) !== (state === 'RETAINED'))
    throw new DomainError('REASON_UNFIT', { reason: payload.reason, state });
  return changeMembership({ action: 'rescind', on: payload.on, why: payload.reason }, ground);
}
