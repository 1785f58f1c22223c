// SPDX-License-Identifier: Apache-2.0
import * as z from 'zod/mini';
import { DomainError } from '../errors/index.js';
import type { Auditor } from '../finding/index.js';
import { defineInstruction, type PresentationOf } from '../instruction/index.js';
import {
  caseNumberField,
  itemField,
  type FundRecord,
  type PlanItem,
  type PlanRecord,
  type UnmaskRecord,
} from '../ledger/index.js';
import type { MemberFacts } from '../plan/index.js';
import { identityIdField, manifestIdField, placeField, unmaskIdField } from '../schema/index.js';
import { SAMPLE } from '../schema/sample.js';

/** Who an item of a plan paid: of nobody else may an auditor ask. */
export const requestPayload = z.strictObject({
  unmaskId: unmaskIdField,
  number: caseNumberField,
  planId: manifestIdField,
  item: itemField,
  identityId: identityIdField,
  place: placeField,
});
export type RequestPayload = z.output<typeof requestPayload>;

export const requestInstruction = defineInstruction({
  type: 'unmask.request',
  chaincode: 'benefit',
  payload: requestPayload,
  grant: undefined,
  actor: 'auditor',
  relation: 'audited',
  subject: undefined,
  hasDeadline: true,
  errors: [
    ...(['UNMASK_EXISTS', 'PLAN_UNKNOWN', 'FUND_UNKNOWN', 'ITEM_UNKNOWN', 'ITEM_STATE'] as const),
    ...(['ACCOUNT_UNKNOWN', 'PLACE_WRONG', 'DUTY_TAKEN'] as const),
  ],
});

export const requestPresentation: PresentationOf<typeof requestInstruction> = {
  words: ({ unmaskId, number, planId, item, identityId }) => ({
    zh: `案号 ${number}：申请调取发放计划 ${planId} 第 ${item + 1} 笔领款人 ${identityId} 的实名（${unmaskId}，须两人批准）`,
    en: `Case ${number}: ask who ${identityId}, payee of item ${item + 1} of plan ${planId}, is (${unmaskId}, by two approvals)`,
  }),
  sample: () => ({
    ...{ unmaskId: SAMPLE.unmaskId, number: 'JS2026-001', planId: SAMPLE.manifestId, item: 3 },
    ...{ identityId: SAMPLE.identityId, place: '' },
  }),
};

export interface UnmaskGround {
  readonly existing: UnmaskRecord | undefined;
  readonly plan: PlanRecord;
  readonly fund: FundRecord;
  readonly item: PlanItem | undefined;
  /** Where it stands. */
  readonly letter: string | undefined;
  /** Where the payee is now: its province's vault has the name. */
  readonly member: MemberFacts;
  readonly auditor: Auditor;
  /** Today in China. */
  readonly today: string;
}

/** Letters of items that grant nothing to anybody: left out, given up. */
const OF_NOBODY = 'XV';

/** A request that waits for two approvals. @throws DomainError UNMASK_EXISTS, ITEM_UNKNOWN, ITEM_STATE */
export function requestUnmasking(payload: RequestPayload, ground: UnmaskGround): UnmaskRecord {
  const { existing, plan, fund, item, letter = '', member, auditor, today } = ground;
  if (existing !== undefined) throw new DomainError('UNMASK_EXISTS');
  if (item?.id !== payload.identityId) throw new DomainError('ITEM_UNKNOWN');
  if (OF_NOBODY.includes(letter)) throw new DomainError('ITEM_STATE');
  return {
    ...{ v: 1, state: 'ASKED', org: plan.org, province: plan.province, fund: plan.fund, source: fund.source },
    ...{ number: payload.number, plan: payload.planId, item: payload.item },
    ...{ identityId: payload.identityId, home: member.org, homeProvince: member.province },
    ...{ auditor: auditor.operatorId, person: auditor.person, on: today },
  };
}
