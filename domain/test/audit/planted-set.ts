// SPDX-License-Identifier: Apache-2.0
import type { AuditRows, ItemRow, MemberRow, PlanRow, Step, UnionRow, Version } from '#src/audit/index.js';
import type {
  FileRecord,
  FundRecord,
  FundSource,
  PlanItem,
  PlanRecord,
  ProgrammeRecord,
} from '#src/ledger/index.js';

// A country of four provinces with twenty programmes, made from a seed: honest plans, and beside them cases of each check.

const DAY_MS = 86_400_000;
const DIGEST = 'A'.repeat(43);
export const PROVINCES = ['51', '11', '34', '37'];
const CLASSES = ['winter', 'living', 'education', 'festival', 'summer'] as const;

/** A random sequence that is the same for one seed (mulberry32). */
export function newRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface NewPlan {
  readonly id: string;
  readonly province: string;
  readonly class: PlanRecord['class'];
  readonly on: string;
  readonly items: readonly PlanItem[];
  readonly source?: FundSource;
  readonly change?: Partial<PlanRecord>;
  readonly programme?: Partial<ProgrammeRecord>;
  /** Day on which it went to the bank. */
  readonly paid?: string;
}

/** The country being made; what is planted changes or adds to it. */
export class Country {
  readonly plans: PlanRow[] = [];
  readonly members = new Map<string, Version<MemberRow>[]>();
  readonly files = new Map<string, Version<FileRecord>[]>();
  readonly unions = new Map<string, Version<UnionRow>[]>();
  readonly cadres = new Map<string, AuditRows['cadres'] extends ReadonlyMap<string, infer C> ? C : never>();
  readonly persons = new Map<string, string>();
  readonly seals: { block: number; hash: string; previous: string; intact: boolean; undecodable: number }[] =
    [];
  readonly samples: AuditRows['samples'][number][] = [];
  #block = 10;

  step(type: string, time: string, actor = 'P-sys'): Step {
    this.#block += 1;
    const block = this.#block;
    this.seals.push({ block, hash: `h${block}`, previous: `h${block - 1}`, intact: true, undecodable: 0 });
    return { block, transactionId: `t${block}`, time, type, actor };
  }

  member(
    id: string,
    province: string,
    change: Partial<MemberRow> = {},
    time = '2025-01-01T00:00:00.000Z',
  ): string {
    const record = {
      ...{
        state: 'ACTIVE' as const,
        org: `O${province}`,
        province,
        joined: '2020-01-01',
        since: '2020-01-01',
      },
      ...change,
    };
    const versions = this.members.get(id) ?? [];
    versions.push({ step: this.step('person.enrol', time), record });
    this.members.set(id, versions);
    return id;
  }

  /** A union, or what becomes of one. */
  union(id: string, record: UnionRow, time = '2025-01-01T00:00:00.000Z'): string {
    const versions = this.unions.get(id) ?? [];
    versions.push({ step: this.step('organisation.revise', time), record });
    this.unions.set(id, versions);
    return id;
  }

  file(
    id: string,
    province: string,
    members: FileRecord['members'],
    change: Partial<FileRecord> = {},
    time = '2026-01-02T00:00:00.000Z',
  ): string {
    const filed = day(time);
    const record: FileRecord = {
      ...{ v: 1, state: 'OPEN', province, org: `O${province}`, level: 'national', filed },
      ...{ from: '2026-01-10', until: '2026-12-31', content: DIGEST, evidence: DIGEST, members, ...change },
    };
    const versions = this.files.get(id) ?? [];
    versions.push({ step: this.step('file.open', time), record });
    this.files.set(id, versions);
    return id;
  }

  /** Puts somebody into a household from its beginning, who leaves it a day later. */
  left(fileId: string, member: FileRecord['members'][number]): void {
    const [{ step, record }] = this.files.get(fileId)! as [Version<FileRecord>];
    const together = { ...record, members: [...record.members, member] };
    const apart = { ...record, v: 2, left: [{ ...member, out: 2 }] };
    const versions = [
      { step, record: together },
      { step: this.step('file.revise', '2026-01-03T00:00:00.000Z'), record: apart },
    ];
    this.files.set(fileId, versions);
  }

