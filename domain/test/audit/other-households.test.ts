// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { DIGEST, plan, told } from './other-cases.js';
import { Country } from './planted-set.js';

describe('the check of households', () => {
  const couple = (country: Country): readonly { tag: string; id: string; in: number }[] =>
    ['x', 'y'].map((id) => ({ tag: `T${id}`, id: country.member(id, '51'), in: 1 }));

  /** The second of a couple's file is none of it any more. */
  const secondLeaves = (country: Country, file: string, at: string): void => {
    const versions = country.files.get(file)!;
    const { record } = versions[0]!;
    const [first, second] = record.members;
    const left = { ...record, v: 2, members: [first!], left: [{ ...second!, out: 2 }] };
    versions.push({ step: country.step('file.revise', at), record: left });
  };

  it('explains nothing by a household that was divided only afterwards', () => {
    const country = new Country();
    const members = couple(country);
    const file = country.file('f', '51', members);
    const own = country.file('g', '51', [{ tag: 'Ty', id: 'y', in: 1 }]);
    plan(country, { id: 'a', class: 'living', items: [{ id: 'x', fen: 40, file, fileVersion: 1 }] });
    plan(country, { id: 'b', class: 'living', items: [{ id: 'y', fen: 50, file: own, fileVersion: 1 }] });
    country.file(file, '51', members.slice(0, 1), { v: 2, left: [{ ...members[1]!, out: 2 }] });
    expect(told('DUP-3', country.rows())).to.include('household');
  });

  it('knows a household that stood on file, whether an item names it or not', () => {
    const living = (change: object, first = true): readonly string[] => {
      const country = new Country();
      const members = couple(country);
      if (first) country.file('f', '51', members, change);
      for (const { id } of members) plan(country, { id, class: 'living', items: [{ id, fen: 40 }] });
      if (!first) country.file('f', '51', members, change);
      return told('DUP-3', country.rows());
    };
    expect(living({ from: '2026-02-20' }), 'still shown in public').to.deep.equal(['household']);
    expect(living({}, false), 'filed afterwards').to.deep.equal([]);
    expect(living({ until: '2026-02-02' }), 'run out').to.deep.equal([]);
    const closed = { on: '2026-02-01', reason: 'error', evidence: DIGEST } as const;
    expect(living({ state: 'CLOSED', closed })).to.deep.equal([]);
  });

  it('finds whoever stood in two files and has left one since', () => {
    const country = new Country();
    const members = couple(country);
    const file = country.file('f', '51', members);
    country.file('g', '51', [{ tag: 'Ty', id: 'y', in: 1 }]);
    plan(country, { id: 'a', class: 'winter', items: [{ id: 'x', fen: 40, file, fileVersion: 1 }] });
    secondLeaves(country, file, '2026-06-01T03:00:00.000Z');
    expect(told('DUP-3', country.rows())).to.deep.equal(['twoFiles']);
  });

  it('finds nobody who has left one file by the day on which the next counts, in China', () => {
    const country = new Country();
    const members = couple(country);
    const file = country.file('f', '51', members);
    // The 1st of June in China.
    secondLeaves(country, file, '2026-05-31T17:00:00.000Z');
    const own = country.file('g', '51', [{ tag: 'Ty', id: 'y', in: 1 }], {
      filed: '2026-06-01',
      from: '2026-06-01',
    });
    plan(country, { id: 'a', items: [{ id: 'x', fen: 40, file, fileVersion: 1 }] });
    plan(country, { id: 'b', on: '2026-06-03', items: [{ id: 'y', fen: 40, file: own, fileVersion: 1 }] });
    expect(told('DUP-3', country.rows())).to.deep.equal([]);
    const [first] = country.files.get(own)!;
    country.files.set(own, [{ ...first!, record: { ...first!.record, from: '2026-05-31' } }]);
    expect(told('DUP-3', country.rows())).to.deep.equal(['twoFiles']);
  });

  it('counts a file on its last day, and not on the day of its end', () => {
    const day = (until: string, closed?: string): readonly string[] => {
      const country = new Country();
      couple(country);
      const ended =
        closed === undefined ? {} : { closed: { on: closed, reason: 'error', evidence: DIGEST } as const };
      const file = country.file('f', '51', [{ tag: 'Ty', in: 1 }], { until, ...ended });
      country.file('g', '51', [{ tag: 'Ty', in: 1 }], { from: '2026-03-01' });
      plan(country, { id: 'a', items: [{ id: 'x', fen: 40, file }] });
      return told('DUP-3', country.rows());
    };
    expect(day('2026-03-01')).to.deep.equal(['twoFiles']);
    expect(day('2026-02-28')).to.deep.equal([]);
    expect(day('2026-12-31', '2026-03-01')).to.deep.equal([]);
    expect(day('2026-12-31', '2026-03-02')).to.deep.equal(['twoFiles']);
  });
});
