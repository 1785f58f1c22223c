// SPDX-License-Identifier: Apache-2.0
import type { LineRecord } from '../ledger/index.js';
import { availableOn } from '../line/index.js';
import { paidOff, reservedBy, standingAsPaid } from '../plan/index.js';
import { daysBetween } from '../values/index.js';
import {
  dayOf,
  foundInPlan,
  groupsOf,
  isPaid,
  newest,
  ownPlans,
  planOf,
  stepTo,
  type Check,
  type Figure,
  type Found,
} from './check.js';
import type { AuditRows, LineRow, PlanRow } from './rows.js';
import { payingStep } from './payees.js';

const ANSWER_DAYS = 15;
const HOLIDAY_DAYS = 8;

export const CLO_1: Check = {
  code: 'CLO-1',
  version: 3,
  title: {
    zh: '资金闭环：资金、额度、计划、明细、回单逐级相等',
    en: 'Fund, lines, plans, items and answers add up',
  },
  thresholds: { days: ANSWER_DAYS, holidayDays: HOLIDAY_DAYS },
  falsePositives: {
    bankHoliday: { zh: '长假期间银行未回单', en: 'No answer over a long bank holiday' },
  },
  gaps: [
    {
      data: { zh: '银行账户余额（账款相符）', en: 'Balances of bank accounts' },
      heldBy: { zh: '银行', en: 'banks' },
    },
  ],
  together: 'plan',
  ofLines: true,
  runAtLarge: (rows) => ({
    figures: unreceived(rows),
    found: rows.lines.filter(({ inScope }) => inScope).flatMap((line) => lineFaults(rows, line)),
  }),
  run: (rows) => ({
    found: ownPlans(rows).flatMap((plan) => planFaults(rows, plan)),
  }),
};

/** What a line says held against its plans and what was moved on it. */
function lineFaults(rows: AuditRows, { fund, org, versions }: LineRow): readonly Found[] {
  const { record, step } = newest(versions);
  const expected = expectedOf(rows, fund, org);
  const wrong = (Object.keys(expected) as (keyof typeof expected)[]).filter(
    (name) => record[name] !== expected[name],
  );
  const found = wrong.map((name): Found => ({
    ...{ org, reason: `line.${name}`, fen: Math.abs(record[name] - expected[name]), items: [], plans: [] },
    ...{ facts: { fund, says: record[name], expected: expected[name] }, steps: [step] },
  }));
  return [...found, ...overdrawn({ fund, org, versions })];
}

/** More given on, held and paid than there ever was. */
function overdrawn({ fund, org, versions }: Pick<LineRow, 'fund' | 'org' | 'versions'>): readonly Found[] {
  const { record, step } = newest(versions);
  const available = availableOn(record);
  if (available >= 0) return [];
  const facts = { fund, received: record.received, available };
  return [{ org, reason: 'line.available', fen: -available, items: [], plans: [], facts, steps: [step] }];
}

type Figures = Pick<LineRecord, 'received' | 'allotted' | 'returned' | 'reserved' | 'paid'>;

function expectedOf(rows: AuditRows, fund: string, org: string): Figures {
  const own = rows.funds.find(({ fundId }) => fundId === fund);
  const opened =
    own !== undefined && newest(own.versions).record.org === org ? newest(own.versions).record.fen : 0;
  const moves = rows.allotments
    .map(({ versions }) => newest(versions).record)
    .filter((one) => one.fund === fund);
  const sum = (some: readonly { readonly fen: number }[]): number =>
    some.reduce((all, { fen }) => all + fen, 0);
  const down = moves.filter(({ back, state }) => back !== true && state !== 'WITHDRAWN');
  const up = moves.filter(({ back, state }) => back === true && state !== 'WITHDRAWN');
  const plans = rows.plans.map(planOf).filter((plan) => plan.fund === fund && plan.org === org);
  return {
    received: opened + sum(down.filter(({ to, state }) => to === org && state === 'ACCEPTED')),
    allotted:
      sum(down.filter(({ from }) => from === org)) -
      sum(up.filter(({ to, state }) => to === org && state === 'ACCEPTED')),
    returned: sum(up.filter(({ from }) => from === org)),
    reserved: sum(plans.map((plan) => ({ fen: reservedBy(plan) }))),
    paid: sum(plans.map((plan) => ({ fen: paidOff(plan) }))),
  };
}

