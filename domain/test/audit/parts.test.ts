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
});
