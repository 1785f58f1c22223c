// SPDX-License-Identifier: Apache-2.0
import type { PlanRow } from '#src/audit/index.js';
import type { PlanItem, PlanRecord } from '#src/ledger/index.js';
import { Country, PROVINCES } from './planted-set.js';

/** Plants the nth case of a check; answers the plan by which a finding is known to be of it. */
export type Plant = (country: Country, n: number) => string;

const provinceOf = (n: number): string => PROVINCES[n % 4] ?? '51';
const otherOf = (n: number): string => PROVINCES[(n + 1) % 4] ?? '11';

function one(country: Country, n: number, change: Partial<Parameters<Country['plan']>[0]> = {}): PlanRow {
  const province = change.province ?? provinceOf(n);
  const id = `X-${n}`;
  if (!country.members.has(id)) country.member(id, province);
  const plan = {
    id: `X-${n}`,
    province,
    class: 'winter' as const,
    on: '2026-02-03',
    items: [{ id, fen: 50_000 }],
  };
  return country.plan({ ...plan, ...change });
}

function alter(
  country: Country,
  row: PlanRow,
  change: (versions: PlanRow['versions']) => PlanRow['versions'],
): string {
  const at = country.plans.indexOf(row);
  country.plans[at] = { ...row, versions: change(row.versions) };
  return row.planId;
}

const changing =
  (of: (record: PlanRecord) => Partial<PlanRecord>) =>
  (versions: PlanRow['versions']): PlanRow['versions'] =>
    versions.map(({ step, record }) => ({ step, record: { ...record, ...of(record) } }));

const twice = (item: PlanItem): readonly PlanItem[] => [item, item];

/** Of one item, at a place, of a household that was filed anew, and at no place. */
const CAPS: readonly Plant[] = [
  (country, n) =>
    one(country, n, { items: [{ id: country.member(`X-${n}`, provinceOf(n)), fen: 100_001 + n }] }).planId,
  // The union has moved to a county of a lower cap, by the one above it.
  (country, n) => {
    const province = provinceOf(n);
    const above = country.union(`U-${n}`, { parent: `O${province}` });
    const org = country.union(`V-${n}`, { parent: above });
    country.union(above, { parent: `O${province}`, division: `${province}0107` });
    const id = country.member(`X-${n}`, province, { org });
    const districts = [
      { division: `${province}0100`, windowFen: 90_000 },
      { division: `${province}0107`, windowFen: 30_000 },
    ];
    return one(country, n, { items: [{ id, fen: 30_001 }], programme: { districts } }).planId;
  },
  (country, n) => {
    const [province, programme] = [provinceOf(n), { householdFen: 90_000 }];
    const household = [`X-${n}`, `Y-${n}`].map((id) => ({
      ...{ tag: `tag ${id}`, id: country.member(id, province), in: 1 },
    }));
    const by = (file: string, row: number) => ({ id: household[row]!.id, fen: 50_000, file, fileVersion: 1 });
    const [first, anew] = ['1', '2'].map((name) => country.file(`XF-${n}-${name}`, province, household));
    const given = { province, class: 'medical', programme } as const;
    country.plan({ ...given, id: `X1-${n}`, on: '2026-02-03', items: [by(first!, 0)] });
    return country.plan({ ...given, id: `X2-${n}`, on: '2026-05-03', items: [by(anew!, 1)] }).planId;
  },
  (country, n) => {
    const districts = [{ division: `${provinceOf(n)}0200`, windowFen: 90_000 }];
    return one(country, n, { programme: { districts } }).planId;
  },
];

/** The nth plan of a union of its own: below the band, and any two of them above. */
function part(country: Country, n: number, name: string): PlanRow {
  const [province, id] = [provinceOf(n), `X${name}-${n}`];
  const bands = [
    { fen: 90_000, approvers: 1 },
    { fen: 900_000, approvers: 2 },
  ];
  const items = [{ id: country.member(id, province), fen: 50_000 }];
  return one(country, n, { id, items, programme: { bands }, change: { org: `S-${n}` } });
}

const cancelled = (country: Country, row: PlanRow): string =>
  alter(country, row, ([open, lock]) => {
    const step = country.step('plan.cancel', '2026-02-20T02:00:00.000Z');
    return [open!, lock!, { step, record: { ...lock!.record, v: 3, status: 'CANCELLED' } }];
  });

const byTwo = (country: Country, row: PlanRow): string =>
  alter(
    country,
    row,
    changing(({ duties }) => {
      const { approvers } = duties;
      if (approvers === undefined) return {};
      return { duties: { ...duties, approvers: [...approvers, { person: 'another', org: 'O00' }] } };
    }),
  );

/** Not approved, checked and approved by one at once, and split over several plans. */
const SEQUENCES: readonly Plant[] = [
  (country, n) =>
    alter(country, one(country, n), (versions) =>
      versions.filter(({ record }) => record.status !== 'APPROVED'),
    ),
  (country, n) =>
    alter(country, one(country, n), (versions) => {
      const check = versions.find(({ step }) => step.type === 'plan.check');
      return versions.map(({ step, record }) =>
        step.type === 'plan.approve' && check !== undefined
          ? { step: { ...step, actor: check.step.actor, time: check.step.time }, record }
          : { step, record },
      );
    }),
  // One was cancelled before, which the next does not have to count.
  (country, n) => {
    cancelled(country, part(country, n, '1'));
    part(country, n, '2');
    return part(country, n, '3').planId;
  },
  // One was cancelled only once the next had been approved.
  (country, n) => {
    const before = part(country, n, '1');
    const { planId } = part(country, n, '2');
    cancelled(country, before);
    return planId;
  },
  // The first knew of no other yet, and by two the second was approved.
  (country, n) => {
    part(country, n, '1');
    byTwo(country, part(country, n, '2'));
    return part(country, n, '3').planId;
  },
];

