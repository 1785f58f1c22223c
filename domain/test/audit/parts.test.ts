// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import {
  beyondScope,
  CheckRun,
  CHECKS,
  isOfScopeOnly,
  partOf,
  personIn,
  resultDigest,
  runCheck,
  type AuditRows,
  type Check,
  type PlanRow,
} from '#src/audit/index.js';
import type { ProgrammeRecord } from '#src/ledger/index.js';
import { PLANTS } from './plant.js';
import { honestCountry } from './planted-set.js';
import { DUPLICATES } from './simulated-duplicates.js';
import { LEDGER } from './simulated-ledger.js';
import { PAYEES } from './simulated-payees.js';
import { PROCESSES } from './simulated-processes.js';
import { honestYear } from './simulated-year.js';

/** The plans that a check looks at, without the items that it does not. */
function plansFor(check: Check, rows: AuditRows): readonly PlanRow[] {
  const own = new Set(rows.lines.flatMap(({ org, inScope }) => (inScope ? [org] : [])));
  return rows.plans.flatMap((plan) => {
    if (plan.inScope) return [plan];
    const beyond = beyondScope(check, plan, own.has(plan.versions.at(-1)!.record.org));
    return beyond === undefined ? [] : [isOfScopeOnly(check) ? { ...beyond, items: [] } : beyond];
  });
}

function isOfMembers({ ofPayees, ofPlaces, ofTransfers }: Check): boolean {
  return ofPayees === 'member' || ofPlaces === true || ofTransfers === true;
}

/** The rows without what a check says it does not look at. */
function lookedAt(check: Check, rows: AuditRows): AuditRows {
  const { ofBlocks, ofPlaces, ofTransfers, ofLines, ofSamples, ofCadres, ofFiles } = check;
  const plans = plansFor(check, rows);
  return {
    ...{ ...rows, plans },
    ...(ofBlocks !== true && { seals: [] }),
    ...(ofPlaces !== true && ofTransfers !== true && { unions: new Map() }),
    ...(ofLines !== true && { lines: [], allotments: [] }),
    ...(ofSamples !== true && { samples: [] }),
    ...(ofCadres !== true && { cadres: new Map(), persons: new Map() }),
    ...(ofFiles === undefined && { files: new Map() }),
    ...(!isOfMembers(check) && {
      members: new Map(
        [...rows.members].filter(([, versions]) => versions.at(-1)?.record.into !== undefined),
      ),
    }),
  };
}

/** Only items that are looked at; where they can be told apart, in three slices. */
function slicesOf(check: Check, rows: AuditRows, plans: readonly PlanRow[]): readonly (readonly PlanRow[])[] {
  const nameOf = check.apartBy?.(plans, personIn(rows));
  const numbers = new Map<string, number>();
  const numberOf = (name: string): number => {
    const number = numbers.get(name) ?? numbers.size % 3;
    numbers.set(name, number);
    return number;
  };
  return (nameOf === undefined ? [0] : [0, 1, 2]).map((slice) =>
    plans.map((plan) => {
      const record = plan.versions.at(-1)!.record;
      const looked = plan.items.filter((row) => check.looksAt?.(record, row) ?? true);
      return {
        ...plan,
        items: looked.filter((row) => nameOf === undefined || numberOf(nameOf(row)) === slice),
      };
    }),
  );
}

function digestInParts(check: Check, all: AuditRows): string {
  const rows = lookedAt(check, all);
  const run = new CheckRun(check, { ...rows, plans: rows.plans.map((plan) => ({ ...plan, items: [] })) });
  const parts = new Map<string, PlanRow[]>();
  for (const plan of rows.plans) {
    const name = partOf(check, plan);
    parts.set(name, [...(parts.get(name) ?? []), plan]);
  }
  for (const plans of parts.values()) {
    const own = plans.filter(({ inScope }) => inScope).reduce((sum, { items }) => sum + items.length, 0);
    for (const [at, slice] of slicesOf(check, rows, plans).entries())
      run.take({ ...rows, plans: slice }, at === 0 ? own : 0);
  }
  return resultDigest(run.result());
}

/** As an auditor of some unions and money sees it: every third union and every second fund is of another scope. */
function partly(rows: AuditRows): AuditRows {
  const orgs = [...new Set(rows.lines.map(({ org }) => org))];
  const funds = rows.funds.map(({ fundId }) => fundId);
  const isOwn = ({ org, fund }: { readonly org: string; readonly fund: string }): boolean =>
    orgs.indexOf(org) % 3 !== 0 && funds.indexOf(fund) % 2 === 0;
  const some = {
    ...rows,
    lines: rows.lines.map((line) => ({ ...line, inScope: line.inScope && isOwn(line) })),
    plans: rows.plans.map((plan) => ({
      ...plan,
      inScope: plan.inScope && isOwn(plan.versions.at(-1)!.record),
    })),
  };
  const beyond = some.plans.filter(({ inScope }) => !inScope).length;
  expect(beyond).to.be.within(1, some.plans.length - 1);
  return some;
}

