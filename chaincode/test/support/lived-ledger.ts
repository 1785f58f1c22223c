// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, Versions } from '@unionid/domain/audit';
import { chinaDateAt } from '@unionid/domain/values';
import { newTestClock } from '#src/testing/index.js';
import { LivedPeople, type Change } from './lived-people.js';
import { LivedPlans } from './lived-plans.js';
import { newUnionTree } from './union-tree.js';

/** Before anything of the rows. */
const START = Date.parse('2025-12-01T02:00:00.000Z');

interface Event {
  readonly time: string;
  /** Within a day unions come first, then who is a member, then who lives together, then what is granted. */
  readonly rank: number;
  readonly run: () => Promise<void>;
}

/** Rows that somebody made up for the checks, day by day once more on a ledger with the real contracts: what these grant of it. */
export async function liveAgain(rows: AuditRows): Promise<LivedPlans> {
  const clock = newTestClock(START);
  const tree = await newUnionTree({ clock });
  const people = new LivedPeople(tree, rows);
  const plans = new LivedPlans(people);
  await people.begin();
  for (const { time, run } of eventsOf(rows, people, plans)) {
    clock.set(Math.max(clock.now() + 1_000, Date.parse(time)));
    await run();
  }
  return plans;
}

function eventsOf(rows: AuditRows, people: LivedPeople, plans: LivedPlans): readonly Event[] {
  const changes = <T>(
    of: ReadonlyMap<string, Versions<T>>,
    rank: number,
    run: (change: Change<T>) => Promise<void>,
  ): readonly Event[] =>
    [...of].flatMap(([id, versions]) =>
      versions.map(({ step: { time }, record }, at) => ({
        ...{ time, rank, run: () => run({ id, record, before: versions[at - 1]?.record }) },
      })),
    );
  const events = [
    ...changes(rows.unions, 0, (change) => people.union(change)),
    ...changes(rows.members, 1, (change) => people.person(change)),
    ...changes(rows.files, 2, (change) => people.household(change)),
    ...rows.plans.flatMap((plan) =>
      plan.versions.map(({ step: { time } }, at) => ({ time, rank: 3, run: () => plans.step(plan, at) })),
    ),
  ];
  const dayOf = ({ time }: Event): string => chinaDateAt(Date.parse(time));
  const compare = <T extends number | string>(one: T, other: T): number =>
    one < other ? -1 : one > other ? 1 : 0;
  return events.toSorted(
    (one, other) =>
      compare(dayOf(one), dayOf(other)) || compare(one.rank, other.rank) || compare(one.time, other.time),
  );
}
