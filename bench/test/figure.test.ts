// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { formatNumber, holdsBar, toTable, type Figure } from '#src/figure.js';

const RATE: Figure = {
  what: 'enrolment',
  value: 1_234.5,
  unit: 'members/s',
  ratio: { value: 0.912, to: 'the bare contract' },
};

describe('figures', () => {
  it('hold a bar on the value or on the ratio, limits included', () => {
    expect(holdsBar(RATE)).to.equal(undefined);
    expect(holdsBar({ ...RATE, bar: { of: 'value', least: 1_234.5 } })).to.equal(true);
    expect(holdsBar({ ...RATE, bar: { of: 'value', most: 1_234 } })).to.equal(false);
    expect(holdsBar({ ...RATE, bar: { of: 'ratio', least: 0.92 } })).to.equal(false);
    expect(holdsBar({ ...RATE, bar: { of: 'ratio', least: 0.9, most: 1 } })).to.equal(true);
  });

  it('refuse a bar on a ratio that is not there', () => {
    const figure: Figure = { what: 'size', value: 434, unit: 'B', bar: { of: 'ratio', least: 1 } };
    expect(() => holdsBar(figure)).to.throw(RangeError);
  });

  it('are a table with the ratio in front and a missed bar marked', () => {
    const missed: Figure = { ...RATE, bar: { of: 'value', least: 1_500 }, note: 'a | b' };
    const table = toTable({ title: 'Bulk', figures: [RATE, missed] });
    expect(table.split('\n')).to.deep.equal([
      '### Bulk',
      '',
      '| what | ratio | bar | figure | |',
      '| --- | --- | --- | --- | --- |',
      '| enrolment | 0.91 × the bare contract |  | 1,235 members/s |  |',
      '| enrolment | 0.91 × the bare contract | ≥ 1,500 **missed** | 1,235 members/s | a \\| b |',
    ]);
  });

  it('keep the digits that mean something', () => {
    expect([0.456, 12.34, 434.4, 1_234_567].map(formatNumber)).to.deep.equal([
      '0.46',
      '12.3',
      '434',
      '1,234,567',
    ]);
  });
});
