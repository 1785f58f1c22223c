// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { runCheck, type AuditRows } from '#src/audit/index.js';
import { altered, always, plan } from './other-cases.js';
import { Country } from './planted-set.js';

describe('figures that find nobody at fault', () => {
  const figure = (code: string, rows: AuditRows, name: string): readonly [number, number] | undefined => {
    const { findings, figures } = runCheck(code, rows);
    expect(findings).to.deep.equal([]);
    const found = figures.find((each) => each.name === name);
    return found && [found.count, found.of];
  };
  const two = (programme: object = {}, other: object = {}): Country => {
    const country = new Country();
    for (const id of ['a', 'b']) country.member(id, '51');
    plan(country, { id: 'a', programme, items: [{ id: 'a', fen: 60 }] });
    plan(country, { id: 'b', programme, items: [{ id: 'b', fen: 60 }], ...other });
    return country;
  };

  it('tell of plans just below a band, of the year’s end, and of round sums', () => {
    const below = (fen: number): unknown =>
      figure('ANO-1', two({ bands: [{ fen, approvers: 1 }] }).rows(), 'belowBand');
    // 60 is 95 % of 63, and not of 64.
    for (const fen of [60, 63]) expect(below(fen), String(fen)).to.deep.equal([2, 2]);
    for (const fen of [59, 64]) expect(below(fen), String(fen)).to.deep.equal([0, 2]);
    expect(figure('ANO-1', two({}, { on: '2026-12-01' }).rows(), 'yearEnd')).to.deep.equal([1, 2]);
    const round = two({}, { items: [{ id: 'b', fen: 200_000 }] }).rows();
    expect(figure('ANO-1', round, 'roundSums')).to.deep.equal([1, 2]);
    const unseen = altered(round, 'a', () => ({ inScope: false }));
    expect(figure('ANO-1', unseen, 'roundSums')).to.deep.equal([1, 1]);
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
