// SPDX-License-Identifier: Apache-2.0
import type { PlanItem, PlanRecord } from '#src/ledger/index.js';
import type { SimPlan, SimStep, Simulation } from './simulated-country.js';
import { dayName, DIGEST, windowOf, type Programme } from './simulated-rules.js';

export interface Walk {
  readonly programme: Programme;
  readonly union: string;
  readonly day: number;
  readonly items: readonly PlanItem[];
  readonly ends: PlanRecord['status'];
  /** 0: whatever can be done on a day is. */
  readonly pace: number;
  /** Whether all of its rows stand. */
  readonly whole?: boolean;
}

const sums = (items: readonly PlanItem[]): { items: number; fen: number } => ({
  ...{ items: items.length, fen: items.reduce((sum, { fen }) => sum + fen, 0) },
});

/** A plan from the first signature to the last, each by another person, at its own pace. */
export function walk(
  sim: Simulation,
  { programme, union, day, items, ends, pace, whole = false }: Walk,
): SimPlan {
  const planId = sim.id('m');
  const { rules, source, id } = programme;
  const province = union.slice(0, 2);
  const fund = `${province}-${source}`;
  const signed = sums(items);
  const by = (duty: string): string => {
    const [operator, person] = [`op-${duty}-${planId}`, `${duty}-${planId}`];
    sim.persons.set(operator, person);
    return operator;
  };
  let today = day;
  let record: PlanRecord = {
    ...{ v: 0, status: 'OPEN', province, org: union, fund, programme: id, programmeVersion: rules.v },
    ...{
      class: rules.class,
      on: dayName(day),
      window: windowOf(rules.class, day),
      until: dayName(day + 300),
    },
    ...{ signed, duties: { maker: `maker-${planId}` } },
  };
  const versions: SimPlan['versions'] = [];
  const step = (type: string, actor: string, change: Partial<PlanRecord>, wait = sim.int(0, 2)): SimStep => {
    today += type === 'plan.pay' ? wait : wait * pace;
    record = { ...record, ...change, v: record.v + 1 };
    const made = sim.at(today, type, actor, 8 + versions.length * 0.5 + sim.dice() * 0.4);
    versions.push({ step: made, record });
    return made;
  };
  const opened = step('plan.open', by('maker'), {}, 0);
  const plan: SimPlan = {
    ...{ planId, versions, programme: rules, inScope: true },
    fund: { v: 1, state: 'OPEN', province, org: `${province}-0`, source, document: DIGEST, fen: 1 },
    items: items.map((item, n) => ({ planId, item: n, record: item, letter: 'S', step: opened })),
  };
  if (!whole) leaveOut(sim, plan);
  const end = ORDER.indexOf(ends === 'CANCELLED' ? sim.oneOf(['OPEN', 'LOCKED', 'PUBLIC']) : ends);
  advance(sim, plan, { step, by, today: () => today, pace, union, end });
  if (ends === 'CANCELLED') {
    for (const row of plan.items) if (row.letter !== 'X') row.letter = 'V';
    step('plan.cancel', by('maker'), { status: 'CANCELLED', folded: record.stands?.items ?? signed.items });
  }
  return plan;
}

/** Some rows conflict and are left out. */
function leaveOut(sim: Simulation, { items }: SimPlan): void {
  for (const row of items.slice(1)) if (sim.is(0.01)) row.letter = 'X';
}

interface Way extends Hand, Pick<Walk, 'pace' | 'union'> {
  readonly today: () => number;
  /** How far it comes, as a place in ORDER. */
  readonly end: number;
}

function advance(sim: Simulation, plan: SimPlan, way: Way): void {
  const { step, by, end } = way;
  const standing = plan.items.filter(({ letter }) => letter !== 'X').map(({ record }) => record);
  const stands = { ...sums(standing), root: DIGEST };
  if (end >= 1) step('plan.lock', by('maker'), { status: 'LOCKED', stands }, sim.int(0, 4));
  if (end >= 2) approve(sim, plan, way);
  if (end >= 3) pay(sim, plan, { ...way, stands: standing });
  if (end >= 4) settle(sim, plan, way);
  if (end >= 5) step('plan.close', by('maker'), { status: 'CLOSED' }, sim.int(0, 10));
}