describe('checks in parts', function () {
  this.timeout(240_000);

  it('find the same as over all plans at once, by what they say they look at, of the planted set', () => {
    const country = honestCountry(5, 500);
    for (const plant of Object.values(PLANTS)) for (let n = 0; n < 3; n += 1) plant(country, n);
    for (const rows of [country.rows(), partly(country.rows())])
      for (const check of CHECKS)
        expect(digestInParts(check, rows), check.code).to.equal(resultDigest(runCheck(check.code, rows)));
  });

  it('and of a year that was lived', () => {
    const sim = honestYear(5, 500);
    for (const variants of Object.values({ ...DUPLICATES, ...PAYEES, ...PROCESSES, ...LEDGER }))
      for (const [n, variant] of variants.entries()) variant(sim, n);
    for (const rows of [sim.rows(), partly(sim.rows())])
      for (const check of CHECKS)
        expect(digestInParts(check, rows), check.code).to.equal(resultDigest(runCheck(check.code, rows)));
  });

  const plan = honestCountry(5, 50).rows().plans[0]!;
  const record = plan.versions.at(-1)!.record;
  const { org, class: benefitClass, window } = record;

  it('are no larger than what is looked at together', () => {
    const names = {
      plan: plan.planId,
      union: org,
      total: [benefitClass, window, org].join('/'),
      window: [benefitClass, window].join('/'),
      all: '',
    };
    for (const check of CHECKS) expect(partOf(check, plan), check.code).to.equal(names[check.together]);
    const together = (one: Check['together']) =>
      CHECKS.filter((check) => check.together === one).map(({ code }) => code);
    expect(together('all')).to.deep.equal(['DUP-3', 'IMP-1']);
    expect(together('window')).to.deep.equal(['DUP-1', 'DUP-2', 'CAP-1']);
    expect([...together('union'), ...together('total')]).to.deep.equal(['ANO-1', 'SEQ-1']);
  });

  it('have of plans beyond the scope what the check looks at', () => {
    for (const check of CHECKS) {
      const isWide = check.together === 'window' || check.together === 'all';
      expect(isOfScopeOnly(check), check.code).to.equal(!isWide);
      const own = check.together === 'total' ? plan : undefined;
      const last = { ...plan, versions: plan.versions.slice(-1) };
      expect(beyondScope(check, plan, true), check.code).to.deep.equal(isWide ? last : own);
      expect(beyondScope(check, plan, false), check.code).to.deep.equal(isWide ? last : undefined);
    }
  });

  const of = (code: string): Check => CHECKS.find((check) => check.code === code)!;
  const row = { ...plan.items[0]!, letter: 'S', record: { id: 'I', fen: 1 } };
  const withAccount = { ...row, record: { ...row.record, account: 'A' } };
  const withFile = { ...row, record: { ...row.record, file: 'H' } };

  it('have the items that the check looks at', () => {
    const looks = (code: string, one: typeof row, as: Partial<typeof record> = {}): boolean | undefined =>
      of(code).looksAt?.({ ...record, ...as }, one);
    for (const code of ['DUP-1', 'DUP-2', 'CAP-1']) {
      expect(looks(code, row), code).to.equal(true);
      expect(looks(code, { ...row, letter: 'X' }), code).to.equal(false);
    }
    expect(looks('IMP-1', row)).to.equal(false);
    expect(looks('IMP-1', withAccount)).to.equal(true);
    expect(looks('IMP-1', { ...withAccount, letter: 'X' })).to.equal(false);
    expect(looks('DUP-3', row, { class: 'winter' })).to.equal(false);
    expect(looks('DUP-3', withFile, { class: 'winter' })).to.equal(true);
    expect(looks('DUP-3', row, { class: 'living' })).to.equal(true);
    expect(looks('DUP-3', { ...row, letter: 'X' }, { class: 'living' })).to.equal(false);
  });

  it('are told apart by payee or account where nothing ties these together', () => {
    const as = (change: Partial<typeof record>, programme: Partial<ProgrammeRecord> = {}): PlanRow => ({
      ...plan,
      programme: { ...plan.programme!, ...programme },
      versions: [{ ...plan.versions.at(-1)!, record: { ...record, ...change } }],
    });
    const nameBy = (code: string, plans: readonly PlanRow[]): string | undefined =>
      of(code).apartBy?.(plans, (id) => `person of ${id}`)?.(withAccount);
    const [winter, student] = [as({ class: 'winter' }), as({ class: 'education' })];
    for (const code of ['DUP-1', 'DUP-2', 'CAP-1']) {
      expect(nameBy(code, [winter]), code).to.equal('person of I');
      expect(nameBy(code, [winter, student]), code).to.equal(undefined);
    }
    const capped = as({ class: 'winter' }, { householdFen: 5 });
    expect(nameBy('CAP-1', [winter, capped])).to.equal(undefined);
    expect(nameBy('DUP-1', [winter, capped])).to.equal('person of I');
    expect(nameBy('IMP-1', [student])).to.equal('A');
    expect(nameBy('DUP-3', [winter])).to.equal(undefined);
  });
});
