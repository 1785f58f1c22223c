// SPDX-License-Identifier: Apache-2.0
import type {
  BenefitClassCode,
  FileRecord,
  FundSource,
  PlanItem,
  PlanRecord,
  ProgrammeRecord,
} from '#src/ledger/index.js';
import type { Person, SimPlan, Simulation } from './simulated-country.js';
import { dayName, DIGEST, type Programme } from './simulated-rules.js';

/** Puts the nth case of a kind into a year; answers the names by which a finding is known to be of it. */
export type Fault = (sim: Simulation, n: number) => readonly string[];
export type Variants = readonly Fault[];

export const itemName = ({ planId }: SimPlan, item = 0): string => `${planId}/${item}`;

/** A programme of a province of its own making, beside the twenty. */
export function programmeOf(
  sim: Simulation,
  benefitClass: BenefitClassCode,
  change: Partial<ProgrammeRecord> = {},
  source: FundSource = 'union',
): Programme {
  const { province } = sim.oneOf(sim.programmes).rules;
  const rules: ProgrammeRecord = {
    ...{ v: 1, state: 'OPEN', province, org: `${province}-0`, class: benefitClass, document: DIGEST },
    ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 90_000, windowFen: 120_000, publicDays: 5 },
    ...{ bands: [{ fen: 10 ** 9, approvers: 1 }], ...change },
  };
  return { id: sim.id('own'), source, rules };
}

interface Given {
  readonly programme?: Programme;
  readonly union?: string;
  readonly day?: number;
  readonly ends?: PlanRecord['status'];
}

/** A paid list that a contract would have refused, for nobody has asked it. */
export function list(sim: Simulation, items: readonly PlanItem[], given: Given = {}): SimPlan {
  const { programme = programmeOf(sim, 'summer'), day = sim.int(40, 200), ends = 'RECONCILED' } = given;
  const union = given.union ?? `${programme.rules.province}-${sim.int(0, 6)}`;
  const plan = sim.plan(programme, union, day, items, { ends, pace: 0, whole: true });
  const isOver = ends === 'RECONCILED' || ends === 'CLOSED';
  for (const row of plan.items) row.letter = isOver || ends === 'PAYING' ? 'P' : 'S';
  return plan;
}

export const pay = ({ id }: Pick<Person, 'id'>, fen: number, further: Partial<PlanItem> = {}): PlanItem => ({
  ...{ id, fen, ...further },
});

export const by = (sim: Simulation, fileId: string): Pick<PlanItem, 'file' | 'fileVersion'> => ({
  ...{ file: fileId, fileVersion: sim.files.get(fileId)!.at(-1)!.record.v },
});

export const someUnion = (sim: Simulation): string =>
  `${sim.oneOf(sim.programmes).rules.province}-${sim.int(1, 6)}`;

export const two = (sim: Simulation, union = someUnion(sim)): readonly [Person, Person] => [
  sim.join(union),
  sim.join(union),
];
export const living = (sim: Simulation): Programme =>
  programmeOf(sim, 'living', { files: { level: 'local' } });
export const filed = (
  sim: Simulation,
  members: FileRecord['members'],
  change: Partial<FileRecord> = {},
  day = 3,
): string => {
  const person = sim.join(someUnion(sim));
  const head = { tag: `tag-${person.id}`, id: person.id, in: 1 };
  const file = sim.household([person], day, { members: [head, ...members], ...change });
  heads.set(file, person);
  return file;
};
export const heads = new Map<string, Person>();
export const toHead = (sim: Simulation, file: string, day: number): SimPlan =>
  list(sim, [pay(heads.get(file)!, sim.int(20, 80) * 1_000, by(sim, file))], { programme: living(sim), day });
export const closedOn = (day: number): Partial<FileRecord> => ({
  ...{ state: 'CLOSED', closed: { on: dayName(day), reason: 'recovered', evidence: DIGEST } },
});
