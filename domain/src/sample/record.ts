// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { fromBase64url, toBase64url } from '../encoding/index.js';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { auditedItemsField, type PlanRecord, type SampleRecord } from '../ledger/index.js';
import { digestField, manifestIdField, versionField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';
import { sm3 } from '../sm/index.js';
import { sampleOf } from './draw.js';

export const recordPayload = z.strictObject({
  planId: manifestIdField,
  nonce: digestField,
  /** The block after which it was drawn, and its hash: whether it is that block, readers of the ledger see. */
  block: versionField,
  hash: digestField,
  items: auditedItemsField,
  /** Of them, how many were not as recorded. */
  failed: z.int().check(z.gte(0)),
  /** SM3 of the working paper. */
  evidence: digestField,
});
export type RecordPayload = z.output<typeof recordPayload>;

export const recordInstruction = defineInstruction({
  type: 'sample.record',
  chaincode: 'benefit',
  payload: recordPayload,
  grant: undefined,
  actor: 'auditor',
  relation: 'audited',
  subject: 'sample',
  hasDeadline: true,
  errors: ['SAMPLE_UNKNOWN', 'SAMPLE_RECORDED', 'SAMPLE_DIFFERS', 'PLAN_UNKNOWN', 'PLAN_STEP', 'DUTY_TAKEN'],
});

export const recordPresentation: PresentationOf<typeof recordInstruction> = {
  words: ({ planId, items, failed, block }) => ({
    zh: `登记抽样结果：发放计划 ${planId}，按区块 ${block} 抽 ${items.length} 笔，不符 ${failed} 笔`,
    en: `Record the sample of plan ${planId}: ${items.length} items drawn by block ${block}, ${failed} not as recorded`,
  }),
  sample: () => ({
    ...{ planId: SAMPLE.manifestId, nonce: SAMPLE.digest, block: 140, hash: SAMPLE.digest },
    ...{ items: [2, 5, 9], failed: 0, evidence: SAMPLE.digest },
  }),
};

export interface RecordGround {
  readonly sample: SampleRecord | undefined;
  readonly plan: PlanRecord;
  /** Where an item stands. */
  readonly letterOf: (item: number) => string | undefined;
  readonly person: string;
  /** Today in China. */
  readonly today: string;
}

/** The sample with what was drawn and found: it can be no other than nonce and block draw. @throws DomainError as the definition lists them */
export function recordSample(payload: RecordPayload, ground: RecordGround): SampleRecord {
  const { plan, person, today, letterOf } = ground;
  const sample = assertCommitted(ground.sample);
  if (plan.status !== 'RECONCILED' && plan.status !== 'CLOSED')
    throw new DomainError('PLAN_STEP', { action: 'sample', status: plan.status });
  const { planId, nonce, block, hash, items, failed, evidence } = payload;
  if (toBase64url(sm3(fromBase64url(nonce))) !== sample.commit) throw new DomainError('SAMPLE_DIFFERS');
  const drawing = { planId, hash, nonce, rows: plan.signed.items, size: sample.size };
  const drawn = sampleOf(drawing, letterOf);
  const isDrawn = drawn.length === items.length && drawn.every((item, at) => item === items[at]);
  if (!isDrawn || failed > items.length) throw new DomainError('SAMPLE_DIFFERS');
  return {
    ...{ ...sample, v: sample.v + 1, state: 'RECORDED' },
    drawn: { on: today, person, evidence, nonce, block, hash, items, failed },
  };
}

function assertCommitted(sample: SampleRecord | undefined): SampleRecord {
  if (sample === undefined) throw new DomainError('SAMPLE_UNKNOWN');
  if (sample.state !== 'COMMITTED') throw new DomainError('SAMPLE_RECORDED');
  return sample;
}
