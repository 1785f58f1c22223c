// SPDX-License-Identifier: Apache-2.0
import type { PlanRecord } from '#src/ledger/index.js';
import { dayOf, plain, rewrite, stepOf } from './simulated-altered.js';
import type { SimPlan, Simulation } from './simulated-country.js';
import { itemName, programmeOf, type Variants } from './simulated-lists.js';
import { dayName, DIGEST } from './simulated-rules.js';
import { SPLITS } from './simulated-splits.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const cadre = (sim: Simulation, id: string, org: string, grant: string): void => {
  const operator = { operatorId: sim.id('o'), org, role: 'cadre', grants: [grant], state: 'ACTIVE' } as const;
  sim.cadres.set(id, [operator]);
};

const mis1: Variants = [
  (sim) => {
    const plan = plain(sim, { programme: programmeOf(sim, 'winter') });
    cadre(
      sim,
      plan.items[0]!.record.id,
      plan.versions[0]!.record.org,
      sim.oneOf(['fund', 'plan', 'check', 'approve', 'pay']),
    );
    return [itemName(plan)];
  },
  // Whoever has a duty in it, for all that everybody gets, too.
  (sim) => {
    const plan = plain(sim, { programme: programmeOf(sim, 'festival') });
    const type = sim.oneOf(['plan.open', 'plan.check', 'plan.approve', 'plan.pay', 'plan.reconcile']);
    const { actor } = stepOf(plan, type);
    const { id } = plan.items[0]!.record;
    const before = sim.persons.get(actor)!;
    sim.persons.set(actor, id);
    rewrite(plan, ({ duties }) => ({
      duties: JSON.parse(JSON.stringify(duties).replace(before, id)) as PlanRecord['duties'],
    }));
    return [itemName(plan)];
  },
  (sim) => {
    const plan = plain(sim);
    const approved = Date.parse(stepOf(plan, 'plan.approve').time);
    const late = approved + sim.int(61, 120) * 86_400_000;
    for (const type of ['plan.pay', 'plan.reconcile'])
      stepOf(plan, type).time = new Date(late + (type === 'plan.pay' ? 0 : 86_400_000)).toISOString();
    return [plan.planId];
  },
  (sim) => [plain(sim, { ends: 'PUBLIC', day: 200 }).planId],
];

const bands = [{ fen: 10 ** 9, approvers: 2 }];

const samePerson = (
  sim: Simulation,
  plan: SimPlan,
  [one, other]: readonly [string, string],
  nth = 0,
): string => {
  const [first, second] = [stepOf(plan, one), stepOf(plan, other, nth)];
  sim.persons.set(second.actor, sim.persons.get(first.actor)!);
  second.time = new Date(Date.parse(first.time) + sim.int(1, MINUTE_MS - 2)).toISOString();
  return plan.planId;
};

const seq1: Variants = [
  (sim) => {
    const plan = plain(sim);
    plan.versions = plan.versions.filter(({ step }) => step.type !== 'plan.approve');
    rewrite(plan, ({ duties: { maker, checker, payer }, status }) => ({
      duties: { maker, ...(checker !== undefined && { checker }), ...(payer !== undefined && { payer }) },
      ...{ status: status === 'APPROVED' ? 'CHECKED' : status },
    }));
    return [plan.planId];
  },
  (sim) => {
    const plan = plain(sim);
    const [approval, order] = [stepOf(plan, 'plan.approve'), stepOf(plan, 'plan.pay')];
    approval.time = new Date(Date.parse(order.time) + sim.int(1, 5) * DAY_MS).toISOString();
    return [plan.planId];
  },
  (sim) => [samePerson(sim, plain(sim), ['plan.check', 'plan.approve'])],
  (sim) => [
    samePerson(sim, plain(sim, { programme: programmeOf(sim, 'summer', { publicDays: 0 }) }), [
      'plan.approve',
      'plan.pay',
    ]),
  ],
  // Somebody else signs in between.
  (sim) => {
    const plan = plain(sim, { programme: programmeOf(sim, 'summer', { bands }) });
    samePerson(sim, plan, ['plan.check', 'plan.approve'], 1);
    const [first, between] = [stepOf(plan, 'plan.check'), stepOf(plan, 'plan.approve')];
    between.time = new Date(Date.parse(first.time) + 1).toISOString();
    return [plan.planId];
  },
  (sim) => [samePerson(sim, plain(sim), ['plan.lock', 'plan.check'])],
  // One approval where two are asked.
  (sim) => {
    const plan = plain(sim);
    plan.programme = { ...plan.programme!, bands };
    return [plan.planId];
  },
  ...SPLITS,
];

