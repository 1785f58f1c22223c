// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import {
  CHANGE_ERRORS,
  CHANGE_SAMPLE,
  changeFields,
  changeMembership,
  type ChangeGround,
} from './change-membership.js';

/** 死亡: ends a membership of any state, by what a register or a certificate says. */
export const deceasePayload = z.strictObject({
  ...changeFields,
});
export type DeceasePayload = z.output<typeof deceasePayload>;

export const deceaseInstruction = defineInstruction({
  type: 'membership.decease',
  chaincode: 'identity',
  payload: deceasePayload,
  grant: 'member',
  subject: 'account',
  // One person alone ends nobody's membership: the second is of another union.
  secondSignature: TWO_UNIONS,
  errors: [...CHANGE_ERRORS],
});

export const deceasePresentation: PresentationOf<typeof deceaseInstruction> = {
  words: ({ identityId, on }) => ({
    zh: `会员 ${identityId} 于 ${on} 死亡`,
    en: `Record the death of ${identityId} on ${on}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function deceaseMembership(payload: DeceasePayload, ground: ChangeGround): AccountRecord {
  return changeMembership({ action: 'decease', on: payload.on, why: 'deceased' }, ground);
}
