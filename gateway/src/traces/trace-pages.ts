// SPDX-License-Identifier: Apache-2.0
import type { FundTrace, LineTrace, LineView, PersonTrace, PlanTrace, TracedPlan } from '@unionid/domain/api';
import { DomainError } from '@unionid/domain/errors';
import type { FundRecord, FundSource, PlanRecord } from '@unionid/domain/ledger';
import { paidOff, reservedBy } from '@unionid/domain/plan';
import { nameUnions } from '../read-model/name-unions.js';
import type { KnownItem, LineName, PageRequest, ReadModel } from '../read-model/read-model.js';
import { toLineView } from './line-view.js';
import { movementsDownTo } from './movements.js';
import { correctionsUpTo, planSteps } from './plan-steps.js';
import { StepMaker } from './step-maker.js';
import { toTracedItem } from './item-view.js';
import { fundAsOf, termsOf } from './trace-item.js';
import type { Moment } from './trace-moment.js';

/** Down the tree: a fund and its lines. @param within union that whoever asks answers for. @throws DomainError FUND_UNKNOWN */
export async function traceFund(
  readModel: ReadModel,
  { fund, within }: { readonly fund: string; readonly within: string },
  { moment, page }: { readonly moment: Moment; readonly page: PageRequest },
): Promise<FundTrace> {
  const record = await fundAsOf(readModel, fund, moment.asOf);
  const { items: unions, ...rest } = await readModel.unionsOf({ fund, within }, page);
  const items: LineView[] = [];
  for (const org of unions) {
    const line = (await readModel.lineAsOf({ fund, org }, moment.asOf))?.record;
    if (line !== undefined) items.push(toLineView({ fund, org, line }));
  }
  const trace = { ...moment, fund: toFundView(fund, record), ...rest, items };
  return nameUnions(readModel, trace, moment.asOf);
}

/** A line, what came onto it, and its plans. @throws DomainError LINE_UNKNOWN */
export async function traceLine(
  readModel: ReadModel,
  name: LineName,
  { moment, page }: { readonly moment: Moment; readonly page: PageRequest },
): Promise<LineTrace> {
  const { asOf: block } = moment;
  const line = (await readModel.lineAsOf(name, block))?.record;
  if (line === undefined) throw new DomainError('LINE_UNKNOWN');
  const { items: planIds, ...rest } = await readModel.plansOf(name, page);
  const items: TracedPlan[] = [];
  for (const planId of planIds) {
    const plan = (await readModel.planAsOf(planId, block))?.record;
    if (plan !== undefined) items.push(await summaryOf(readModel, planId, plan));
  }
  const { steps, cut } = await movementsDownTo(readModel, new StepMaker(readModel), { line: name, block });
  const trace = {
    ...moment,
    line: toLineView({ ...name, line }),
    movements: [...steps],
    cut,
    ...rest,
    items,
  };
  return nameUnions(readModel, trace, block);
}

/** A plan with its steps, and its items. @throws DomainError PLAN_UNKNOWN */
export async function tracePlan(
  readModel: ReadModel,
  planId: string,
  { moment, page }: { readonly moment: Moment; readonly page: PageRequest },
): Promise<PlanTrace> {
  const versions = await readModel.versionsUpTo('plan', planId, moment.asOf);
  const plan = versions.at(-1)?.record;
  if (plan === undefined) throw new DomainError('PLAN_UNKNOWN');
  const corrections = await correctionsUpTo(readModel, planId, moment.asOf);
  const { items, ...rest } = await readModel.itemsAsOf(planId, moment.asOf, page);
  const trace = {
    ...moment,
    plan: await summaryOf(readModel, planId, plan),
    steps: [...(await planSteps(new StepMaker(readModel), planId, { versions, corrections }))],
    ...rest,
    items: items.map(toTracedItem),
  };
  return nameUnions(readModel, trace, moment.asOf);
}

interface PersonAsked {
  readonly identityId: string;
  /** Union that whoever asks answers for. */
  readonly within: string;
  /** Money from these sources only; all where none are named. */
  readonly sources?: readonly FundSource[] | undefined;
}

/** What a person was granted, in full where it is of the unions that whoever asks answers for. */
export async function tracePerson(
  readModel: ReadModel,
  { identityId, within, sources }: PersonAsked,
  { moment, page }: { readonly moment: Moment; readonly page: PageRequest },
): Promise<PersonTrace> {
  const { items: known, ...rest } = await readModel.grantsAsOf(identityId, moment.asOf, page);
  const items: PersonTrace['items'] = [];
  for (const item of known) {
    const plan = (await readModel.planAsOf(item.planId, moment.asOf))?.record;
    if (plan === undefined) continue;
    const { class: code, window } = plan;
    const isOwn =
      (await readModel.isWithin(plan.org, within)) && (await isFrom(readModel, plan.fund, sources));
    items.push({
      ...{ class: code, window },
      ...(isOwn && { grant: await grantOf(readModel, { item, plan, block: moment.asOf }) }),
    });
  }
  return nameUnions(readModel, { ...moment, identityId, ...rest, items }, moment.asOf);
}

async function isFrom(
  readModel: ReadModel,
  fundId: string,
  sources: readonly FundSource[] | undefined,
): Promise<boolean> {
  if (sources === undefined) return true;
  const fund = await readModel.fund(fundId);
  return fund !== undefined && sources.includes(fund.source);
}

async function grantOf(
  readModel: ReadModel,
  { item, plan, block }: { readonly item: KnownItem; readonly plan: PlanRecord; readonly block: number },
): Promise<NonNullable<PersonTrace['items'][number]['grant']>> {
  const { programme, programmeVersion, programmeTitle, on } = await termsOf(readModel, plan);
  const { title } = await fundAsOf(readModel, plan.fund, block);
  return {
    ...{ ...toTracedItem(item), org: plan.org, fund: plan.fund },
    ...(title !== undefined && { fundTitle: title }),
    ...{ programme, programmeVersion, on },
    ...(programmeTitle !== undefined && { programmeTitle }),
  };
}

export async function summaryOf(readModel: ReadModel, planId: string, plan: PlanRecord): Promise<TracedPlan> {
  const { status, org, fund, signed, stands } = plan;
  const sums = SUMS.flatMap((name) => (plan[name] === undefined ? [] : [[name, plan[name]]]));
  return {
    ...{ planId, status, org, fund, ...(await termsOf(readModel, plan)), signed },
    ...(stands !== undefined && { stands: { items: stands.items, fen: stands.fen } }),
    ...(Object.fromEntries(sums) as Partial<Pick<PlanRecord, (typeof SUMS)[number]>>),
    onLine: { reserved: reservedBy(plan), paid: paidOff(plan) },
  };
}

const SUMS = ['voided', 'paid', 'returned', 'recovered', 'partly', 'writtenOff'] as const;

function toFundView(fundId: string, { v: version, ...fund }: FundRecord): FundTrace['fund'] {
  return { fundId, version, ...fund };
}
