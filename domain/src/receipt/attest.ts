// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import { RECEIPT_REASONS, type PlanItem, type PlanRecord, type ReceiptRecord } from '../ledger/index.js';
import { assertFree, MOST_ITEMS, type PlanActor } from '../plan/index.js';
import { digestField, manifestIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** Of all that was paid, by the bank's statement; or of one item, by an agent with the reason why no bank says it. */
export const attestPayload = z.strictObject({
  planId: manifestIdField,
  /** SM3 of the bank's statement, or of the signed receipt. */
  document: digestField,
  agent: z.exactOptional(
    z.strictObject({
      item: z.int().check(z.gte(0), z.lte(MOST_ITEMS - 1)),
      reason: z.enum(RECEIPT_REASONS),
    }),
  ),
});
export type AttestPayload = z.output<typeof attestPayload>;

export const attestInstruction = defineInstruction({
  type: 'receipt.attest',
  chaincode: 'benefit',
  payload: attestPayload,
  grant: 'pay',
  subject: 'plan',
  errors: [
    'PLAN_UNKNOWN',
    'PLAN_STEP',
    'ITEM_UNKNOWN',
    'ITEM_STATE',
    'RECEIPT_EXISTS',
    'DUTY_TAKEN',
    'GOODS_RECEIPT',
  ],
});

export const attestPresentation: PresentationOf<typeof attestInstruction> = {
  words: ({ planId, agent }) =>
    agent === undefined
      ? {
          zh: `登记签收：发放计划 ${planId} 已付各笔，凭银行对账单`,
          en: `Attest by the bank's statement that what plan ${planId} paid was received`,
        }
      : {
          zh: `登记签收：发放计划 ${planId} 第 ${agent.item + 1} 笔，由经办人证明（${REASON_ZH[agent.reason]}）`,
          en: `Attest as an agent that item ${agent.item + 1} of plan ${planId} was received (${agent.reason})`,
        },
  sample: () => ({ planId: SAMPLE.manifestId, document: SAMPLE.digest, agent: { item: 0, reason: 'cash' } }),
};

const REASON_ZH: Readonly<Record<ReceiptRecord['reason'], string>> = {
  cash: '现金或实物发放',
  proxy: '他人代领',
  noStatement: '银行未出具对账单',
};

export interface AttestGround {
  readonly plan: PlanRecord | undefined;
  /** The item that an agent names, its letter, and whether it has its receipt. */
  readonly item: PlanItem | undefined;
  readonly letter: string | undefined;
  readonly receipt: ReceiptRecord | undefined;
  readonly actor: PlanActor;
  readonly today: string;
}

/** What an attestation writes: the plan, and the receipt where it is of one item. @throws DomainError as the definition lists them */
export function attestReceipt(
  { document, agent }: AttestPayload,
  ground: AttestGround,
): { readonly plan: PlanRecord; readonly receipt?: ReceiptRecord } {
  const { plan, actor, today } = ground;
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  const { status } = plan;
  if (status !== 'RECONCILED' && status !== 'CLOSED')
    throw new DomainError('PLAN_STEP', { action: 'attest', status });
  assertFree(plan, actor);
  // No bank says of goods that they were received.
  if (agent === undefined && plan.goods === true) throw new DomainError('GOODS_RECEIPT');
  if (agent === undefined) return { plan: { ...plan, v: plan.v + 1, receipt: document } };
  assertPaid(ground);
  const receipt = { v: 1, reason: agent.reason, document, agent: actor.person, on: today };
  return { plan: { ...plan, v: plan.v + 1 }, receipt };
}

function assertPaid({ item, letter, receipt }: AttestGround): void {
  if (item === undefined) throw new DomainError('ITEM_UNKNOWN');
  if (letter !== 'P') throw new DomainError('ITEM_STATE');
  if (receipt !== undefined) throw new DomainError('RECEIPT_EXISTS');
}
