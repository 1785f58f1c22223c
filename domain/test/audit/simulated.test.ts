// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { CHECKS, runCheck, type CheckResult, type Found } from '#src/audit/index.js';
import { DUPLICATES } from './simulated-duplicates.js';
import { LEDGER } from './simulated-ledger.js';
import { LOOKS } from './simulated-looks.js';
import { PAYEES } from './simulated-payees.js';
import { PROCESSES } from './simulated-processes.js';
import { honestYear } from './simulated-year.js';

// All of it: SIMULATED_ITEMS=10000 SIMULATED_CASES=500 SIMULATED_SEED=7 mocha domain/dist-test/audit/simulated.test.js
const SEED = Number(process.env.SIMULATED_SEED ?? 2);
const ITEMS = Number(process.env.SIMULATED_ITEMS ?? 2_000);
const CASES = Number(process.env.SIMULATED_CASES ?? 60);

describe('checks on a year that was lived', function () {
  this.timeout(600_000);
  const faults = ({ findings }: CheckResult): readonly Found[] =>
    findings.filter(({ explained }) => explained === undefined);

  it('find nobody at fault in an honest one', () => {
    const rows = honestYear(SEED, ITEMS).rows();
    expect(rows.plans.reduce((sum, { items }) => sum + items.length, 0)).to.equal(ITEMS);
    for (const { code } of CHECKS) expect(faults(runCheck(code, rows)).slice(0, 2), code).to.deep.equal([]);
  });

  for (const [code, variants] of Object.entries({ ...DUPLICATES, ...PAYEES, ...PROCESSES, ...LEDGER }))
    it(`find each planted case of ${code}, and nothing else`, () => {
      const sim = honestYear(SEED, ITEMS);
      const cases = Array.from({ length: CASES }, (_, n) => variants[n % variants.length]!(sim, n));
      const found = faults(runCheck(code, sim.rows())).map(namesOf);
      const planted = new Set(cases.flat());
      const hits = new Set(found.flat());
      const missed = cases.flatMap((names, n) =>
        names.some((name) => hits.has(name)) ? [] : [n % variants.length],
      );
      const wrong = found.filter((names) => !names.some((name) => planted.has(name)));
      told.push([code, CASES, CASES - missed.length, wrong.length]);
      expect([...new Set(missed)], 'variants that are not found').to.deep.equal([]);
      expect(wrong.slice(0, 3), 'found where nothing was planted').to.deep.equal([]);
    });

  for (const [code, looks] of Object.entries(LOOKS))
    it(`find nobody at fault of ${code} for what only looks like it`, () => {
      const sim = honestYear(SEED, 300);
      for (let n = 0; n < 20; n += 1) for (const { make } of looks) make(sim);
      const { findings } = runCheck(code, sim.rows());
      expect(findings.filter(({ explained }) => explained === undefined)).to.deep.equal([]);
      const told = new Set(findings.map(({ explained }) => explained));
      for (const { as } of looks) if (as !== undefined) expect([...told]).to.include(as);
    });

  it('tell the end of a ledger from one that was cut off', () => {
    const sim = honestYear(SEED, 300);
    sim.cutOff(3);
    const { findings } = runCheck('LED-1', sim.rows());
    expect(findings.map(({ reason }) => reason)).to.deep.equal(['blockMissing']);
  });

  const told: (readonly [string, number, number, number])[] = [];
  after(() => {
    const lines = told.map(([code, planted, hit, wrong]) =>
      [
        code.padEnd(6),
        planted,
        hit,
        wrong,
        (hit / planted).toFixed(3),
        (hit / (hit + wrong)).toFixed(3),
      ].join('   '),
    );
    console.log(
      [
        `check   planted found false recall precision (seed ${String(SEED)}, ${String(ITEMS)} honest items)`,
        ...lines,
      ].join('\n'),
    );
  });

  /** Items where there are some, else plans, else the line or the block. */
  function namesOf({ items, plans, facts, org, reason }: Found): readonly string[] {
    if (items.length > 0) return items.map(({ plan, item }) => `${plan}/${String(item)}`);
    if (plans.length > 0) return plans;
    if (reason.startsWith('line.')) return [`line/${String(facts.fund)}/${org}`];
    return [`block/${String(facts.block)}`];
  }
});
