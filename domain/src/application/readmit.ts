// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf, TWO_UNIONS } from '../instruction/index.js';
import { SAMPLE } from '../schema/sample.js';
import { ADMISSION_ERRORS, admission, admitPayload } from './admit.js';
import { APPLICATION_SAMPLE, evidenceField, type Admitted, type ApplicationGround } from './ground.js';

/** 处罚之后重新接纳: the committee's decision on whoever was expelled, of which the Measures say nothing. */
export const readmitPayload = z.strictObject({ ...admitPayload.shape, ...evidenceField });
export type ReadmitPayload = z.output<typeof readmitPayload>;

export const readmitInstruction = defineInstruction({
  type: 'application.readmit',
  chaincode: 'identity',
  payload: readmitPayload,
  grant: 'member',
  subject: 'application',
  hasDeadline: true,
  // As whoever was expelled was by two.
  secondSignature: TWO_UNIONS,
  errors: [...ADMISSION_ERRORS, 'MEMBERSHIP_STEP'],
});

export const readmitPresentation: PresentationOf<typeof readmitInstruction> = {
  words: ({ identityId, org, on }) => ({
    zh: `重新接纳曾被开除会籍的 ${identityId}，自 ${on} 起加入工会 ${org}`,
    en: `Admit ${identityId}, who was expelled, to union ${org} again from ${on}`,
  }),
  sample: () => ({ ...APPLICATION_SAMPLE, on: '2026-01-31', evidence: SAMPLE.digest }),
};

/** The membership of somebody who was expelled. @throws DomainError as the definition lists them */
export function readmit({ identityId, place, org, on }: ReadmitPayload, ground: ApplicationGround): Admitted {
  return admission('readmit', { identityId, place, org, on }, ground);
}
