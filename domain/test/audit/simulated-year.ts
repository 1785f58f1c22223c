// SPDX-License-Identifier: Apache-2.0
import type { MemberRow } from '#src/audit/index.js';
import type { PlanItem } from '#src/ledger/index.js';
import { approveByAll } from './simulated-approvals.js';
import { Simulation, type Person } from './simulated-country.js';

/** An honest year with about so many items. */
export function honestYear(seed: number, items: number): Simulation {
  const sim = new Simulation(seed);
  const people = settle(sim, Math.ceil(items / 2));
  for (const person of people) live(sim, person);
  const pools = poolsOf(people);
  let made = 0;
  for (let round = 0; made < items && round < 20_000; round += 1) {
    // At the end of the year some have not come to an end.
    const isLast = made > items * 0.97;
    const day = isLast ? 360 : 20 + Math.floor((240 * made) / items);
    const programme = sim.oneOf(sim.programmes);
    const union = sim.oneOf(sim.unionsOf(programme.rules.province));
    // Most lists are short, and a few are long.
    const size = Math.min(items - made, Math.ceil(2 / (0.02 + sim.dice())));
    const list = granted(sim, { programme, union, day, size, people: pools.get(union) ?? [] });
    const ends = isLast ? { ends: sim.oneOf(['PAYING', 'PUBLIC'] as const), pace: 0 } : {};
    if (list.length > 0) sim.plan(programme, union, day, list, ends);
    made += list.length;
  }
  const honest = [...sim.plans];
  sim.last.push(() => {
    approveByAll(sim, honest);
  });
  return sim;
}

/** Who was of a union, or of one below a province's, at any time. */
function poolsOf(people: readonly Person[]): ReadonlyMap<string, readonly Person[]> {
  const pools = new Map<string, Person[]>();
  for (const person of people)
    for (const org of new Set(person.versions.flatMap(({ record }) => [record.org, topOf(record)])))
      pools.set(org, [...(pools.get(org) ?? []), person]);
  return pools;
}

/** The province's own union, which has no members of its own and grants to all below it. */
function topOf({ province }: Pick<MemberRow, 'province'>): string {
  return `${province}-0`;
}

function granted(
  sim: Simulation,
  {
    programme,
    union,
    day,
    size,
    people,
  }: {
    readonly programme: Simulation['programmes'][number];
    readonly union: string;
    readonly day: number;
    readonly size: number;
    readonly people: readonly Person[];
  },
): readonly PlanItem[] {
  const list: PlanItem[] = [];
  const start = sim.int(0, Math.max(people.length - 1, 0));
  for (let n = 0; n < people.length && list.length < size; n += 1) {
    const person = people[(start + n) % people.length]!;
    const member = sim.known(person, day);
    if (member === undefined || (member.org !== union && topOf(member) !== union)) continue;
    const item = sim.item(programme, person, day);
    if (item !== undefined) list.push({ ...item, account: accountOf(person, item) });
  }
  return list;
}

/** Couples of one file have one account; a person of no file has one for himself. */
export function accountOf({ id }: Pick<Person, 'id'>, { file }: Pick<PlanItem, 'file'>): string {
  return file === undefined ? `account of ${id}` : `account of ${file}`;
}

function settle(sim: Simulation, count: number): readonly Person[] {
  const people: Person[] = [];
  const unions = [...new Set(sim.programmes.map(({ rules }) => rules.province))].flatMap((code) =>
    sim.unionsOf(code).slice(1),
  );
  while (people.length < count) {
    const union = sim.oneOf(unions);
    const couple = Array.from({ length: sim.is(0.4) ? 2 : 1 }, () => sim.join(union));
    const home = sim.id('home');
    for (const person of couple) person.home = home;
    if (sim.is(0.5)) sim.household(couple, -5 - sim.int(0, 10));
    people.push(...couple);
  }
  return people;
}

/** Most people stay what they are; others move, retire, leave, come back, or die, and some of that is told late. */
function live(sim: Simulation, person: Person): void {
  const fate = sim.dice();
  const day = sim.int(5, 300);
  const lag = sim.is(0.5) ? 0 : sim.int(1, 45);
  const { province, org } = person.versions[0]!.record;
  const others = sim.programmes.map(({ rules }) => rules.province).filter((code) => code !== province);
  if (fate < 0.05) {
    const to = sim.oneOf(others);
    sim.becomes(person, day, { org: `${to}-${sim.int(3, 6)}`, province: to });
  } else if (fate < 0.08) sim.becomes(person, day, { state: 'RETAINED' }, lag);
  else if (fate < 0.1) sim.becomes(person, day, { state: 'DECEASED' }, lag);
  else if (fate < 0.13) {
    sim.becomes(person, day, { state: 'WITHDRAWN', org }, 0);
    if (sim.is(0.5)) sim.becomes(person, day + 40, { state: 'ACTIVE', joined: joinedOn(day + 40) }, 0);
  } else if (fate < 0.18) divide(sim, person, day);
}

function joinedOn(day: number): string {
  return new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10);
}

/** Not who heads a household, and only one who is still where it is filed. */
function divide(sim: Simulation, person: Person, day: number): void {
  const { id } = person.files.at(-1) ?? {};
  const members = sim.files.get(id ?? '')?.at(-1)?.record.members ?? [];
  if (id !== undefined && members.findIndex((each) => each.id === person.id) > 0)
    sim.divides(id, person, day);
}
