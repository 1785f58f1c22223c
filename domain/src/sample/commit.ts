// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import type { Auditor } from '../finding/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { sampleSizeField, type FundRecord, type PlanRecord, type SampleRecord } from '../ledger/index.js';
import { digestField, manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

export const commitPayload = z.strictObject({
  planId: manifestIdField,
  /** SM3 of a nonce of 32 random bytes, which the auditor keeps. */
  commit: digestField,
  /** How many items are to be looked at. */
  size: sampleSizeField,
});
export type CommitPayload = z.output<typeof commitPayload>;

export const commitInstruction = defineInstruction({
  type: 'sample.commit',
  chaincode: 'benefit',
  payload: commitPayload,
  grant: undefined,
  actor: 'auditor',
  relation: 'audited',
  subject: undefined,
  hasDeadline: true,
  errors: ['SAMPLE_EXISTS', 'PLAN_UNKNOWN', 'PLAN_STEP', 'FUND_UNKNOWN', 'DUTY_TAKEN'],
});

export const commitPresentation: PresentationOf<typeof commitInstruction> = {
  words: ({ planId, size }) => ({
    zh: `承诺抽样：发放计划 ${planId}，对账后抽 ${size} 笔`,
    en: `Commit to a sample of ${size} items of plan ${planId}, drawn once it is reconciled`,
  }),
  sample: () => ({ planId: SAMPLE.manifestId, commit: SAMPLE.digest, size: 20 }),
};

export interface CommitGround {
  readonly existing: SampleRecord | undefined;
  readonly plan: PlanRecord;
  readonly fund: FundRecord;
  readonly auditor: Auditor;
  /** Today in China. */
  readonly today: string;
}

/** The promise of a sample, before anybody has locked what it is drawn from. @throws DomainError SAMPLE_EXISTS, PLAN_STEP, DUTY_TAKEN */
export function commitSample({ commit, size }: CommitPayload, ground: CommitGround): SampleRecord {
  const { existing, plan, fund, auditor, today } = ground;
  if (existing !== undefined) throw new DomainError('SAMPLE_EXISTS');
  if (plan.status !== 'OPEN') throw new DomainError('PLAN_STEP', { action: 'sample', status: plan.status });
  return {
    ...{ v: 1, state: 'COMMITTED', org: plan.org, province: plan.province },
    ...{ fund: plan.fund, source: fund.source, auditor: auditor.operatorId, person: auditor.person },
    ...{ commit, size, on: today },
  };
}
