// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, CadreRow, ItemRow, MemberRow, PlanRow, Step, UnionRow } from '#src/audit/index.js';
import { countsOn } from '#src/file/index.js';
import { type FileRecord, type PlanItem, type PlanRecord, type ProgrammeRecord } from '#src/ledger/index.js';
import { chinaDateAt } from '#src/values/index.js';
import { lineRows } from './simulated-lines.js';
import { walk, type Walk } from './simulated-plan.js';
import {
  dayName,
  DIGEST,
  GrantedSoFar,
  isFiledFor,
  newProgramme,
  placeOf,
  PROVINCE_CODES,
  windowOf,
  type Programme,
} from './simulated-rules.js';

// A year of four provinces, lived day by day: people join, move, retire, leave and die, some of it told late; households are filed, divided
// and filed anew; unions of every size grant by twenty programmes, and no two plans take the same way. The second set for the checks: it
// shares nothing with the first (planted-set.ts) but what it makes, which is rows.

const DAY_MS = 86_400_000;
const MIDNIGHT = Date.parse('2026-01-01T00:00:00+08:00');

export type Writable<T> = { -readonly [K in keyof T]: T[K] };
export type SimStep = Writable<Step>;
export interface SimPlan extends Omit<PlanRow, 'versions' | 'items' | 'inScope' | 'programme' | 'fund'> {
  versions: { step: SimStep; record: PlanRow['versions'][number]['record'] }[];
  items: Writable<ItemRow>[];
  programme: ProgrammeRecord | undefined;
  fund: PlanRow['fund'];
  inScope: boolean;
}
export interface Person {
  readonly id: string;
  readonly versions: { step: SimStep; record: MemberRow }[];
  /** By which files, from which days on, the newest last. */
  readonly files: { readonly day: number; readonly id: string }[];
  /** Who lives together. */
  home?: string;
}

/** Numbers in an order that a seed decides (sfc32). */
export function newDice(seed: number): () => number {
  let [a, b, c, count] = [0x9e3779b9, 0x243f6a88, seed >>> 0, 1];
  const next = (): number => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  };
  for (let n = 0; n < 15; n += 1) next();
  return next;
}

export class Simulation {
  readonly plans: SimPlan[] = [];
  readonly people = new Map<string, Person>();
  readonly files = new Map<string, { step: SimStep; record: FileRecord }[]>();
  readonly unions = new Map<string, { step: SimStep; record: UnionRow }[]>();
  readonly cadres = new Map<string, CadreRow[]>();
  readonly persons = new Map<string, string>();
  readonly programmes: Programme[] = [];
  readonly samples: Writable<AuditRows['samples'][number]>[] = [];
  /** What is done to plans before blocks are numbered. */
  readonly last: (() => void)[] = [];
  /** What is done to blocks once they are numbered. */
  readonly breaks: ((seals: Writable<AuditRows['seals'][number]>[]) => void)[] = [];
  readonly lineBreaks = new Map<string, number>();
  readonly #granted = new GrantedSoFar();
  readonly #steps: SimStep[] = [];
  readonly dice: () => number;
  #next = 0;

  constructor(seed: number) {
    this.dice = newDice(seed);
    for (const province of PROVINCE_CODES) {
      for (let n = 0; n < 5; n += 1) this.programmes.push(newProgramme(this, province, n));
      // The province's, two cities', and below them counties' of which one says nothing of itself.
      for (const [n, division] of ['0000', '0100', '0200', '0101', '', '0299', '0103'].entries())
        this.stands(`${province}-${n}`, -25, {
          parent: n === 0 ? '00' : `${province}-${n < 3 ? 0 : 1 + ((n + 1) % 2)}`,
          ...(division !== '' && { division: `${province}${division}` }),
        });
    }
  }

  id(kind: string): string {
    this.#next += 1;
    return `${kind}${this.#next.toString(36)}`;
  }

  int(from: number, to: number): number {
    return from + Math.floor(this.dice() * (to - from + 1));
  }

  oneOf<T>(some: readonly T[]): T {
    return some[Math.floor(this.dice() * some.length)]!;
  }

  is(chance: number): boolean {
    return this.dice() < chance;
  }

  /** A transaction of a day of the year, from 0, at some hour in China; blocks are numbered at last. */
  at(day: number, type: string, actor = 'system', hour = 8 + this.dice() * 10): SimStep {
    const time = new Date(MIDNIGHT + Math.floor(day) * DAY_MS + hour * 3_600_000).toISOString();
    const step = { block: 0, transactionId: this.id('t'), time, type, actor };
    this.#steps.push(step);
    return step;
  }

