// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import { yuan } from '../fund/words.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  auditedItemsField,
  checkCodeField,
  type FindingRecord,
  type FundRecord,
  type OrganisationRecord,
  type PlanRecord,
} from '../ledger/index.js';
import {
  dateField,
  digestField,
  fenField,
  findingIdField,
  fundIdField,
  manifestIdField,
  orgIdField,
  recordVersionField,
  versionField,
} from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

export const openFindingPayload = z.strictObject({
  findingId: findingIdField,
  /** The union that is to answer for it, and whose money it is. */
  org: orgIdField,
  fund: fundIdField,
  plan: z.exactOptional(manifestIdField),
  items: z.exactOptional(auditedItemsField),
  check: checkCodeField,
  rule: recordVersionField,
  height: versionField,
  evidence: digestField,
  fen: fenField,
  due: dateField,
});
export type OpenFindingPayload = z.output<typeof openFindingPayload>;

export const openInstruction = defineInstruction({
  type: 'finding.open',
  chaincode: 'benefit',
  payload: openFindingPayload,
  grant: undefined,
  actor: 'auditor',
  relation: 'audited',
  subject: undefined,
  hasDeadline: true,
  errors: [
    ...(['FINDING_EXISTS', 'FUND_UNKNOWN', 'ORGANISATION_UNKNOWN', 'PLAN_UNKNOWN'] as const),
    ...(['FINDING_ELSEWHERE', 'ITEM_UNKNOWN', 'DUTY_TAKEN', 'DATES_INVALID'] as const),
  ],
});

export const openPresentation: PresentationOf<typeof openInstruction> = {
  // About no plan it is about all that the union does with the fund's money.
  words: ({ findingId, org, fund, check, fen, due, plan }) => ({
    zh: `审计发现 ${findingId}：${org}，检查 ${check}，${plan === undefined ? `资金 ${fund} 的使用，不限某一计划` : `发放计划 ${plan}`}，应追缴 ${yuan(fen)} 元，${due} 前整改`,
    en: `Finding ${findingId} about ${org}: check ${check}, ${plan === undefined ? `money of fund ${fund}, of no one plan` : `plan ${plan}`}, CNY ${yuan(fen)} to be recovered, to be answered by ${due}`,
  }),
  sample: () => ({
    ...{ findingId: SAMPLE.findingId, org: SAMPLE.orgId, fund: SAMPLE.fundId, plan: SAMPLE.manifestId },
    ...{ items: [0, 3], check: 'DUP-1', rule: 1, height: 120, evidence: SAMPLE.digest },
    ...{ fen: 50_000, due: '2026-12-31' },
  }),
};

/** Who audits, as operator and person. */
export interface Auditor {
  readonly operatorId: string;
  readonly person: string;
}

export interface OpenFindingGround {
  readonly existing: FindingRecord | undefined;
  readonly org: OrganisationRecord | undefined;
  readonly fund: FundRecord | undefined;
  /** The plan that the payload names. */
  readonly plan: PlanRecord | undefined;
  readonly auditor: Auditor;
  /** Today in China. */
  readonly today: string;
}

/** A new finding; about a plan, the plan's union answers for it, and nobody audits where he had a duty. @throws DomainError */
export function openFinding(payload: OpenFindingPayload, ground: OpenFindingGround): FindingRecord {
  const { existing, org, fund, auditor, today } = ground;
  if (existing !== undefined) throw new DomainError('FINDING_EXISTS');
  if (org === undefined) throw new DomainError('ORGANISATION_UNKNOWN', { orgId: payload.org });
  if (fund === undefined) throw new DomainError('FUND_UNKNOWN');
  if (payload.due < today) throw new DomainError('DATES_INVALID', { field: 'due' });
  assertPlan(payload, ground);
  const { plan, items, check, rule, height, evidence, fen, due } = payload;
  return {
    ...{ v: 1, state: 'OPEN', org: payload.org, province: org.province },
    ...{ fund: payload.fund, source: fund.source },
    ...(plan !== undefined && { plan }),
    ...(items !== undefined && { items }),
    ...{ check, rule, height, evidence, fen, due },
    ...{ auditor: auditor.operatorId, person: auditor.person, on: today },
  };
}

function assertPlan(payload: OpenFindingPayload, { plan }: Pick<OpenFindingGround, 'plan'>): void {
  if (payload.plan === undefined) {
    if (payload.items !== undefined) throw new DomainError('PLAN_UNKNOWN');
    return;
  }
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  if (plan.org !== payload.org || plan.fund !== payload.fund) throw new DomainError('FINDING_ELSEWHERE');
  const last = payload.items?.at(-1) ?? 0;
  if (last >= plan.signed.items) throw new DomainError('ITEM_UNKNOWN');
}