const asOne = (sim: Simulation, plan: SimPlan, one: string, other: string): readonly string[] => {
  const [first, second] = [stepOf(plan, one), stepOf(plan, other)];
  const [person, before] = [sim.persons.get(first.actor)!, sim.persons.get(second.actor)!];
  sim.persons.set(second.actor, person);
  rewrite(plan, ({ duties }) => ({
    duties: JSON.parse(JSON.stringify(duties).replace(before, person)) as PlanRecord['duties'],
  }));
  return [plan.planId];
};

const sod1: Variants = [
  (sim) => asOne(sim, plain(sim), 'plan.open', 'plan.check'),
  (sim) => asOne(sim, plain(sim), 'plan.open', 'plan.pay'),
  (sim) => asOne(sim, plain(sim), 'plan.check', 'plan.approve'),
  (sim) => asOne(sim, plain(sim), 'plan.pay', 'plan.reconcile'),
  // The plan names somebody else than who signed.
  (sim) => {
    const plan = plain(sim);
    sim.persons.set(stepOf(plan, 'plan.check').actor, plan.versions[0]!.record.duties.maker);
    return [plan.planId];
  },
  // Who ordered first is hidden by who ordered next.
  (sim) => {
    const plan = plain(sim, { ends: 'PAYING', day: 340 });
    asOne(sim, plan, 'plan.check', 'plan.pay');
    const { record, step } = plan.versions.at(-1)!;
    const next = sim.at(dayOf(step.time) + 1, 'plan.pay', sim.id('o'));
    plan.versions.push({
      step: next,
      record: {
        ...record,
        v: record.v + 1,
        attempt: 2,
        duties: { ...record.duties, payer: sim.id('payer') },
      },
    });
    return [plan.planId];
  },
];

const shown = (plan: SimPlan, from: number, until: number): void =>
  rewrite(plan, ({ publicity }) =>
    publicity === undefined
      ? {}
      : { publicity: { from: dayName(from), until: dayName(until), notice: DIGEST } },
  );

const pub1: Variants = [
  (sim) => {
    const plan = plain(sim);
    plan.versions = plan.versions.filter(({ step }) => step.type !== 'plan.publicise');
    for (const version of plan.versions) {
      const { publicity, ...rest } = version.record;
      if (publicity !== undefined) version.record = rest;
    }
    return [plan.planId];
  },
  (sim) => {
    const plan = plain(sim, { day: 100 });
    shown(plan, 102, 105);
    return [plan.planId];
  },
  // Ordered on the last day of it, or before.
  (sim) => {
    const plan = plain(sim);
    const day = dayOf(new Date(Date.parse(stepOf(plan, 'plan.pay').time) + 8 * 3_600_000).toISOString());
    shown(plan, day - 6, day + sim.int(0, 3));
    return [plan.planId];
  },
  // Said to have been, after the money had gone.
  (sim) => {
    const plan = plain(sim);
    const order = stepOf(plan, 'plan.pay');
    stepOf(plan, 'plan.publicise').time = new Date(
      Date.parse(order.time) + sim.int(1, 5) * DAY_MS,
    ).toISOString();
    return [plan.planId];
  },
];

export const PROCESSES: Readonly<Record<string, Variants>> = {
  ...{ 'MIS-1': mis1, 'SEQ-1': seq1, 'SOD-1': sod1, 'PUB-1': pub1 },
};