  /** Of the newest transaction. */
  get lastDay(): number {
    const last = Math.max(...this.#steps.map(({ time }) => Date.parse(time)));
    return Math.floor((last - MIDNIGHT) / DAY_MS);
  }

  unionsOf(province: string): readonly string[] {
    return [
      `${province}-0`,
      `${province}-1`,
      `${province}-2`,
      ...[3, 4, 5, 6].map((n) => `${province}-${n}`),
    ];
  }

  /** Under which other one and where a union stands from a day on. */
  stands(union: string, day: number, record: UnionRow): string {
    const versions = this.unions.get(union) ?? [];
    versions.push({ step: this.at(day, 'organisation.revise', 'system', 1), record });
    this.unions.set(union, versions);
    return union;
  }

  join(union: string, day = -this.int(30, 3000)): Person {
    const id = this.id('p');
    const record = {
      ...{ state: 'ACTIVE' as const, org: union, province: union.slice(0, 2) },
      ...{ joined: dayName(day), since: dayName(day) },
    };
    const person: Person = {
      id,
      files: [],
      versions: [{ step: this.at(Math.max(day, -20), 'person.enrol'), record }],
    };
    this.people.set(id, person);
    return person;
  }

  /** What becomes of somebody on a day, told so many days later. */
  becomes({ versions }: Person, day: number, change: Partial<MemberRow>, lag = 0): void {
    const record = { ...versions.at(-1)!.record, since: dayName(day), ...change };
    versions.push({ step: this.at(day + lag, 'membership.change'), record });
  }

  /** What is known on a day of what somebody is then. */
  known({ versions }: Person, day: number): MemberRow | undefined {
    const now = new Date(MIDNIGHT + (day + 1) * DAY_MS).toISOString();
    return versions.findLast(({ step, record }) => step.time < now && record.since <= dayName(day))?.record;
  }

  household(people: readonly Person[], day: number, change: Partial<FileRecord> = {}): string {
    const id = this.id('f');
    const members = people.map((person) => ({ tag: `tag-${person.id}`, id: person.id, in: 1 }));
    const children = Array.from({ length: this.int(0, 2) }, () => ({ tag: this.id('child'), in: 1 }));
    const { org, province } = people[0]!.versions.at(-1)!.record;
    const record: FileRecord = {
      ...{
        v: 1,
        state: 'OPEN',
        province,
        org,
        level: this.oneOf(['national', 'provincial', 'local'] as const),
      },
      ...{
        filed: dayName(day),
        from: dayName(day),
        until: dayName(day + 365),
        content: DIGEST,
        evidence: DIGEST,
      },
      ...{ members: [...members, ...children], ...change },
    };
    this.files.set(id, [{ step: this.at(day, 'file.open', 'filer', 1), record }]);
    for (const person of people) person.files.push({ day, id });
    return id;
  }

  /** Somebody leaves a household, and is filed by himself a day later. */
  divides(fileId: string, person: Person, day: number): string {
    const versions = this.files.get(fileId)!;
    const { record } = versions.at(-1)!;
    const v = record.v + 1;
    const left = record.members.filter(({ id }) => id === person.id).map((each) => ({ ...each, out: v }));
    const members = record.members.filter(({ id }) => id !== person.id);
    versions.push({ step: this.at(day, 'file.revise'), record: { ...record, v, members, left } });
    return this.household([person], day + 1);
  }

  /** Whom a programme grants to on a day and how: as a contract would see it, who knows what is known by then. */
  item(programme: Programme, person: Person, day: number): PlanItem | undefined {
    const { rules } = programme;
    const { file, ids } = this.#filedBy(person, day);
    const caps = this.#capsFor(rules, person, day);
    if (caps === undefined || !isFiledFor(programme, file)) return undefined;
    const isForChild = rules.class === 'education';
    const children = file?.members.filter(({ id }) => id === undefined) ?? [];
    if (isForChild && children.length === 0) return undefined;
    const fen = this.int(50, rules.itemFen / 100) * 100;
    const item = {
      ...{ id: person.id, fen },
      ...(file !== undefined && { file: ids.at(-1)!, fileVersion: file.v }),
      ...(isForChild && { for: this.oneOf(children).tag }),
    };
    const ground = { window: windowOf(rules.class, day), file, ids };
    return this.#granted.take({ ...rules, ...caps }, item, ground) ? item : undefined;
  }

  /** None where he is not eligible, or the programme has no place of his; whoever moves on the very day waits. */
  #capsFor(rules: ProgrammeRecord, person: Person, day: number): Partial<ProgrammeRecord> | undefined {
    if (!this.#isEligible(rules, person, day)) return undefined;
    if (rules.districts === undefined) return {};
    const [org, before] = [this.known(person, day)?.org, this.known(person, day - 1)?.org];
    if (org === undefined || org !== before) return undefined;
    return placeOf(rules.districts, this.#divisionOf(org));
  }

  #divisionOf(org: string): string | undefined {
    const { division, parent } = this.#standing(org) ?? { parent: '' };
    return division ?? this.#standing(parent)?.division;
  }

  #standing(org: string): UnionRow | undefined {
    return this.unions.get(org)?.at(-1)?.record;
  }

