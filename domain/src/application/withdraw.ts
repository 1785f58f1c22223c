// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import type { ApplicationRecord } from '../ledger/index.js';
import { SAMPLE } from '../schema/sample.js';
import {
  APPLICATION_SAMPLE,
  applicationFields,
  evidenceField,
  settle,
  type ApplicationGround,
} from './ground.js';

/** 撤回申请, by the person, as the union records it. */
export const withdrawPayload = z.strictObject({ ...applicationFields, ...evidenceField });
export type WithdrawPayload = z.output<typeof withdrawPayload>;

export const withdrawInstruction = defineInstruction({
  type: 'application.withdraw',
  chaincode: 'identity',
  payload: withdrawPayload,
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

export const withdrawPresentation: PresentationOf<typeof withdrawInstruction> = {
  words: ({ identityId, org }) => ({
    zh: `登记：${identityId} 撤回加入工会 ${org} 的申请`,
    en: `Record that ${identityId} takes back the application to union ${org}`,
  }),
  sample: () => ({ ...APPLICATION_SAMPLE, evidence: SAMPLE.digest }),
};

/** The application as it was taken back. @throws DomainError APPLICATION_UNKNOWN, APPLICATION_ENDED */
export function withdrawApplication({ org }: WithdrawPayload, ground: ApplicationGround): ApplicationRecord {
  return settle('withdraw', org, ground);
}
