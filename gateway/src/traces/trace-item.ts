// SPDX-License-Identifier: Apache-2.0
import type { ItemTrace, TraceStep } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import { ITEMS_PER_RECORD, type FundRecord, type PlanRecord } from '@unionid/domain/ledger';
import { nameUnions } from '../read-model/name-unions.js';
import type { ReadModel } from '../read-model/read-model.js';
import { toTracedItem } from './item-view.js';
import { fundSteps, movementsDownTo } from './movements.js';
import { correctionsUpTo, itemSteps, planSteps, programmeStep } from './plan-steps.js';
import { StepMaker } from './step-maker.js';
import type { Moment } from './trace-moment.js';

/** One item of a plan. */
export interface ItemName {
  readonly planId: string;
  /** Its row in the plan's list, from 0. */
  readonly item: number;
}

/** The way of an item, each step in the ledger's order. @throws DomainError PLAN_UNKNOWN, ITEM_UNKNOWN */
export async function traceItem(
  readModel: ReadModel,
  { planId, item }: ItemName,
  moment: Moment,
): Promise<ItemTrace> {
  const { asOf: block } = moment;
  const versions = await readModel.versionsUpTo('plan', planId, block);
  const [opened, plan] = [versions.at(0), versions.at(-1)?.record];
  if (plan === undefined || opened === undefined) throw new DomainError('PLAN_UNKNOWN');
  const known = await readModel.itemAsOf({ planId, item }, block);
  if (known === undefined) throw new DomainError('ITEM_UNKNOWN');
  const maker = new StepMaker(readModel);
  const record = `${planId}/${String(Math.floor(item / ITEMS_PER_RECORD))}`;
  const letters = await readModel.versionsUpTo('itemStates', record, block);
  const corrections = await correctionsUpTo(readModel, planId, block);
  const fund = await fundAsOf(readModel, plan.fund, block);
  const movements = await movementsDownTo(readModel, maker, { line: plan, block: opened.block });
  const steps = [
    ...(await fundSteps(readModel, maker, { fund: plan.fund, block })),
    ...movements.steps,
    ...(await programmeStep(readModel, maker, plan)),
    ...(await planSteps(maker, planId, { versions, corrections })),
    ...(await itemSteps(maker, known, { versions: letters, corrections })),
  ];
  const trace = {
    ...moment,
    ...toTracedItem(known),
    ...{ org: plan.org, status: plan.status, fund: plan.fund, fundOrg: fund.org, source: fund.source },
    ...(fund.title !== undefined && { fundTitle: fund.title }),
    ...(await termsOf(readModel, plan)),
    ...{ steps: inOrder(steps), cut: movements.cut },
  };
  return nameUnions(readModel, trace, block);
}

/** The fund once a block was applied. @throws DomainError FUND_UNKNOWN */
export async function fundAsOf(readModel: ReadModel, fund: string, block: number): Promise<FundRecord> {
  const record = (await readModel.fundAsOf(fund, block))?.record;
  if (record === undefined) throw new DomainError('FUND_UNKNOWN');
  return record;
}

type Terms = Pick<ItemTrace, 'programme' | 'programmeVersion' | 'programmeTitle' | 'class' | 'window' | 'on'>;

/** By what a plan grants. */
export async function termsOf(readModel: ReadModel, plan: PlanRecord): Promise<Terms> {
  const { programme, programmeVersion, class: code, window, on } = plan;
  const title = (await readModel.programme(programme, programmeVersion))?.title;
  return {
    ...{ programme, programmeVersion, class: code, window, on },
    ...(title !== undefined && { programmeTitle: title }),
  };
}

/** By block; of one block as they were found, which is from the fund down. */
export function inOrder(steps: readonly TraceStep[]): TraceStep[] {
  return [...steps].sort((one, other) => one.block - other.block);
}
