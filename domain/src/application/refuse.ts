// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { REFUSAL_REASONS, type ApplicationRecord, type RefusalReason } from '../ledger/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  APPLICATION_SAMPLE,
  applicationFields,
  evidenceField,
  settle,
  type ApplicationGround,
} from './ground.js';

/** 驳回: with a reason of the closed list, and the notice that the person was given. */
export const refusePayload = z.strictObject({
  ...applicationFields,
  reason: z.enum(REFUSAL_REASONS),
  ...evidenceField,
});
export type RefusePayload = z.output<typeof refusePayload>;

export const refuseInstruction = defineInstruction({
  type: 'application.refuse',
  chaincode: 'identity',
  payload: refusePayload,
  grant: 'member',
  subject: 'application',
  hasDeadline: true,
  errors: [
    'ACCOUNT_UNKNOWN',
    'PLACE_WRONG',
    'ORGANISATION_UNKNOWN',
    'APPLICATION_UNKNOWN',
    'APPLICATION_ENDED',
  ],
});

const ZH: Readonly<Record<RefusalReason, string>> = {
  notWorker: '不符合入会条件',
  notCovered: '单位不属本会',
  incomplete: '材料不全',
};
const EN: Readonly<Record<RefusalReason, string>> = {
  notWorker: 'may not join',
  notCovered: 'the employer is not of this union',
  incomplete: 'documents are missing',
};

export const refusePresentation: PresentationOf<typeof refuseInstruction> = {
  words: ({ identityId, org, reason }) => ({
    zh: `驳回 ${identityId} 加入工会 ${org} 的申请：${ZH[reason]}`,
    en: `Refuse the application of ${identityId} to union ${org}: ${EN[reason]}`,
  }),
  sample: () => ({ ...APPLICATION_SAMPLE, reason: 'incomplete', evidence: SAMPLE.digest }),
};

/** The application as it was refused; another may follow. @throws DomainError APPLICATION_UNKNOWN, APPLICATION_ENDED */
export function refuseApplication(
  { org, reason }: RefusePayload,
  ground: ApplicationGround,
): ApplicationRecord {
  return { ...settle('refuse', org, ground), reason };
}
