// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord } from '../ledger/index.js';
import { bandOf } from '../programme/index.js';
import { chinaDateAt, daysBetween } from '../values/index.js';
import { counts, foundInPlan, isPaid, nameOf, planOf, type Check, type Found } from './check.js';
import type { AuditRows, PlanRow, Step } from './rows.js';
import { payingStep } from './payees.js';

const MINUTE_MS = 60_000;

const ownPlans = ({ plans }: AuditRows): readonly PlanRow[] => plans.filter(({ inScope }) => inScope);

/** When a plan first stood so. */
function stepTo({ versions }: PlanRow, status: PlanRecord['status']): Step | undefined {
  return versions.find(({ record }) => record.status === status)?.step;
}

function paidFen(plan: PlanRow): number {
  return plan.items.filter(isPaid).reduce((sum, { record }) => sum + record.fen, 0);
}

export const SEQ_1: Check = {
  code: 'SEQ-1',
  version: 2,
  title: {
    zh: '先发后补：付款在批准之前或批准人数不足，或同一人一分钟内接连签署',
    en: 'Paid before it was approved, or by too few, or signed twice by one person in a minute',
  },
  thresholds: { minutes: 1 },
  falsePositives: {
    batch: { zh: '不同的人在一分钟内集中签署', en: 'Different persons who sign together' },
  },
  gaps: [],
  run: (rows) => ({
    found: ownPlans(rows).flatMap((plan) => [
      ...beforeApproval(plan),
      ...tooFew(plan),
      ...atOnce(rows, plan),
    ]),
  }),
};

function beforeApproval(plan: PlanRow): readonly Found[] {
  const paying = payingStep(plan);
  if (paying === undefined) return [];
  const approved = stepTo(plan, 'APPROVED');
  const isLater = approved === undefined || approved.block > paying.block;
  if (!isLater) return [];
  const steps = approved === undefined ? [paying] : [approved, paying];
  return [foundInPlan(plan, { reason: 'paidFirst', fen: paidFen(plan), facts: {}, steps })];
}

/** By fewer than its own sum asks for; what others of the period add to it is not counted here. */
function tooFew(plan: PlanRow): readonly Found[] {
  const paying = payingStep(plan);
  const asked = approvalsFor(plan);
  const { approvers = [] } = planOf(plan).duties;
  // Nobody at all is told by the order of the steps.
  if (paying === undefined || approvers.length === 0 || approvers.length >= asked) return [];
  const facts = { asked, approved: approvers.length };
  return [foundInPlan(plan, { reason: 'tooFew', fen: paidFen(plan), facts, steps: [paying] })];
}

function approvalsFor(plan: PlanRow): number {
  const { fen } = planOf(plan).stands ?? planOf(plan).signed;
  return plan.programme === undefined ? 0 : bandOf(plan.programme, fen).approvers;
}

const SIGNED: ReadonlySet<string> = new Set(['plan.lock', 'plan.check', 'plan.approve', 'plan.pay']);

function atOnce({ persons }: AuditRows, plan: PlanRow): readonly Found[] {
  const signed = plan.versions.map(({ step }) => step).filter(({ type }) => SIGNED.has(type));
  const person = (by: Step): string => persons.get(by.actor) ?? by.actor;
  return signed.flatMap((step, at) => {
    // Whoever else signs in between.
    const before = signed.slice(0, at).findLast((one) => person(one) === person(step));
    if (before === undefined || Date.parse(step.time) - Date.parse(before.time) >= MINUTE_MS) return [];
    const facts = { person: person(step), first: before.type, second: step.type };
    return [foundInPlan(plan, { reason: 'sameMinute', fen: 0, facts, steps: [before, step] })];
  });
}

export const SOD_1: Check = {
  code: 'SOD-1',
  version: 2,
  title: { zh: '同一人担任两个职责', en: 'One person in two duties' },
  thresholds: {},
  falsePositives: {
    superior: { zh: '人手不足，由上级工会另派一人补上', en: 'A superior’s cadre fills in: another person' },
  },
  gaps: [],
  run: (rows) => ({
    found: ownPlans(rows).flatMap((plan) => {
      const duties = dutiesOf(rows, plan);
      const people = [...new Set(duties.map(([, person]) => person))];
      return people.flatMap((person) => {
        const had = [...new Set(duties.filter(([, other]) => other === person).map(([duty]) => duty))];
        if (had.length < 2) return [];
        const facts = { person, duties: had.sort().join('+') };
        const steps = plan.versions
          .map(({ step }) => step)
          .filter((step) => rows.persons.get(step.actor) === person);
        return [foundInPlan(plan, { reason: 'twoDuties', fen: 0, facts, steps })];
      });
    }),
  }),
};

const DUTIES: Readonly<Record<string, string>> = {
  ...{ 'plan.open': 'maker', 'plan.lock': 'maker', 'plan.check': 'checker', 'plan.approve': 'approver' },
  ...{ 'plan.pay': 'payer', 'plan.reconcile': 'recorder' },
};