/** By code of the check. */
export const PLANTS: Readonly<Record<string, Plant>> = {
  'DUP-1': (country, n) => {
    const id = country.member(`X-${n}`, provinceOf(n));
    return one(country, n, { items: twice({ id, fen: 30_000 }) }).planId;
  },
  'DUP-2': (country, n) => {
    one(country, n);
    const items = [{ id: `X-${n}`, fen: 60_000 }];
    return country.plan({ id: `X2-${n}`, province: otherOf(n), class: 'winter', on: '2026-03-03', items })
      .planId;
  },
  'DUP-3': (country, n) => {
    const province = provinceOf(n);
    const [id, spouse] = [country.member(`X-${n}`, province), country.member(`Y-${n}`, province)];
    const members = [
      { tag: `XT-${n}`, id, in: 1 },
      { tag: `YT-${n}`, id: spouse, in: 1 },
    ];
    const file = country.file(`X-file-${n}`, province, members);
    const items = [id, spouse].map((payee) => ({ id: payee, fen: 40_000, file, fileVersion: 1 }));
    return one(country, n, { class: 'living', items }).planId;
  },
  'IMP-1': (country, n) => {
    const ids = [`X-${n}`, `Y-${n}`].map((id) => country.member(id, provinceOf(n)));
    return one(country, n, { items: ids.map((id) => ({ id, fen: 20_000, account: `A-${n}` })) }).planId;
  },
  'ELG-1': (country, n) => {
    const id = country.member(`X-${n}`, provinceOf(n), { state: 'RETAINED' });
    return one(country, n, { items: [{ id, fen: 20_000 }] }).planId;
  },
  'ELG-2': (country, n) => {
    const id = country.member(`X-${n}`, provinceOf(n));
    const isWide = n % 2 === 0;
    const members = [{ tag: `T-${n}`, id, in: 1 }];
    const file = country.file(`X-file-${n}`, provinceOf(n), members, {
      ...(isWide ? { level: 'local' as const } : { until: '2026-01-31' }),
    });
    const items = [{ id, fen: 20_000, file, fileVersion: 1 }];
    return one(country, n, { source: 'central', class: 'living', items }).planId;
  },
  'ELG-3': (country, n) => {
    const id = country.member(`X-${n}`, provinceOf(n));
    country.member(id, provinceOf(n), { state: 'DECEASED', since: '2026-02-10' }, '2026-02-10T03:00:00.000Z');
    return one(country, n, { items: [{ id, fen: 20_000 }] }).planId;
  },
  'CAP-1': (country, n) => CAPS[n % CAPS.length]!(country, n),
  'CLO-1': (country, n) => {
    const row = one(country, n);
    return alter(
      country,
      row,
      changing(({ paid }) => (paid === undefined ? {} : { paid: { ...paid, fen: paid.fen + 1 } })),
    );
  },
  'MIS-1': (country, n) => {
    const row = one(country, n);
    if (n % 2 === 0) {
      const cadre = {
        operatorId: `P${n}`,
        org: `O${provinceOf(n)}`,
        role: 'cadre',
        grants: ['pay'],
        state: 'ACTIVE',
      } as const;
      country.cadres.set(`X-${n}`, [cadre]);
      return row.planId;
    }
    return alter(country, row, (versions) =>
      versions.map(({ step, record }) =>
        record.status === 'PAYING'
          ? { step: { ...step, time: '2026-06-30T02:00:00.000Z' }, record }
          : { step, record },
      ),
    );
  },
  'SEQ-1': (country, n) => SEQUENCES[n % SEQUENCES.length]!(country, n),
  'SOD-1': (country, n) =>
    alter(
      country,
      one(country, n),
      changing(({ duties }) =>
        duties.payer === undefined ? {} : { duties: { ...duties, payer: duties.maker } },
      ),
    ),
  'PUB-1': (country, n) =>
    alter(
      country,
      one(country, n),
      changing(({ publicity }) =>
        publicity === undefined ? {} : { publicity: { ...publicity, until: publicity.from } },
      ),
    ),
  'LED-1': (country, n) => {
    country.step('none', '2026-12-30T00:00:00.000Z');
    const seal = country.seals.at(-1)!;
    if (n % 2 === 0) seal.intact = false;
    else seal.previous = 'somebody else’s';
    return `block-${seal.block}`;
  },
  'SAM-1': (country, n) => {
    const row = one(country, n);
    const record = {
      ...{
        v: 1,
        state: 'COMMITTED' as const,
        org: `O${provinceOf(n)}`,
        province: provinceOf(n),
        fund: 'F',
        source: 'union' as const,
      },
      ...{ auditor: 'P', person: 'A', on: '2026-02-03', commit: 'c', size: 5 },
    } as const;
    country.samples.push({
      planId: row.planId,
      versions: [{ step: country.step('sample.commit', '2026-02-03T03:00:00.000Z'), record }],
    });
    return row.planId;
  },
};
