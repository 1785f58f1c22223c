// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { digestField } from '../schema/index.js';
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

/** 开除会籍: the committee decides, and files it with the union above, whose consent it does not need (article 23). */
export const expelPayload = z.strictObject({
  ...changeFields,
  reason: z.enum(['crime']),
  /** SM3 of the judgment. */
  judgment: digestField,
});
export type ExpelPayload = z.output<typeof expelPayload>;

export const expelInstruction = defineInstruction({
  type: 'membership.expel',
  chaincode: 'identity',
  payload: expelPayload,
  grant: 'member',
  subject: 'account',
  // One person alone ends nobody's membership: the second is of another union.
  secondSignature: TWO_UNIONS,
  errors: [...CHANGE_ERRORS, ...ASKED_ERRORS],
});

const ZH: Readonly<Record<ExpelPayload['reason'], string>> = { crime: '严重违法犯罪并受刑事处分' };
const EN: Readonly<Record<ExpelPayload['reason'], string>> = { crime: 'sentenced for a grave crime' };

export const expelPresentation: PresentationOf<typeof expelInstruction> = {
  words: ({ identityId, on, reason }) => ({
    zh: `会员 ${identityId} 自 ${on} 起开除会籍：${ZH[reason]}`,
    en: `Expel ${identityId} from ${on}: ${EN[reason]}`,
  }),
  sample: () => ({ ...CHANGE_SAMPLE, reason: 'crime', judgment: CHANGE_SAMPLE.evidence }),
};

/** The account once it is so. @throws DomainError as the definition lists them */
export function expelMembership(payload: ExpelPayload, ground: ChangeGround): AccountRecord {
  return changeMembership({ action: 'expel', on: payload.on, why: payload.reason }, ground);
}