  /** A plan with its whole way to the bank and back, each step by another person. */
  plan({
    id,
    province,
    on,
    items,
    source = 'union',
    change = {},
    programme = {},
    paid,
    ...given
  }: NewPlan): PlanRow {
    const fen = items.reduce((sum, item) => sum + item.fen, 0);
    const sums = { items: items.length, fen };
    const person = (duty: string): string => `${duty}-${id}`;
    const record: PlanRecord = {
      ...{
        v: 1,
        status: 'OPEN',
        province,
        org: `O${province}`,
        fund: `F${province}`,
        programme: `G${given.class}`,
      },
      ...{
        programmeVersion: 1,
        class: given.class,
        on,
        window: on.slice(0, given.class === 'festival' ? 7 : 4),
      },
      ...{ until: '2026-12-31', signed: sums, duties: { maker: person('maker') } },
    };
    const start = Date.parse(on) + 3_600_000 * 2;
    const at = (days: number): string => new Date(start + days * DAY_MS).toISOString();
    const bank = paid === undefined ? at(12) : `${paid}T02:00:00.000Z`;
    const stages: readonly (readonly [string, string, Partial<PlanRecord>])[] = [
      ['plan.open', at(0), {}],
      ['plan.lock', at(1), { status: 'LOCKED', stands: { ...sums, root: DIGEST } }],
      ['plan.check', at(2), { status: 'CHECKED', duties: this.#duties(person, 1) }],
      ['plan.approve', at(3), { status: 'APPROVED', duties: this.#duties(person, 2) }],
      [
        'plan.publicise',
        at(4),
        { status: 'PUBLIC', publicity: { from: day(at(4)), until: day(at(10)), notice: DIGEST } },
      ],
      ['plan.pay', bank, { status: 'PAYING', duties: this.#duties(person, 3), order: DIGEST }],
      ['plan.reconcile', at(14), { status: 'RECONCILED', paid: sums }],
    ];
    const [opened] = stages;
    const first = this.step('plan.open', opened?.[1] ?? '', `P-${person('maker')}`);
    const rows: ItemRow[] = items.map((item, n) => ({
      planId: id,
      item: n,
      record: item,
      letter: 'P',
      step: first,
    }));
    let current = record;
    const versions = stages.map(([type, time, next], n) => {
      current = { ...current, ...next, v: n + 1, ...change };
      const duty = DUTY[type] ?? 'maker';
      this.persons.set(`P-${person(duty)}`, person(duty));
      return { step: n === 0 ? first : this.step(type, time, `P-${person(duty)}`), record: current };
    });
    const row: PlanRow = {
      ...{ planId: id, versions, items: rows, inScope: true },
      fund: fundOf(province, source),
      programme: { ...PROGRAMME, class: given.class, org: `O${province}`, province, ...programme },
    };
    this.plans.push(row);
    return row;
  }

  #duties(person: (duty: string) => string, upTo: number): PlanRecord['duties'] {
    return {
      maker: person('maker'),
      checker: person('checker'),
      ...(upTo > 1 && { approvers: [{ person: person('approver'), org: 'O00' }] }),
      ...(upTo > 2 && { payer: person('payer') }),
    };
  }

  rows(): AuditRows {
    const funds = PROVINCES.map((province) => {
      const fen = this.#fenOf(province, () => true);
      const step = {
        block: 1,
        transactionId: 't1',
        time: '2026-01-01T00:00:00.000Z',
        type: 'fund.open',
        actor: 'P',
      };
      return {
        fundId: `F${province}`,
        versions: [{ step, record: { ...fundOf(province, 'union'), fen: fen + 1 } }],
      };
    });
    const lines = PROVINCES.map((province) => {
      const fen = this.#fenOf(province, () => true);
      const open = this.#fenOf(province, ({ versions }) => {
        const { status } = versions.at(-1)!.record;
        return status !== 'RECONCILED' && status !== 'CLOSED' && status !== 'CANCELLED';
      });
      const paid = this.#fenOf(province, ({ versions }) => versions.at(-1)!.record.status === 'RECONCILED');
      const figures = { received: fen + 1, allotted: 0, returned: 0, reserved: open, paid };
      const step = {
        block: 2,
        transactionId: 't2',
        time: '2026-01-01T00:00:00.000Z',
        type: 'fund.open',
        actor: 'P',
      };
      const record = { v: 1, province, ...figures };
      return { fund: `F${province}`, org: `O${province}`, versions: [{ step, record }], inScope: true };
    });
    return {
      ...{
        height: this.#block + 1,
        scope: { org: 'O00', sources: ['union', 'central'] },
        asOf: '2026-12-31',
      },
      ...{ plans: this.plans, funds, lines, allotments: [], files: this.files, members: this.members },
      ...{
        unions: this.unions,
        cadres: this.cadres,
        persons: this.persons,
        samples: this.samples,
        seals: this.seals,
        unreadable: [],
      },
    };
  }

  #fenOf(province: string, of: (plan: PlanRow) => boolean): number {
    return this.plans
      .filter((plan) => plan.versions[0]?.record.province === province && of(plan))
      .reduce((sum, { versions }) => sum + versions[0]!.record.signed.fen, 0);
  }
}

const DUTY: Readonly<Record<string, string>> = {
  ...{
    'plan.check': 'checker',
    'plan.approve': 'approver',
    'plan.pay': 'payer',
    'plan.reconcile': 'recorder',
  },
};

const PROGRAMME: ProgrammeRecord = {
  ...{ v: 1, state: 'OPEN', province: '51', org: 'O51', class: 'winter', document: DIGEST },
  ...{ from: '2026-01-01', until: '2026-12-31', itemFen: 100_000, windowFen: 100_000, publicDays: 7 },
  bands: [{ fen: 900_000_000, approvers: 1 }],
};

function fundOf(province: string, source: FundSource): FundRecord {
  return {
    ...{ v: 1, state: 'OPEN', province, org: `O${province}`, source, document: DIGEST, fen: 1 },
  };
}

function day(time: string): string {
  return new Date(Date.parse(time) + 8 * 3_600_000).toISOString().slice(0, 10);
}

/** Honest grants, 50 to a plan, with all that looks like a fault and is none. */
export function honestCountry(seed: number, items = 10_000): Country {
  const random = newRandom(seed);
  const country = new Country();
  const perPlan = 50;
  for (const province of PROVINCES)
    country.union(`O${province}`, { parent: 'O00', division: `${province}0100` });
  for (let n = 0; n * perPlan < items; n += 1) {
    const province = PROVINCES[n % 4] ?? '51';
    const given = CLASSES[Math.floor(n / 4) % 5] ?? 'winter';
    const month = String(1 + (Math.floor(n / 20) % 9)).padStart(2, '0');
    const rows: PlanItem[] = [];
    for (let m = 0; m < perPlan; m += 1) {
      const id = country.member(`H-${n}-${m}`, province);
      const fen = 10_000 + Math.floor(random() * 900) * 100;
      rows.push(honestItem(country, { id, fen, given, m, province, before: rows.at(-1) }));
    }
    // The city's cap is the one that counts, whatever is granted in one county of it; some have moved to the city of another province.
    const districts = PROVINCES.toSorted().flatMap((each) => [
      { division: `${each}0000`, windowFen: 20_000 },
      { division: `${each}0100`, windowFen: 100_000 },
      { division: `${each}0101`, windowFen: 30_000 },
    ]);
    const programme = given === 'festival' ? { districts } : {};
    country.plan({ id: `M-${n}`, province, class: given, on: `2026-${month}-12`, items: rows, programme });
  }
  return country;
}

/** Twins get the same, two children of one payee are two students, a household that was split has two files, others have moved. */
function honestItem(
  country: Country,
  {
    id,
    fen,
    given,
    m,
    province,
    before,
  }: { id: string; fen: number; given: string; m: number; province: string; before: PlanItem | undefined },
): PlanItem {
  if (given === 'education')
    return pupil(country, { id, fen, province, before: m % 10 === 1 ? before : undefined });
  if (given === 'living') {
    const item = aided(country, { id, fen, province, before: m % 10 === 4 ? before : undefined });
    return m % 10 === 3 ? { ...item, fileVersion: 2 } : item;
  }
  // Who has moved meanwhile is a member of the new union by the same account.
  if (m % 10 === 2) {
    const to = province === '11' ? '37' : '11';
    country.member(id, to, { since: '2026-11-01' }, '2026-11-01T00:00:00.000Z');
  }
  return { id, fen };
}

interface Given {
  readonly id: string;
  readonly fen: number;
  readonly province: string;
  /** The item before, of whose household this one is or was. */
  readonly before: PlanItem | undefined;
}

/** For a child of the payee's household, or for the second one of the payee before. */
function pupil(country: Country, { id, fen, province, before }: Given): PlanItem {
  if (before?.file !== undefined) return { ...before, fen, for: `Y-${before.id}` };
  const members = [
    { tag: `T-${id}`, id, in: 1 },
    { tag: `X-${id}`, in: 1 },
    { tag: `Y-${id}`, in: 1 },
  ];
  return { id, fen, file: country.file(`H-file-${id}`, province, members), fileVersion: 1, for: `X-${id}` };
}

/** By a file of the own, or after leaving the household of the one before. */
function aided(country: Country, { id, fen, province, before }: Given): PlanItem {
  const [member, fileId] = [{ tag: `T-${id}`, id, in: 1 }, `H-file-${id}`];
  if (before?.file === undefined)
    return { id, fen, file: country.file(fileId, province, [member]), fileVersion: 1 };
  country.left(before.file, member);
  return {
    id,
    fen,
    file: country.file(fileId, province, [member], {}, '2026-01-04T00:00:00.000Z'),
    fileVersion: 1,
  };
}
