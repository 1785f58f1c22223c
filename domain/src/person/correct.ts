// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import {
  assertNone,
  CORRECTION_ERRORS,
  CORRECTION_SAMPLE,
  correctedAccount,
  correctionFields,
  DOCUMENT_FIELDS,
  IDENTITY_FIELDS,
  type CorrectionGround,
} from './correction.js';
import { correctionWords } from './correction-words.js';

/** 信息变更: phone, address, education and the like, by one person. */
export const correctPayload = z.strictObject(correctionFields);
export type CorrectPayload = z.output<typeof correctPayload>;

export const correctInstruction = defineInstruction({
  type: 'person.correct',
  chaincode: 'identity',
  payload: correctPayload,
  grant: 'member',
  subject: 'account',
  errors: CORRECTION_ERRORS,
});

export const correctPresentation: PresentationOf<typeof correctInstruction> = {
  words: (payload) => correctionWords({ zh: '变更登记信息', en: 'Correct the record' }, payload),
  sample: () => ({ ...CORRECTION_SAMPLE, fields: ['education', 'mobile'] }),
};

/** The account once it is so. @throws DomainError MEMBERSHIP_STEP, CORRECTION_FIELDS */
export function correctAccount(
  { root, fields }: CorrectPayload,
  { account }: Pick<CorrectionGround, 'account'>,
): AccountRecord {
  assertNone(fields, [...IDENTITY_FIELDS, ...DOCUMENT_FIELDS]);
  return correctedAccount({ root }, account);
}