/** Who had which duty at any time, by what the plan says and by who signed: a second order has a payer of its own. */
function dutiesOf(
  { persons }: AuditRows,
  { versions }: PlanRow,
): readonly (readonly [duty: string, person: string])[] {
  return versions.flatMap(({ step, record: { duties } }) => {
    const signed = DUTIES[step.type];
    return [
      ['maker', duties.maker] as const,
      ...(duties.second === undefined ? [] : [['maker', duties.second] as const]),
      ...(duties.checker === undefined ? [] : [['checker', duties.checker] as const]),
      ...(duties.approvers ?? []).map(({ person }) => ['approver', person] as const),
      ...(duties.payer === undefined ? [] : [['payer', duties.payer] as const]),
      ...(signed === undefined ? [] : [[signed, persons.get(step.actor) ?? step.actor] as const]),
    ];
  });
}

export const PUB_1: Check = {
  code: 'PUB-1',
  version: 2,
  title: { zh: '未公示，或公示天数不足', en: 'Not shown in public, or not long enough' },
  thresholds: {},
  falsePositives: {},
  gaps: [
    {
      data: { zh: '公示的实际张贴与异议', en: 'What was really shown, and objections' },
      heldBy: { zh: '各工会', en: 'each union' },
    },
  ],
  run: (rows) => ({ found: ownPlans(rows).flatMap((plan) => publicityFault(plan) ?? []) }),
};

function publicityFault(plan: PlanRow): Found | undefined {
  const paying = payingStep(plan);
  const { publicity } = planOf(plan);
  const asked = plan.programme?.publicDays ?? 0;
  if (paying === undefined || asked === 0) return undefined;
  const told = { fen: paidFen(plan), steps: [paying] };
  if (publicity === undefined) return foundInPlan(plan, { ...told, reason: 'missing', facts: { asked } });
  const days = daysBetween(publicity.from, publicity.until) + 1;
  if (days < asked) return foundInPlan(plan, { ...told, reason: 'short', facts: { asked, days } });
  const recorded = stepTo(plan, 'PUBLIC');
  if (recorded !== undefined && recorded.block > paying.block)
    return foundInPlan(plan, {
      ...told,
      reason: 'recordedAfter',
      facts: { asked },
      steps: [paying, recorded],
    });
  const paid = chinaDateAt(Date.parse(paying.time));
  const facts = { until: publicity.until, paid };
  return paid <= publicity.until ? foundInPlan(plan, { ...told, reason: 'stillOpen', facts }) : undefined;
}

const LATE_DAYS = 60;
const FOR_ALL: ReadonlySet<string> = new Set(['festival', 'summer', 'childbirth', 'inclusive']);
const BENEFIT_GRANTS = ['fund', 'plan', 'check', 'approve', 'pay'];

export const MIS_1: Check = {
  code: 'MIS-1',
  version: 2,
  title: {
    zh: '截留、挪用：领款人是经办干部，或久拖不付',
    en: 'Paid to those who handle it, or kept for too long',
  },
  thresholds: { days: LATE_DAYS },
  falsePositives: {
    former: { zh: '曾任、现已不任经办的人员', en: 'Somebody who handled it once and does not any more' },
    forAll: { zh: '人人有份的普惠项目，干部以会员身份领取', en: 'What every member gets, cadres among them' },
  },
  gaps: [
    {
      data: { zh: '领款人与经办人的亲属关系', en: 'Relatives of those who handle it' },
      heldBy: { zh: '公安、民政', en: 'public security, civil affairs' },
    },
    {
      data: { zh: '收款账户是否单位或商户账户', en: 'Whether an account is a firm’s or a merchant’s' },
      heldBy: { zh: '银行', en: 'banks' },
    },
  ],
  run: (rows) => ({
    found: ownPlans(rows).flatMap((plan) => [...toCadres(rows, plan), ...tooLate(rows, plan)]),
  }),
};

function toCadres(rows: AuditRows, plan: PlanRow): readonly Found[] {
  const { org, class: benefitClass } = planOf(plan);
  const inDuty = new Set(dutiesOf(rows, plan).map(([, person]) => person));
  return plan.items.filter(counts).flatMap((row) => {
    const { id, fen } = row.record;
    const cadres = (rows.cadres.get(id) ?? []).filter(
      (cadre) => cadre.org === org && BENEFIT_GRANTS.some((grant) => cadre.grants.includes(grant)),
    );
    if (cadres.length === 0 && !inDuty.has(id)) return [];
    const told = { fen, facts: { person: id }, items: [nameOf(row)], steps: [row.step] };
    if (inDuty.has(id)) return [foundInPlan(plan, { ...told, reason: 'payeeHasDuty' })];
    const isFormer = cadres.every(({ state }) => state === 'REVOKED');
    const former = isFormer ? 'former' : undefined;
    const explained = FOR_ALL.has(benefitClass) ? 'forAll' : former;
    return [foundInPlan(plan, { ...told, reason: 'payeeIsCadre', explained })];
  });
}

/** Approved long ago, and not at the bank, or only then. */
function tooLate({ asOf }: AuditRows, plan: PlanRow): readonly Found[] {
  const approved = stepTo(plan, 'APPROVED');
  if (approved === undefined || planOf(plan).status === 'CANCELLED') return [];
  const paying = payingStep(plan);
  const until = paying === undefined ? asOf : chinaDateAt(Date.parse(paying.time));
  const days = daysBetween(chinaDateAt(Date.parse(approved.time)), until);
  if (days <= LATE_DAYS) return [];
  const steps = paying === undefined ? [approved] : [approved, paying];
  return [foundInPlan(plan, { reason: 'late', fen: 0, facts: { days }, steps })];
}
