// SPDX-License-Identifier: Apache-2.0
import { plain, rewrite, stepOf } from './simulated-altered.js';
import type { Simulation } from './simulated-country.js';
import {
  by,
  closedOn,
  filed,
  heads,
  list,
  living,
  pay,
  programmeOf,
  someUnion,
  toHead,
  two,
} from './simulated-lists.js';
import { WITHIN } from './simulated-places.js';
import { dayName } from './simulated-rules.js';
import { NO_SPLITS } from './simulated-splits.js';

/** What looks like a case of a check and is none: as which known false positive it is told, where it is told at all. */
interface Look {
  readonly as?: string;
  readonly make: (sim: Simulation) => void;
}

const cadreOf = (sim: Simulation, state: 'ACTIVE' | 'REVOKED', benefitClass: 'winter' | 'festival'): void => {
  const plan = plain(sim, { programme: programmeOf(sim, benefitClass) });
  const operator = {
    operatorId: sim.id('o'),
    org: plan.versions[0]!.record.org,
    role: 'cadre',
    grants: ['pay'],
  } as const;
  sim.cadres.set(plan.items[0]!.record.id, [{ ...operator, state }]);
};

/** By code of the check. */
export const LOOKS: Readonly<Record<string, readonly Look[]>> = {
  'DUP-1': [
    {
      // Two children of one payee.
      make: (sim) => {
        const file = filed(sim, [
          { tag: sim.id('child'), in: 1 },
          { tag: sim.id('child'), in: 1 },
        ]);
        const { members } = sim.files.get(file)![0]!.record;
        const items = members
          .slice(1)
          .map(({ tag }) => pay(heads.get(file)!, 500, { ...by(sim, file), for: tag }));
        list(sim, items, { programme: programmeOf(sim, 'education') });
      },
    },
  ],
  'DUP-2': [
    {
      as: 'transferred',
      make: (sim) => {
        const [from, programme] = [someUnion(sim), programmeOf(sim, 'winter')];
        const person = sim.join(from);
        sim.becomes(person, 100, { org: `${from}x` });
        list(sim, [pay(person, 40_000)], { programme, union: from, day: 40 });
        list(sim, [pay(person, 50_000)], { programme, union: `${from}x`, day: 150 });
      },
    },
  ],
  'DUP-3': [
    {
      as: 'split',
      make: (sim) => {
        const [one, other] = two(sim);
        const file = sim.household([one, other], 3);
        list(sim, [pay(one, 900, by(sim, file))], { programme: living(sim), day: 40 });
        const { record } = sim.files.get(file)!.at(-1)!;
        const members = record.members.filter(({ id }) => id !== other.id);
        const left = [{ tag: `tag-${other.id}`, id: other.id, in: 1, out: 2 }];
        sim.files
          .get(file)!
          .push({ step: sim.at(60, 'file.revise'), record: { ...record, v: 2, members, left } });
        const own = sim.household([other], 61);
        list(sim, [pay(other, 800, by(sim, own))], { programme: living(sim), day: 90 });
      },
    },
    {
      // Filed anew on the day on which the file before ended, which is not granted by any more.
      make: (sim) => {
        const child = { tag: sim.id('child'), in: 1 };
        filed(sim, [child], closedOn(70));
        toHead(sim, filed(sim, [child], { from: dayName(70) }, 70), 120);
      },
    },
  ],
  'IMP-1': [
    {
      // A couple with one account: one is granted by the file, the other what everybody gets.
      as: 'household',
      make: (sim) => {
        const [one, other] = two(sim);
        const [file, account] = [sim.household([one, other], 3), sim.id('account')];
        list(sim, [pay(one, 900, { ...by(sim, file), account })], { programme: living(sim) });
        list(sim, [pay(other, 800, { account })], { programme: programmeOf(sim, 'festival') });
      },
    },
  ],
  'ELG-1': [
    {
      as: 'reportedLate',
      make: (sim) => {
        const person = sim.join(someUnion(sim));
        sim.becomes(person, 90, { state: 'RETAINED' }, 60);
        list(sim, [pay(person, 900)], { day: 100 });
      },
    },
  ],
  'ELG-2': [
    {
      as: 'emergency',
      make: (sim) => {
        const person = sim.join(someUnion(sim));
        const programme = programmeOf(sim, 'medical', { files: { level: 'local', late: 30 } });
        list(sim, [pay(person, 900)], { programme, day: 100 });
        sim.household([person], 125);
      },
    },
  ],
  'ELG-3': [
    {
      as: 'reportedLate',
      make: (sim) => {
        const person = sim.join(someUnion(sim));
        sim.becomes(person, 90, { state: 'DECEASED' }, 60);
        list(sim, [pay(person, 900)], { day: 100 });
      },
    },
  ],
  'CAP-1': [
    {
      as: 'mixedFunds',
      make: (sim) => {
        const person = sim.join(someUnion(sim));
        for (const source of ['union', 'donation'] as const)
          list(sim, [pay(person, 80_000)], { programme: programmeOf(sim, 'medical', {}, source) });
      },
    },
    ...WITHIN.map((make) => ({ make })),
  ],
  'CLO-1': [
    {
      as: 'bankHoliday',
      make: (sim) =>
        void plain(sim, {
          programme: programmeOf(sim, 'summer', { publicDays: 0 }),
          ends: 'PAYING',
          day: sim.lastDay - 18,
        }),
    },
  ],
  'MIS-1': [
    { as: 'forAll', make: (sim) => cadreOf(sim, 'ACTIVE', 'festival') },
    { as: 'former', make: (sim) => cadreOf(sim, 'REVOKED', 'winter') },
    {
      // Struck off before it was paid.
      make: (sim) => {
        cadreOf(sim, 'ACTIVE', 'winter');
        const plan = sim.plans.at(-1)!;
        const [row] = plan.items;
        row!.letter = 'V';
        rewrite(plan, ({ paid }) =>
          paid === undefined ? {} : { paid: { items: paid.items - 1, fen: paid.fen - row!.record.fen } },
        );
      },
    },
  ],
  'SEQ-1': [
    {
      // Different persons who sign together.
      make: (sim) => {
        const plan = plain(sim);
        const check = stepOf(plan, 'plan.check');
        stepOf(plan, 'plan.approve').time = new Date(Date.parse(check.time) + 1).toISOString();
      },
    },
    ...NO_SPLITS.map((make) => ({ make })),
  ],
};
