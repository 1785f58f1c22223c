// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { CHECKS, resultDigest, runCheck, type CheckResult, type Found } from '#src/audit/index.js';
import { expectCode } from '../support/expect-code.js';
import { PLANTS } from './plant.js';
import { honestCountry } from './planted-set.js';

// Another seed, or fewer: PLANTED_SEED=7 PLANTED_ITEMS=2000 mocha domain/dist-test/audit/planted.test.js
const SEED = Number(process.env.PLANTED_SEED ?? 1);
const ITEMS = Number(process.env.PLANTED_ITEMS ?? 10_000);
const CASES = 500;

/** The same with the newest of them changed. */
function changed<V extends { readonly record: object }>(
  versions: readonly V[],
  change: Partial<V['record']>,
): readonly V[] {
  return versions.map((version, at) =>
    at < versions.length - 1 ? version : { ...version, record: { ...version.record, ...change } },
  );
}

describe('checks on a planted set', function () {
  this.timeout(240_000);
  const faults = ({ findings }: CheckResult): readonly Found[] =>
    findings.filter(({ explained }) => explained === undefined);

  it('find nobody at fault among honest grants, with twins, two children, split households and those who have moved', () => {
    const rows = honestCountry(SEED, ITEMS).rows();
    expect(rows.plans.reduce((sum, { items }) => sum + items.length, 0)).to.equal(ITEMS);
    for (const { code } of CHECKS) expect(faults(runCheck(code, rows)).slice(0, 3), code).to.deep.equal([]);
  });

  it('find each planted case, and nothing else', () => {
    const told = ['check   planted found  false  recall precision'];
    for (const [code, plant] of Object.entries(PLANTS)) {
      const country = honestCountry(SEED, ITEMS);
      const planted = new Set(Array.from({ length: CASES }, (_, n) => plant(country, n)));
      // A plan that says it paid more makes its line wrong, too: that finding is of the same case.
      const found = faults(runCheck(code, country.rows())).filter(
        ({ reason }) => !reason.startsWith('line.'),
      );
      const names = found.map(
        (one) => one.plans.find((id) => planted.has(id)) ?? `block-${one.facts.block ?? ''}`,
      );
      const hits = new Set(names.filter((name) => planted.has(name)));
      const wrong = names.filter((name) => !planted.has(name)).length;
      const [recall, precision] = [hits.size / planted.size, (names.length - wrong) / names.length];
      told.push(
        [code.padEnd(7), planted.size, hits.size, wrong, recall.toFixed(3), precision.toFixed(3)].join('   '),
      );
      expect(recall, `${code}: recall`).to.equal(1);
      expect(precision, `${code}: precision`).to.equal(1);
    }
    console.log(told.join('\n'));
  });

  it('say the same bytes for the same rows, in whatever order they come', () => {
    const rows = honestCountry(SEED, 500).rows();
    const turned = { ...rows, plans: [...rows.plans].reverse(), lines: [...rows.lines].reverse() };
    for (const { code } of CHECKS)
      expect(resultDigest(runCheck(code, turned)), code).to.equal(resultDigest(runCheck(code, rows)));
    expectCode(() => runCheck('XXX-1', rows), 'CHECK_UNKNOWN');
  });

  it('find no line wrong of which a part was got back', () => {
    const rows = honestCountry(SEED, 50).rows();
    const plan = rows.plans[0]!;
    const { fund, org } = plan.versions.at(-1)!.record;
    const lines = rows.lines.map((line) => {
      const { record } = line.versions.at(-1)!;
      const isOwn = line.fund === fund && line.org === org;
      return isOwn ? { ...line, versions: changed(line.versions, { paid: record.paid - 7 }) } : line;
    });
    const partly = changed(plan.versions, { partly: { items: 1, fen: 7 } });
    const plans = [{ ...plan, versions: partly }, ...rows.plans.slice(1)];
    expect(runCheck('CLO-1', { ...rows, lines, plans }).findings).to.deep.equal([]);
    const untold = runCheck('CLO-1', { ...rows, lines }).findings;
    expect(untold.map(({ reason }) => reason)).to.deep.equal(['line.paid']);
  });

  it('find whoever signed a list second in another duty', () => {
    const rows = honestCountry(SEED, 50).rows();
    const plan = rows.plans[0]!;
    const { duties } = plan.versions.at(-1)!.record;
    const versions = changed(plan.versions, { duties: { ...duties, second: duties.checker! } });
    const plans = [{ ...plan, versions }, ...rows.plans.slice(1)];
    const { findings } = runCheck('SOD-1', { ...rows, plans });
    expect(findings.map(({ facts }) => facts.duties)).to.deep.equal(['checker+maker']);
  });

  it('say what a known false positive looks like, and find nobody at fault for it', () => {
    const country = honestCountry(SEED, 500);
    const late = country.member('late', '51');
    country.plan({
      id: 'late',
      province: '51',
      class: 'winter',
      on: '2026-02-03',
      items: [{ id: late, fen: 100 }],
    });
    // Known only afterwards, of a day before the payment.
    country.member(late, '51', { state: 'DECEASED', since: '2026-02-01' }, '2026-09-01T00:00:00.000Z');
    const moved = country.member('moved', '51');
    country.plan({
      id: 'm1',
      province: '51',
      class: 'winter',
      on: '2026-02-03',
      items: [{ id: moved, fen: 100 }],
    });
    country.member(moved, '11', { since: '2026-03-01' }, '2026-03-01T00:00:00.000Z');
    country.plan({
      id: 'm2',
      province: '11',
      class: 'winter',
      on: '2026-05-03',
      items: [{ id: moved, fen: 100 }],
    });
    const urgent = country.member('urgent', '51');
    const emergency = { files: { level: 'local', late: 30 } } as const;
    const items = [{ id: urgent, fen: 100 }];
    country.plan({
      id: 'u',
      province: '51',
      class: 'medical',
      on: '2026-02-03',
      items,
      programme: emergency,
    });
    country.file('u-file', '51', [{ tag: 'u', id: urgent, in: 1 }], { filed: '2026-02-20' });
    const rows = country.rows();
    const looks = (code: string): readonly (string | undefined)[] =>
      runCheck(code, rows).findings.map(({ explained }) => explained);
    expect(looks('ELG-3')).to.deep.equal(['reportedLate']);
    expect(looks('DUP-2')).to.deep.equal(['transferred']);
    expect(looks('ELG-2')).to.deep.equal(['emergency']);
  });

  it('know by which order somebody was paid: who died between two is told of the second alone', () => {
    const rows = honestCountry(SEED, 50).rows();
    const plan = rows.plans.find(
      ({ items }) => items.length >= 2 && items.every(({ letter }) => letter === 'P'),
    )!;
    const at = plan.versions.findIndex(({ record }) => record.status === 'PAYING');
    const order = plan.versions[at]!;
    const second = {
      step: { ...order.step, block: order.step.block + 2, time: '2026-12-20T03:00:00.000Z' },
      record: { ...order.record, attempt: 2 },
    };
    const versions = [...plan.versions.slice(0, at + 1), second, ...plan.versions.slice(at + 1)];
    const [one, two] = plan.items;
    const ended = { state: 'DECEASED', since: '2026-12-19' } as const;
    const members = new Map(rows.members);
    for (const { record } of [one!, two!]) {
      const known = members.get(record.id)!;
      const step = { ...order.step, time: '2026-12-25T03:00:00.000Z' };
      members.set(record.id, [...known, { step, record: { ...known.at(-1)!.record, ...ended } }]);
    }
    const paid = (blocks: readonly number[]): readonly unknown[] => {
      const items = plan.items.map((row, item) => {
        const paidIn = blocks[item];
        return paidIn === undefined ? row : { ...row, paidIn: order.step.block + paidIn };
      });
      const plans = [{ ...plan, versions, items }];
      return runCheck('ELG-3', { ...rows, members, plans }).findings.map(({ facts }) => facts);
    };
    expect(paid([])).to.deep.equal([]);
    expect(paid([1, 2]), 'answers to the first order').to.deep.equal([]);
    expect(paid([1, 3])).to.deep.equal([{ ...ended, paid: '2026-12-20' }]);
    expect(paid([3, 3])).to.have.length(2);
  });

  it('say what they did not have, and what can not be asked yet', () => {
    const rows = honestCountry(SEED, 50).rows();
    const vouchers = runCheck('VOU-1', rows);
    expect(vouchers.notApplicable?.zh).to.contain('不适用');
    const unsealed = runCheck('LED-1', {
      ...rows,
      seals: [],
      unreadable: [{ type: 'plan', name: 'M', block: 3 }],
    });
    expect(unsealed.coverage.missing).to.have.length(3);
    expect(unsealed.findings.map(({ reason }) => reason)).to.deep.equal(['unreadable']);
    expect(runCheck('ANO-1', rows).figures).to.have.length(3);
  });
});
