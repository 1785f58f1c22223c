// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import type { AccountRecord } from '../ledger/index.js';
import { tagField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  assertNobodyAsks,
  assertNone,
  assertSome,
  CORRECTION_ERRORS,
  CORRECTION_SAMPLE,
  correctedAccount,
  correctionFields,
  DOCUMENT_FIELDS,
  IDENTITY_FIELDS,
  type CorrectionGround,
} from './correction.js';
import { correctionWords } from './correction-words.js';

/** 身份信息更正: name, sex, birth; the document stays the same. */
export const correctIdentityPayload = z.strictObject({
  ...correctionFields,
  /** Of the document and the name as it is to be. */
  nameTag: tagField,
});
export type CorrectIdentityPayload = z.output<typeof correctIdentityPayload>;

export const correctIdentityInstruction = defineInstruction({
  type: 'person.correctIdentity',
  chaincode: 'identity',
  payload: correctIdentityPayload,
  grant: 'member',
  subject: 'account',
  // One person alone makes nobody another: the second is of another union.
  secondSignature: TWO_UNIONS,
  errors: [...CORRECTION_ERRORS, 'TRANSFER_OPEN'],
});

export const correctIdentityPresentation: PresentationOf<typeof correctIdentityInstruction> = {
  words: (payload) => correctionWords({ zh: '更正身份信息', en: 'Correct the identity' }, payload),
  sample: () => ({ ...CORRECTION_SAMPLE, fields: ['name'], nameTag: SAMPLE.tag }),
};

/** The account once it is so. @throws DomainError MEMBERSHIP_STEP, CORRECTION_FIELDS, TRANSFER_OPEN */
export function correctIdentity(
  { root, fields, nameTag: tag }: CorrectIdentityPayload,
  ground: CorrectionGround,
): AccountRecord {
  assertNone(fields, DOCUMENT_FIELDS);
  assertSome(fields, IDENTITY_FIELDS);
  // Of the same document, only another name has another tag.
  if (tag !== ground.account.tag) assertSome(fields, ['name']);
  assertNobodyAsks(ground);
  return correctedAccount({ root, tag }, ground.account);
}
