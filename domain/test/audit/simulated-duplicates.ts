// SPDX-License-Identifier: Apache-2.0
import type { PlanItem } from '#src/ledger/index.js';
import type { SimPlan, Simulation } from './simulated-country.js';
import {
  by,
  closedOn,
  filed,
  heads,
  itemName,
  list,
  living,
  pay,
  programmeOf,
  someUnion,
  toHead,
  two,
  type Variants,
} from './simulated-lists.js';
import { dayName } from './simulated-rules.js';

/** An honest item that somebody was granted, of classes of which one has one. */
function honestItem(sim: Simulation): { readonly plan: SimPlan; readonly item: PlanItem } {
  for (;;) {
    const plan = sim.oneOf(sim.plans);
    const row = sim.oneOf(plan.items);
    const isOf = ['winter', 'summer', 'festival', 'childbirth', 'inclusive'].includes(
      plan.versions[0]!.record.class,
    );
    if (
      isOf &&
      row.letter === 'P' &&
      plan.versions.at(-1)!.record.status !== 'CANCELLED' &&
      !taken.has(row.record)
    ) {
      taken.add(row.record);
      return { plan, item: row.record };
    }
  }
}
const taken = new WeakSet<object>();

/** Of somebody who has moved and is granted once more elsewhere nobody can say that it is no transfer. */
function ofOneUnion(sim: Simulation): ReturnType<typeof honestItem> {
  for (;;) {
    const victim = honestItem(sim);
    const versions = sim.people.get(victim.item.id)?.versions ?? [];
    if (new Set(versions.map(({ record }) => record.org)).size <= 1) return victim;
  }
}

function again(sim: Simulation, { plan, item }: ReturnType<typeof honestItem>, union: string): SimPlan {
  const { record } = plan.versions[0]!;
  const made = list(sim, [pay(item, sim.int(10, 300) * 10)], {
    ...{ programme: { id: record.programme, source: 'union', rules: plan.programme! }, union },
  });
  for (const version of made.versions)
    version.record = { ...version.record, on: record.on, window: record.window };
  return made;
}

const dup1: Variants = [
  (sim) => {
    const victim = honestItem(sim);
    return [itemName(again(sim, victim, victim.plan.versions[0]!.record.org))];
  },
  (sim) => {
    const person = sim.join(someUnion(sim));
    const filler = Array.from({ length: 6 }, () => pay(sim.join(someUnion(sim)), 3_000));
    return [itemName(list(sim, [pay(person, 4_000), ...filler, pay(person, 5_100)]), 7)];
  },
  // One child, asked for by father and mother.
  (sim) => {
    const [father, mother] = two(sim);
    const child = { ...by(sim, sim.household([father, mother], 1)), for: sim.id('pupil') };
    return [
      itemName(
        list(sim, [pay(father, 9_000, child), pay(mother, 8_000, child)], {
          programme: programmeOf(sim, 'education'),
        }),
      ),
    ];
  },
  (sim) => {
    const ill = sim.join(someUnion(sim));
    const items = Array.from({ length: 5 }, () => pay(ill, 1_000));
    return [itemName(list(sim, items, { programme: programmeOf(sim, 'medical') }))];
  },
];

const dup2: Variants = [
  (sim) => {
    const victim = ofOneUnion(sim);
    const { province } = victim.plan.versions[0]!.record;
    const away = sim.programmes.map(({ rules }) => rules.province).find((code) => code !== province)!;
    return [itemName(again(sim, victim, `${away}-${sim.int(0, 6)}`))];
  },
  (sim) => {
    const victim = ofOneUnion(sim);
    const { org, province } = victim.plan.versions[0]!.record;
    return [
      itemName(
        again(
          sim,
          victim,
          sim.unionsOf(province).find((union) => union !== org)!,
        ),
      ),
    ];
  },
  // Has moved indeed, and gets more than one may have.
  (sim) => {
    const [from, to] = [someUnion(sim), someUnion(sim)].sort();
    const person = sim.join(from!);
    sim.becomes(person, 100, { org: `${to!}x`, province: to!.slice(0, 2) });
    const programme = programmeOf(sim, 'winter');
    const first = list(sim, [pay(person, 80_000)], { programme, union: from!, day: 40 });
    list(sim, [pay(person, 70_000)], { programme, union: `${to!}x`, day: 150 });
    return [itemName(first)];
  },
];

const dup3: Variants = [
  (sim) => {
    const [one, other] = two(sim);
    const file = by(sim, sim.household([one, other], 1));
    list(sim, [pay(one, 30_000, file)], { programme: living(sim) });
    return [itemName(list(sim, [pay(other, 20_000, file)], { programme: living(sim) }))];
  },
  // A child in two files.
  (sim) => {
    const child = { tag: sim.id('child'), in: 1 };
    const [one, other] = [filed(sim, [child]), filed(sim, [child])];
    return [itemName(toHead(sim, one, 50)), itemName(toHead(sim, other, 90))];
  },
  // Somebody in two files by two documents.
  (sim) => {
    const ward = sim.join(someUnion(sim));
    const [one, other] = ['a', 'b'].map((tag) => filed(sim, [{ tag: sim.id(tag), id: ward.id, in: 1 }]));
    const programme = programmeOf(sim, 'summer');
    const item = (file: string): PlanItem => pay(heads.get(file)!, 1_000, by(sim, file));
    return [itemName(list(sim, [item(one!), item(other!)], { programme }))];
  },
  // Of three files the first has ended, and the others count together.
  (sim) => {
    const child = { tag: sim.id('child'), in: 1 };
    const [, one, other] = [closedOn(20), { from: dayName(20) }, { from: dayName(20) }].map((change) =>
      filed(sim, [child], change),
    );
    const item = (file: string): PlanItem => pay(heads.get(file)!, 1_000, by(sim, file));
    return [
      itemName(list(sim, [item(one!), item(other!)], { programme: programmeOf(sim, 'summer'), day: 60 })),
    ];
  },
  // The child has an account by the time of the second file.
  (sim) => {
    const tag = sim.id('child');
    const first = filed(sim, [{ tag, in: 1 }], closedOn(80));
    const [early, account] = [toHead(sim, first, 40), sim.join(someUnion(sim))];
    const second = filed(sim, [{ tag, id: account.id, in: 1 }], { from: dayName(80) }, 80);
    return [itemName(early), itemName(toHead(sim, second, 120))];
  },
];

export const DUPLICATES: Readonly<Record<string, Variants>> = { 'DUP-1': dup1, 'DUP-2': dup2, 'DUP-3': dup3 };