function planFaults(rows: AuditRows, plan: PlanRow): readonly Found[] {
  const record = planOf(plan);
  const { step } = newest(plan.versions);
  const told = { steps: [step] };
  const found: Found[] = [];
  const hasLine = rows.lines.some(({ fund, org }) => fund === record.fund && org === record.org);
  if (plan.programme === undefined || plan.fund === undefined || !hasLine)
    found.push(foundInPlan(plan, { ...told, reason: 'noBudget', fen: record.signed.fen, facts: {} }));
  const standing = plan.items.filter(({ letter }) => letter !== 'X');
  const sum = standing.reduce((all, { record: { fen } }) => all + fen, 0);
  if (record.stands !== undefined && (record.stands.fen !== sum || record.stands.items !== standing.length)) {
    const facts = { says: record.stands.fen, items: sum };
    found.push(
      foundInPlan(plan, { ...told, reason: 'stands', fen: Math.abs(record.stands.fen - sum), facts }),
    );
  }
  return [...found, ...signedFault(plan), ...paidFault(plan), ...answerFault(rows, plan)];
}

/** All its rows, those that were left out among them, held against what the maker has signed. */
function signedFault(plan: PlanRow): readonly Found[] {
  const { stands, signed } = planOf(plan);
  const sum = plan.items.reduce((all, { record: { fen } }) => all + fen, 0);
  // Until it is locked the list may still come in.
  if (stands === undefined || (signed.fen === sum && signed.items === plan.items.length)) return [];
  const facts = { says: signed.fen, items: sum };
  const steps = [newest(plan.versions).step];
  return [foundInPlan(plan, { reason: 'signed', fen: Math.abs(signed.fen - sum), facts, steps })];
}

/** What the plan says was paid held against the letters of its items. */
function paidFault(plan: PlanRow): readonly Found[] {
  const record = planOf(plan);
  if (record.status !== 'RECONCILED' && record.status !== 'CLOSED') return [];
  const sum = plan.items.filter(isPaid).reduce((all, { record: { fen } }) => all + fen, 0);
  const says = standingAsPaid(record);
  if (says === sum) return [];
  const facts = { says, items: sum };
  const steps = [newest(plan.versions).step];
  return [foundInPlan(plan, { reason: 'paid', fen: Math.abs(says - sum), facts, steps })];
}

/** At the bank for too long without an answer. */
function answerFault({ asOf }: AuditRows, plan: PlanRow): readonly Found[] {
  // Of a further order the bank has been asked since then only.
  const paying = payingStep(plan, Infinity);
  if (paying === undefined || planOf(plan).status !== 'PAYING') return [];
  const days = daysBetween(dayOf(paying), asOf);
  if (days <= ANSWER_DAYS) return [];
  return [
    foundInPlan(plan, {
      ...{ reason: 'noAnswer', fen: 0, facts: { days }, steps: [paying] },
      explained: days <= ANSWER_DAYS + HOLIDAY_DAYS ? 'bankHoliday' : undefined,
    }),
  ];
}

/** Money that went out some time ago and of which nobody says that it was received: it is attested by the union, and by no rule in time. */
function unreceived({ plans, asOf }: AuditRows): readonly Figure[] {
  const paid = plans.filter(({ inScope, versions }) => {
    const { record } = newest(versions);
    const isOver = record.status === 'RECONCILED' || record.status === 'CLOSED';
    return inScope && isOver && record.goods !== true && (record.paid?.items ?? 0) > 0;
  });
  const isWithout = (plan: PlanRow): boolean => {
    const reconciled = stepTo(plan, 'RECONCILED');
    const isAttested = plan.versions.some(({ step }) => step.type === 'receipt.attest');
    return !isAttested && reconciled !== undefined && daysBetween(dayOf(reconciled), asOf) > ANSWER_DAYS;
  };
  return [...groupsOf(paid, (plan) => planOf(plan).org)].map(([org, of]) => ({
    ...({ org, name: 'noReceipt' } as const),
    ...{ count: of.filter(isWithout).length, of: of.length },
  }));
}

export const VOU_1: Check = {
  code: 'VOU-1',
  version: 1,
  title: { zh: '消费券核销、退回与商户集中度', en: 'Vouchers redeemed, given back, and where' },
  thresholds: {},
  falsePositives: { bigMall: { zh: '大型商场', en: 'A big mall' } },
  gaps: [
    {
      data: { zh: '消费券的核销记录', en: 'Redemptions of vouchers' },
      heldBy: { zh: '未建成', en: 'nobody yet' },
    },
  ],
  notApplicable: { zh: '消费券尚未上链，暂不适用', en: 'Vouchers are not on the ledger yet' },
  together: 'plan',
};
