// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord } from '../ledger/index.js';
import { bandOf } from '../programme/index.js';
import { isEnough } from '../plan/index.js';
import { daysBetween } from '../values/index.js';
import {
  counts,
  dayOf,
  foundInPlan,
  isPaid,
  nameOf,
  ownPlans,
  planOf,
  stepTo,
  type Check,
  type Found,
} from './check.js';
import type { AuditRows, CadreRow, PlanRow, Step } from './rows.js';
import { payingStep } from './payees.js';
import { personIn } from './persons.js';
import { totalsIn } from './totals.js';

const MINUTE_MS = 60_000;

function paidFen(plan: PlanRow): number {
  return plan.items.filter(isPaid).reduce((sum, { record }) => sum + record.fen, 0);
}

export const SEQ_1: Check = {
  code: 'SEQ-1',
  version: 4,
  title: {
    zh: '先发后补：付款在批准之前或批准人数不足，或同一人一分钟内接连签署',
    en: 'Paid before it was approved, or by too few, or signed twice by one person in a minute',
  },
  thresholds: { minutes: 1 },
  falsePositives: {
    batch: { zh: '不同的人在一分钟内集中签署', en: 'Different persons who sign together' },
    beside: {
      zh: '同期另有计划，但批准前已撤销，或批准后才锁定',
      en: 'Another plan of the period, cancelled before it was approved or locked only after',
    },
  },
  gaps: [],
  together: 'total',
  ofCadres: true,
  run: (rows) => {
    const totalOf = totalsIn(rows);
    return {
      found: ownPlans(rows).flatMap((plan) => [
        ...beforeApproval(plan),
        ...tooFew(rows, plan, totalOf),
        ...atOnce(rows, plan),
      ]),
    };
  },
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

/** By fewer persons than were asked for by what its union had locked of the class in the window, or by none of another union. */
function tooFew(rows: AuditRows, plan: PlanRow, totalOf: (plan: PlanRow) => number): readonly Found[] {
  const paying = payingStep(plan);
  const { org, duties } = planOf(plan);
  // Nobody at all is told by the order of the steps.
  if (paying === undefined || plan.programme === undefined || duties.approvers === undefined) return [];
  const fen = totalOf(plan);
  const band = bandOf(plan.programme, fen);
  const person = personIn(rows);
  const approvers = [...new Map(duties.approvers.map((one) => [person(one.person), one])).values()];
  if (isEnough(approvers, { band, org })) return [];
  const facts = { asked: band.approvers, approved: approvers.length, fen };
  return [foundInPlan(plan, { reason: 'tooFew', fen: paidFen(plan), facts, steps: [paying] })];
}

/** Who signed, as the account that stands for the person. */
function signerIn(rows: AuditRows): (by: Step) => string {
  const person = personIn(rows);
  return ({ actor }) => person(rows.persons.get(actor) ?? actor);
}

const SIGNED: ReadonlySet<string> = new Set(['plan.lock', 'plan.check', 'plan.approve', 'plan.pay']);

function atOnce(rows: AuditRows, plan: PlanRow): readonly Found[] {
  const signed = plan.versions.map(({ step }) => step).filter(({ type }) => SIGNED.has(type));
  const person = signerIn(rows);
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
  version: 3,
  title: { zh: '同一人担任两个职责', en: 'One person in two duties' },
  thresholds: {},
  falsePositives: {
    superior: { zh: '人手不足，由上级工会另派一人补上', en: 'A superior’s cadre fills in: another person' },
  },
  gaps: [],
  together: 'plan',
  ofCadres: true,
  run: (rows) => ({
    found: ownPlans(rows).flatMap((plan) => {
      const signer = signerIn(rows);
      const duties = dutiesOf(rows, plan);
      const people = [...new Set(duties.map(([, person]) => person))];
      return people.flatMap((person) => {
        const had = [...new Set(duties.filter(([, other]) => other === person).map(([duty]) => duty))];
        if (had.length < 2) return [];
        const facts = { person, duties: had.sort().join('+') };
        const steps = plan.versions.map(({ step }) => step).filter((step) => signer(step) === person);
        return [foundInPlan(plan, { reason: 'twoDuties', fen: 0, facts, steps })];
      });
    }),
  }),
};

const DUTIES: Readonly<Record<string, string>> = {
  ...{ 'plan.open': 'maker', 'plan.lock': 'maker', 'plan.check': 'checker', 'plan.approve': 'approver' },
  ...{ 'plan.pay': 'payer', 'plan.reconcile': 'recorder', 'receipt.attest': 'recorder' },
  ...{ 'item.return': 'recorder', 'item.recover': 'recorder', 'item.writeOff': 'recorder' },
};

/** Who had which duty at any time, by what the plan says and by who signed: a second order has a payer of its own. */
function dutiesOf(
  rows: AuditRows,
  { versions }: PlanRow,
): readonly (readonly [duty: string, person: string])[] {
  const [person, signer] = [personIn(rows), signerIn(rows)];
  return versions.flatMap(({ step, record: { duties } }) => {
    const signed = DUTIES[step.type];
    return [
      ['maker', person(duties.maker)] as const,
      ...secondOf(duties).map(
        (each) => [person(each) === person(duties.maker) ? 'second' : 'maker', person(each)] as const,
      ),
      ...(duties.checker === undefined ? [] : [['checker', person(duties.checker)] as const]),
      ...(duties.approvers ?? []).map((approver) => ['approver', person(approver.person)] as const),
      ...(duties.payer === undefined ? [] : [['payer', person(duties.payer)] as const]),
      ...(signed === undefined ? [] : [[signed, signer(step)] as const]),
    ];
  });
}

/** Whoever signs second has the maker's duty with him; one person who signs as both has two. */
function secondOf({ second }: PlanRecord['duties']): readonly string[] {
  return second === undefined ? [] : [second];
}

export const PUB_1: Check = {
  code: 'PUB-1',
  version: 3,
  title: { zh: '未公示，或公示天数不足', en: 'Not shown in public, or not long enough' },
  thresholds: {},
  falsePositives: {},
  gaps: [
    {
      data: { zh: '公示的实际张贴与异议', en: 'What was really shown, and objections' },
      heldBy: { zh: '各工会', en: 'each union' },
    },
  ],
  together: 'plan',
  run: (rows) => ({ found: ownPlans(rows).flatMap((plan) => publicityFault(plan) ?? []) }),
};

function publicityFault(plan: PlanRow): Found | undefined {
  const paying = payingStep(plan);
  const { publicity } = planOf(plan);
  const asked = plan.programme?.publicDays ?? 0;
  if (paying === undefined) return undefined;
  const told = { fen: paidFen(plan), steps: [paying] };
  // Also where no programme asks for it: whoever was told to object until a day may.
  if (publicity === undefined)
    return asked === 0 ? undefined : foundInPlan(plan, { ...told, reason: 'missing', facts: { asked } });
  const days = daysBetween(publicity.from, publicity.until) + 1;
  if (days < asked) return foundInPlan(plan, { ...told, reason: 'short', facts: { asked, days } });
  const recorded = stepTo(plan, 'PUBLIC');
  if (recorded !== undefined && isToldAfter(recorded, { from: publicity.from, paying })) {
    const facts = { asked, from: publicity.from, recorded: dayOf(recorded) };
    return foundInPlan(plan, { ...told, reason: 'recordedAfter', facts, steps: [paying, recorded] });
  }
  const facts = { until: publicity.until, paid: dayOf(paying) };
  return facts.paid <= facts.until ? foundInPlan(plan, { ...told, reason: 'stillOpen', facts }) : undefined;
}

/** Nobody can have objected to what was said to have been shown only afterwards. */
function isToldAfter(
  recorded: Step,
  { from, paying }: { readonly from: string; readonly paying: Step },
): boolean {
  return recorded.block > paying.block || dayOf(recorded) > from;
}

const LATE_DAYS = 60;
const FOR_ALL: ReadonlySet<string> = new Set(['festival', 'summer', 'childbirth', 'inclusive']);
const BENEFIT_GRANTS = ['fund', 'plan', 'check', 'approve', 'pay'];

export const MIS_1: Check = {
  code: 'MIS-1',
  version: 3,
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
  together: 'plan',
  ofCadres: true,
  ofPayees: 'person',
  run: (rows) => {
    const cadresOf = cadresIn(rows);
    return {
      found: ownPlans(rows).flatMap((plan) => [...toCadres(rows, plan, cadresOf), ...tooLate(rows, plan)]),
    };
  },
};

function toCadres(
  rows: AuditRows,
  plan: PlanRow,
  cadresOf: (person: string) => readonly CadreRow[],
): readonly Found[] {
  const { org, class: benefitClass } = planOf(plan);
  const person = personIn(rows);
  const inDuty = new Set(dutiesOf(rows, plan).map(([, each]) => each));
  return plan.items.filter(counts).flatMap((row) => {
    const { id, fen } = row.record;
    const cadres = cadresOf(person(id)).filter(
      (cadre) =>
        cadre.org === org &&
        isThen(cadre, row.step) &&
        BENEFIT_GRANTS.some((grant) => cadre.grants.includes(grant)),
    );
    const isInDuty = inDuty.has(person(id));
    if (cadres.length === 0 && !isInDuty) return [];
    const told = { fen, facts: { person: id }, items: [nameOf(row)], steps: [row.step] };
    if (isInDuty) return [foundInPlan(plan, { ...told, reason: 'payeeHasDuty' })];
    const isFormer = cadres.every(({ state }) => state === 'REVOKED');
    const former = isFormer ? 'former' : undefined;
    const explained = FOR_ALL.has(benefitClass) ? 'forAll' : former;
    return [foundInPlan(plan, { ...told, reason: 'payeeIsCadre', explained })];
  });
}

/** Whether somebody was such a cadre when the list came: what became of him later says nothing of it. */
function isThen({ since = 0, until = Infinity }: CadreRow, { block }: Step): boolean {
  return since <= block && block < until;
}

/** Operators of a person, by whichever account of his they are bound. */
function cadresIn(rows: AuditRows): (person: string) => readonly CadreRow[] {
  const person = personIn(rows);
  const found = new Map<string, CadreRow[]>();
  for (const [id, cadres] of rows.cadres)
    found.set(person(id), [...(found.get(person(id)) ?? []), ...cadres]);
  return (one) => found.get(one) ?? [];
}

/** Approved long ago, and not at the bank, or only then. */
function tooLate({ asOf }: AuditRows, plan: PlanRow): readonly Found[] {
  const approved = stepTo(plan, 'APPROVED');
  if (approved === undefined || planOf(plan).status === 'CANCELLED') return [];
  const paying = payingStep(plan);
  const until = paying === undefined ? asOf : dayOf(paying);
  const days = daysBetween(dayOf(approved), until);
  if (days <= LATE_DAYS) return [];
  const steps = paying === undefined ? [approved] : [approved, paying];
  return [foundInPlan(plan, { reason: 'late', fen: 0, facts: { days }, steps })];
}