const ORDER: readonly PlanRecord['status'][] = ['OPEN', 'LOCKED', 'PUBLIC', 'PAYING', 'RECONCILED', 'CLOSED'];

interface Hand {
  readonly step: (type: string, actor: string, change: Partial<PlanRecord>, wait?: number) => SimStep;
  readonly by: (duty: string) => string;
}

function approve(
  sim: Simulation,
  plan: SimPlan,
  { step, by, union }: Hand & { readonly union: string },
): void {
  const { planId, programme } = plan;
  const last = (): PlanRecord => plan.versions.at(-1)!.record;
  step('plan.check', by('checker'), {
    status: 'CHECKED',
    duties: { ...last().duties, checker: `checker-${planId}` },
  });
  const fen = last().stands!.fen;
  const asked = (programme!.bands.find((band) => fen <= band.fen) ?? programme!.bands.at(-1)!).approvers;
  for (let n = 1; n <= asked; n += 1) {
    const approvers = [
      ...(last().duties.approvers ?? []),
      { person: `approver${n}-${planId}`, org: n > 1 ? '00' : union },
    ];
    const status = n === asked ? 'APPROVED' : 'CHECKED';
    step('plan.approve', by(`approver${n}`), { status, duties: { ...last().duties, approvers } });
  }
  const { publicDays } = programme!;
  if (publicDays === 0 && sim.is(0.7)) return;
  const from =
    Date.parse(plan.versions.at(-1)!.step.time) / 86_400_000 - Date.UTC(2026, 0, 1) / 86_400_000 + 1;
  const publicity = {
    from: dayName(from),
    until: dayName(from + Math.max(publicDays, 1) + sim.int(0, 4) - 1),
    notice: DIGEST,
  };
  step('plan.publicise', by('maker'), { status: 'PUBLIC', publicity }, sim.int(0, 1));
}

/** Ordered once what is shown has been, and whoever is known to be none any more is held. */
function pay(
  sim: Simulation,
  plan: SimPlan,
  {
    step,
    by,
    stands,
    today,
    pace,
  }: Hand & Pick<Walk, 'pace'> & { readonly stands: readonly PlanItem[]; readonly today: () => number },
): void {
  const last = plan.versions.at(-1)!.record;
  const until = last.publicity === undefined ? today() : daysFrom(last.publicity.until) + 1;
  const wait = Math.max(0, until - today()) + sim.int(0, 20) * pace;
  const day = today() + wait;
  for (const row of plan.items.filter(({ letter }) => letter === 'S')) {
    const person = sim.people.get(row.record.id);
    const state = person === undefined ? 'ACTIVE' : sim.known(person, day - 1)?.state;
    if (state !== 'ACTIVE' && state !== 'RETAINED') row.letter = 'H';
  }
  const duties = { ...last.duties, payer: `payer-${plan.planId}` };
  step(
    'plan.pay',
    by('payer'),
    { status: 'PAYING', duties, order: DIGEST, attempt: 1, ordered: sums(stands) },
    wait,
  );
}

/** The bank pays most; some it sends back later, some is got back, what is held is given up. */
function settle(sim: Simulation, plan: SimPlan, { step, by }: Hand): void {
  const of = (letters: string): PlanItem[] =>
    plan.items.filter(({ letter }) => letters.includes(letter)).map(({ record }) => record);
  for (const row of plan.items) {
    if (row.letter === 'H') row.letter = 'V';
    if (row.letter === 'S') row.letter = sim.is(0.03) ? 'F' : 'P';
  }
  step('plan.reconcile', by('recorder'), { status: 'RECONCILED', paid: sums(of('P')) }, sim.int(0, 9));
  for (const row of plan.items) if (row.letter === 'P' && sim.is(0.01)) row.letter = sim.oneOf(['R', 'C']);
  const back = { returned: sums(of('R')), recovered: sums(of('C')) };
  if (back.returned.items + back.recovered.items > 0)
    step('item.return', by('recorder'), back, sim.int(0, 9));
}

function daysFrom(name: string): number {
  return (Date.parse(name) - Date.UTC(2026, 0, 1)) / 86_400_000;
}
