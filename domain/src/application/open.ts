// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { APPLICATION_MEANS, type ApplicationMeans, type ApplicationRecord } from '../ledger/index.js';
import { SAMPLE } from '../schema/sample.js';
import { timestampAt } from '../values/timestamp.js';
import {
  APPLICATION_SAMPLE,
  applicationFields,
  assertApplicable,
  evidenceField,
  type ApplicationGround,
} from './ground.js';

const DAY_MS = 86_400_000;
/** Days in which the union should decide; whoever stands above it sees what waits longer. */
const REVIEW_DAYS = 15;
const LAPSE_DAYS = 60;

/** 入会申请: as the union that was applied to records it. */
export const openPayload = z.strictObject({
  ...applicationFields,
  means: z.enum(APPLICATION_MEANS),
  ...evidenceField,
});
export type OpenPayload = z.output<typeof openPayload>;

export const openInstruction = defineInstruction({
  type: 'application.open',
  chaincode: 'identity',
  payload: openPayload,
  grant: 'member',
  subject: 'application',
  hasDeadline: true,
  errors: [
    ...(['ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'ORGANISATION_UNKNOWN', 'ORGANISATION_CLOSED'] as const),
    ...(['MEMBER_UNCHANGED', 'MEMBER_EXISTS', 'MEMBERSHIP_ENDED', 'APPLICATION_OPEN'] as const),
  ],
});

const ZH: Readonly<Record<ApplicationMeans, string>> = { online: '网上', written: '书面', oral: '口头' };
const EN: Readonly<Record<ApplicationMeans, string>> = {
  online: 'online',
  written: 'in writing',
  oral: 'orally',
};

export const openPresentation: PresentationOf<typeof openInstruction> = {
  words: ({ identityId, org, means }) => ({
    zh: `登记：${identityId} ${ZH[means]}申请加入工会 ${org}`,
    en: `Record that ${identityId} applies ${EN[means]} to union ${org}`,
  }),
  sample: () => ({ ...APPLICATION_SAMPLE, means: 'written', evidence: SAMPLE.digest }),
};

/** The application. @throws DomainError as the definition lists them */
export function openApplication(
  { org, means, evidence }: OpenPayload,
  ground: ApplicationGround,
): ApplicationRecord {
  const { to: status } = assertApplicable('open', org, ground);
  const {
    application,
    now,
    account: { province, since, joined, nth },
  } = ground;
  return {
    ...{ v: (application?.v ?? 0) + 1, status, province, means, evidence, asked: timestampAt(now) },
    due: timestampAt(now + REVIEW_DAYS * DAY_MS),
    lapsesAt: timestampAt(now + LAPSE_DAYS * DAY_MS),
    ...{ since, joined, ...(nth !== undefined && { nth }) },
  };
}