  #isEligible({ retained, tenure = 0 }: ProgrammeRecord, person: Person, day: number): boolean {
    const member = this.known(person, day);
    const isMember = member?.state === 'ACTIVE' || (member?.state === 'RETAINED' && retained === true);
    return isMember && member.joined <= dayName(day - tenure);
  }

  /** The file of somebody that counts on a day, as it is known then, and by which files he has been until then. */
  #filedBy(
    { files }: Person,
    day: number,
  ): { readonly file: FileRecord | undefined; readonly ids: string[] } {
    const ids = files.filter((each) => each.day <= day).map(({ id }) => id);
    const now = new Date(MIDNIGHT + (day + 1) * DAY_MS).toISOString();
    const known = this.files.get(ids.at(-1) ?? '')?.findLast(({ step }) => step.time < now)?.record;
    return { ids, file: known !== undefined && countsOn(known, dayName(day)) ? known : undefined };
  }

  /** A plan of a union, on its whole way or some of it. */
  plan(
    programme: Programme,
    union: string,
    day: number,
    items: readonly PlanItem[],
    { ends = this.#end(), pace = 1, ...how }: Partial<Pick<Walk, 'ends' | 'pace' | 'whole'>> = {},
  ): SimPlan {
    const plan = walk(this, { programme, union, day, items, ends, pace, ...how });
    this.plans.push(plan);
    return plan;
  }

  #end(): PlanRecord['status'] {
    const dice = this.dice();
    if (dice < 0.6) return 'CLOSED';
    if (dice < 0.88) return 'RECONCILED';
    if (dice < 0.92) return 'CANCELLED';
    return this.oneOf(['LOCKED', 'OPEN'] as const);
  }

  rows(): AuditRows {
    for (const each of this.last) each();
    const seals = this.#seal();
    for (const each of this.breaks) each(seals);
    const byBlock = <T extends { step: Step }>(versions: T[]): T[] =>
      [...versions].sort((one, other) => one.step.block - other.step.block);
    const sources = ['central', 'union', 'donation', 'local'] as const;
    return {
      ...{
        height: seals.length + (this.#cut ?? 0),
        scope: { org: '00', sources },
        asOf: chinaDateAt(Date.parse(this.#steps.at(-1)!.time)),
      },
      plans: this.plans.map((plan) => ({ ...plan, versions: byBlock(plan.versions) })),
      ...lineRows(this),
      files: new Map([...this.files].map(([id, versions]) => [id, byBlock(versions)])),
      members: new Map([...this.people].map(([id, { versions }]) => [id, byBlock(versions)])),
      unions: new Map([...this.unions].map(([id, versions]) => [id, byBlock(versions)])),
      ...{ cadres: this.cadres, persons: this.persons, samples: this.samples, seals, unreadable: [] },
    };
  }

  /** How many of the last blocks are not there. */
  cutOff(blocks: number): void {
    this.#cut = blocks;
    this.breaks.push((seals) => void seals.splice(-blocks, blocks));
  }
  #cut: number | undefined;

  #seal(): Writable<AuditRows['seals'][number]>[] {
    const order = new Map(this.#steps.map((step, at) => [step, at]));
    this.#steps.sort((one, other) =>
      one.time === other.time ? order.get(one)! - order.get(other)! : one.time < other.time ? -1 : 1,
    );
    // Some blocks have several transactions; the first is the channel's own. Of a union's total nobody reads what its block writes.
    let block = 1;
    for (const step of this.#steps) {
      step.block = block;
      const isFull = this.int(0, 3) > 0;
      if (isFull || step.type === 'plan.lock' || step.type === 'plan.cancel') block += 1;
    }
    return Array.from({ length: block + 1 }, (_, n) => ({
      ...{
        block: n,
        hash: `hash ${n}`,
        previous: n === 0 ? '' : `hash ${n - 1}`,
        intact: true,
        undecodable: 0,
      },
    }));
  }
}
