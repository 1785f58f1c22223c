// SPDX-License-Identifier: Apache-2.0
import type { FileRecord, FundSource } from '#src/ledger/index.js';
import type { Simulation } from './simulated-country.js';
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
  two,
  type Variants,
} from './simulated-lists.js';
import { ANEW, PLACES } from './simulated-places.js';
import { dayName } from './simulated-rules.js';

const imp1: Variants = [
  (sim) => {
    const account = sim.id('account');
    const people = Array.from({ length: sim.int(2, 6) }, () =>
      pay(sim.join(someUnion(sim)), 7_700, { account }),
    );
    return [itemName(list(sim, people))];
  },
  (sim) => {
    const account = sim.id('account');
    return [1, 2].map(() => itemName(list(sim, [pay(sim.join(someUnion(sim)), 6_600, { account })])));
  },
  // A couple, and somebody else.
  (sim) => {
    const [one, other] = two(sim);
    const file = { ...by(sim, sim.household([one, other], 1)), account: sim.id('account') };
    const items = [
      pay(one, 900, file),
      pay(other, 800, file),
      pay(sim.join(someUnion(sim)), 700, { account: file.account }),
    ];
    return [itemName(list(sim, items), 2)];
  },
  // Who names a file of which he is not.
  (sim) => {
    const file = filed(sim, []);
    const told = { ...by(sim, file), account: sim.id('account') };
    return [
      itemName(list(sim, [pay(heads.get(file)!, 900, told), pay(sim.join(someUnion(sim)), 700, told)])),
    ];
  },
];

const elg1: Variants = [
  (sim) => {
    const person = sim.join(someUnion(sim));
    sim.becomes(person, 20, { state: 'RETAINED' });
    return [itemName(list(sim, [pay(person, 100)]))];
  },
  (sim) => [itemName(list(sim, [pay(sim.join(someUnion(sim), 210), 100)], { day: 200 }))],
  (sim) => [itemName(list(sim, [pay({ id: sim.id('nobody') }, 100)]))],
  (sim) => {
    const programme = programmeOf(sim, 'summer', { tenure: 90 });
    return [itemName(list(sim, [pay(sim.join(someUnion(sim), 60), 100)], { programme, day: 149 }))];
  },
  // Was none on the day of the grant, and one again when it was paid.
  (sim) => {
    const person = sim.join(someUnion(sim));
    sim.becomes(person, 90, { state: 'WITHDRAWN' });
    sim.becomes(person, 103, { state: 'ACTIVE', joined: dayName(103) });
    return [
      itemName(
        list(sim, [pay(person, 100)], { programme: programmeOf(sim, 'summer', { publicDays: 9 }), day: 100 }),
      ),
    ];
  },
  (sim) => {
    const person = sim.join(someUnion(sim));
    sim.becomes(person, 90, { state: 'EXPELLED' });
    return [itemName(list(sim, [pay(person, 100)], { day: 100, ends: 'LOCKED' }))];
  },
];

const byFile = (
  sim: Simulation,
  change: Partial<FileRecord>,
  source: FundSource = 'union',
  day = 100,
): string => {
  const file = filed(sim, [], change);
  const programme = programmeOf(sim, 'living', { files: { level: 'provincial' } }, source);
  return itemName(list(sim, [pay(heads.get(file)!, 5_000, by(sim, file))], { programme, day }));
};

const elg2: Variants = [
  (sim) => [byFile(sim, { level: 'provincial' }, 'central')],
  (sim) => [byFile(sim, { level: 'local' })],
  (sim) => [byFile(sim, { level: 'national', until: dayName(99) })],
  (sim) => [byFile(sim, { level: 'national', ...closedOn(100) })],
  (sim) => [byFile(sim, { level: 'national', from: dayName(101) })],
  (sim) => [itemName(list(sim, [pay(sim.join(someUnion(sim)), 100)], { programme: living(sim) }))],
  // By the file of somebody else.
  (sim) => [
    itemName(
      list(sim, [pay(sim.join(someUnion(sim)), 100, by(sim, filed(sim, [])))], { programme: living(sim) }),
    ),
  ],
  // For a child that is not of the file.
  (sim) => {
    const file = filed(sim, [{ tag: sim.id('child'), in: 1 }]);
    const item = pay(heads.get(file)!, 100, { ...by(sim, file), for: sim.id('pupil') });
    return [
      itemName(
        list(sim, [item], { programme: programmeOf(sim, 'education', { files: { level: 'local' } }) }),
      ),
    ];
  },
  // By a file that is written only afterwards, with an earlier day.
  (sim) => {
    const file = filed(sim, [], { filed: dayName(10), from: dayName(10) }, 130);
    return [
      itemName(list(sim, [pay(heads.get(file)!, 100, by(sim, file))], { programme: living(sim), day: 100 })),
    ];
  },
];

const elg3: Variants = (['DECEASED', 'WITHDRAWN', 'EXPELLED', 'VOIDED'] as const).map((state) => (sim) => {
  const person = sim.join(someUnion(sim));
  const day = sim.int(60, 200);
  // On the day of the grant, or while it is shown in public.
  sim.becomes(person, day + sim.int(-30, 3), { state });
  return [itemName(list(sim, [pay(person, sim.int(1, 90) * 100)], { day }))];
});

const cap1: Variants = [
  (sim) => [itemName(list(sim, [pay(sim.join(someUnion(sim)), 90_001)]))],
  (sim) => {
    const [ill, programme] = [sim.join(someUnion(sim)), programmeOf(sim, 'medical')];
    const [, , last] = [50_000, 60_000, 10_001].map((fen, at) =>
      list(sim, [pay(ill, fen)], { programme, day: 40 + 30 * at }),
    );
    return [itemName(last!)];
  },
  // Within the cap of the first programme, not of the second.
  (sim) => {
    const ill = sim.join(someUnion(sim));
    const [wide, narrow] = [
      programmeOf(sim, 'medical'),
      programmeOf(sim, 'medical', { windowFen: 60_000, itemFen: 60_000 }),
    ];
    list(sim, [pay(ill, 50_000)], { programme: wide, day: 40 });
    return [itemName(list(sim, [pay(ill, 20_000)], { programme: narrow, day: 90 }))];
  },
  // Each within the person's cap, both over the household's.
  (sim) => {
    const [one, other] = two(sim);
    const file = by(sim, sim.household([one, other], 1));
    const programme = programmeOf(sim, 'medical', { householdFen: 100_000 });
    list(sim, [pay(one, 60_000, file)], { programme, day: 40 });
    return [itemName(list(sim, [pay(other, 60_000, file)], { programme, day: 80 }))];
  },
];

export const PAYEES: Readonly<Record<string, Variants>> = {
  ...{ 'IMP-1': imp1, 'ELG-1': elg1, 'ELG-2': elg2, 'ELG-3': elg3, 'CAP-1': [...cap1, ...PLACES, ...ANEW] },
};
