// SPDX-License-Identifier: Apache-2.0
import { approveAgain } from './simulated-approvals.js';
import type { SimPlan, Simulation } from './simulated-country.js';
import { list, pay, programmeOf, someUnion, type Variants } from './simulated-lists.js';
import type { Programme } from './simulated-rules.js';

const LOW = 100_000;
const BANDS = {
  bands: [
    { fen: LOW, approvers: 1 },
    { fen: 10 ** 9, approvers: 2, otherUnion: true as const },
  ],
};
const YEARLY = ['winter', 'summer', 'childbirth'] as const;

interface Part {
  readonly ends?: 'OPEN' | 'LOCKED' | 'RECONCILED' | 'CLOSED';
  readonly union?: string;
  readonly programme?: Programme;
}

/** Plans of one union of its own, by each of which it grants no more than the band, by any two of them more. */
function splitting(sim: Simulation): {
  readonly programme: Programme;
  readonly part: (day: number, given?: Part) => SimPlan;
} {
  const programme = programmeOf(sim, sim.oneOf(YEARLY), BANDS);
  const own = `${programme.rules.province}-${sim.id('u')}`;
  const part = (day: number, given: Part = {}): SimPlan => {
    const fen = sim.int(LOW / 2 + 1, LOW);
    const first = sim.int(1, fen - 1);
    const items = [first, fen - first].map((each) => pay(sim.join(someUnion(sim)), each));
    return list(sim, items, { programme, union: own, day, ...given });
  };
  return { programme, part };
}

function cancel(sim: Simulation, plan: SimPlan, day: number): void {
  const { record } = plan.versions.at(-1)!;
  const step = sim.at(day, 'plan.cancel');
  plan.versions.push({ step, record: { ...record, v: record.v + 1, status: 'CANCELLED' } });
}

/** Each approved by as many as it asks for itself, and by fewer than all of them ask for. */
export const SPLITS: Variants = [
  (sim) => {
    const { part } = splitting(sim);
    const day = sim.int(20, 100);
    part(day, { ends: sim.oneOf(['LOCKED', 'RECONCILED', 'CLOSED']) });
    return Array.from({ length: sim.int(1, 3) }, (_, n) => part(day + sim.int(1, 9) + 10 * n).planId);
  },
  // All of them locked before any is approved.
  (sim) => {
    const { part } = splitting(sim);
    const day = sim.int(20, 200);
    return [part(day).planId, part(day).planId];
  },
  // By another programme of the class, and other money.
  (sim) => {
    const { part, programme } = splitting(sim);
    const other = { ...programme, id: sim.id('own'), source: 'donation' as const };
    part(40, { programme: other });
    return [part(60).planId];
  },
  // The plan before was cancelled once the other had been approved.
  (sim) => {
    const { part } = splitting(sim);
    const before = part(40, { ends: 'LOCKED' });
    const plan = part(50);
    cancel(sim, before, 51 + sim.int(0, 40));
    return [plan.planId];
  },
  // By two persons of its own union.
  (sim) => {
    const { part } = splitting(sim);
    part(40);
    const plan = part(50);
    approveAgain(sim, plan, plan.versions[0]!.record.org);
    return [plan.planId];
  },
];

/** What looks like such and is none. */
export const NO_SPLITS: readonly ((sim: Simulation) => void)[] = [
  (sim) => {
    const { part } = splitting(sim);
    const day = sim.int(20, 100);
    cancel(sim, part(day, { ends: 'LOCKED' }), day + 1);
    part(day + 2);
  },
  // Opened once it had been approved; and by then two were asked, and have approved.
  (sim) => {
    const { part } = splitting(sim);
    part(40);
    approveAgain(sim, part(41));
  },
  (sim) => {
    const { part } = splitting(sim);
    part(40);
    part(45, { ends: 'LOCKED' });
  },
  // Not locked yet; of another class, another month, another union.
  (sim) => {
    const { part, programme } = splitting(sim);
    part(40, { ends: 'OPEN' });
    part(50);
    const festival = { ...programme, rules: { ...programme.rules, class: 'festival' as const } };
    part(60, { programme: festival });
    part(100, { programme: festival });
    part(60, { union: `${programme.rules.province}-${sim.id('u')}` });
  },
];
