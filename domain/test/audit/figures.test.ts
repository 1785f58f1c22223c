// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { runCheck, type AuditRows, type PlanRow } from '#src/audit/index.js';
import { altered, always, plan } from './other-cases.js';
import { Country } from './planted-set.js';

const bands = [
  { fen: 100, approvers: 1 },
  { fen: 900, approvers: 2 },
];

describe('figures that find nobody at fault', () => {
  const figure = (code: string, rows: AuditRows, name: string): readonly [number, number] | undefined => {
    const { findings, figures } = runCheck(code, rows);
    expect(findings).to.deep.equal([]);
    const found = figures.find((each) => each.name === name);
    return found && [found.count, found.of];
  };
  const two = (programme: object = { bands }, other: object = {}): Country => {
    const country = new Country();
    for (const id of ['a', 'b']) country.member(id, '51');
    plan(country, { id: 'a', programme, items: [{ id: 'a', fen: 60 }] });
    plan(country, { id: 'b', programme, items: [{ id: 'b', fen: 60 }], ...other });
    return country;
  };
  const splits = (rows: AuditRows): unknown => figure('ANO-1', rows, 'splitBand');

  it('tell of plans each of which is below the band that all of them ask for', () => {
    expect(splits(two().rows())).to.deep.equal([1, 2]);
    expect(splits(two({ bands: [{ fen: 120, approvers: 1 }, bands[1]] }).rows())).to.deep.equal([0, 2]);
    expect(splits(two(undefined, { class: 'summer' }).rows()), 'of another class').to.deep.equal([0, 2]);
    expect(splits(two(undefined, { change: { window: '2025' } }).rows()), 'of before').to.deep.equal([0, 2]);
    const both = always(({ duties }) => ({
      duties: { ...duties, approvers: ['x', 'y'].map((person) => ({ person, org: 'O51' })) },
    }));
    expect(splits(altered(two().rows(), 'b', both)), 'by two').to.deep.equal([0, 2]);
    const cancelled = ({ versions }: PlanRow): Partial<PlanRow> => ({
      versions: versions.map(({ step, record }) => ({ step, record: { ...record, status: 'CANCELLED' } })),
    });
    const rows = altered(two().rows(), 'a', cancelled);
    expect(runCheck('ANO-1', rows).figures.find(({ name }) => name === 'splitBand')?.count).to.equal(0);
    const open = altered(two().rows(), 'b', ({ versions }) => ({ versions: versions.slice(0, 2) }));
    expect(splits(open), 'nobody has approved').to.deep.equal([0, 2]);
  });

  it('tell of money of which nobody says for long that it was received', () => {
    const without = (rows: AuditRows): unknown => figure('CLO-1', rows, 'noReceipt');
    // Reconciled on the 17th of February.
    const rows = two().rows();
    expect(without({ ...rows, asOf: '2026-03-05' })).to.deep.equal([2, 2]);
    expect(without({ ...rows, asOf: '2026-03-04' })).to.deep.equal([0, 2]);
    const attested = altered(rows, 'a', ({ versions }) => {
      const last = versions.at(-1)!;
      return { versions: [...versions, { ...last, step: { ...last.step, type: 'receipt.attest' } }] };
    });
    expect(without(attested)).to.deep.equal([1, 2]);
    expect(
      without(
        altered(
          rows,
          'a',
          always(() => ({ goods: true })),
        ),
      ),
    ).to.deep.equal([1, 1]);
    expect(without(altered(rows, 'a', () => ({ inScope: false })))).to.deep.equal([1, 1]);
  });
});
