// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { householdOf, namesOf } from '#src/file/index.js';
import type { BenefitClassCode, GrantedRecord } from '#src/ledger/index.js';
import { expectCode } from '../support/expect-code.js';
import { FILE, grantRow } from '../support/plan.js';

describe('a grant to whoever was entered twice', () => {
  const granted = (change: Partial<GrantedRecord> = {}): GrantedRecord => ({
    ...{ n: 1, fen: 300, last: '2026-02-01', plan: 'before', ...change },
  });
  const grant = (
    by: Readonly<Record<string, GrantedRecord>>,
    {
      programme = {},
      near = {},
    }: {
      readonly programme?: object;
      readonly near?: Readonly<Record<string, GrantedRecord>>;
    } = {},
  ): ReadonlyMap<string, GrantedRecord> =>
    grantRow({
      ...{ plan: { class: 'medical' }, programme },
      granted: (name) => by[name],
      near: (name) => [near[name] ?? []].flat(),
      also: (name) => (name === 'p' ? ['q', 'o'] : []),
    }).granted;

  it('adds up what all accounts were granted, and writes it under the one that stands', () => {
    expect([...grant({ p: granted(), q: granted() })]).to.deep.equal([
      ['p', { n: 2, fen: 700, last: '2026-03-01', plan: 'now', before: ['before'] }],
    ]);
    expect([...grant({ q: granted({ n: 3, fen: 600 }) }).values()]).to.deep.include({
      ...{ n: 1, fen: 400, last: '2026-03-01', plan: 'now' },
    });
    expectCode(() => grant({ p: granted(), q: granted(), o: granted({ fen: 1 }) }), 'CAP_EXCEEDED');
    expectCode(() => grant({ q: granted({ n: 2 }), o: granted({ n: 2 }) }), 'ALREADY_GRANTED');
    expectCode(() => grant({ o: granted({ plan: 'now' }) }), 'DUPLICATE_IN_FILE');
    expectCode(() => grant({ o: granted({ before: ['now'] }) }), 'DUPLICATE_IN_FILE');
  });

  it('looks at the days of all', () => {
    const apart = { programme: { apart: 60 } };
    expectCode(() => grant({ q: granted() }, apart), 'GRANT_TOO_SOON');
    expectCode(() => grant({}, { ...apart, near: { o: granted() } }), 'GRANT_TOO_SOON');
    expect(grant({ q: granted({ last: '2025-12-01' }) }, apart).size).to.equal(1);
  });

  it('is no emergency twice', () => {
    const programme = { files: { level: 'province', late: 30 } };
    expect(grant({}, { programme }).size).to.equal(1);
    expectCode(() => grant({ q: granted() }, { programme }), 'HARDSHIP_REQUIRED');
    expectCode(() => grant({}, { programme, near: { q: granted() } }), 'HARDSHIP_REQUIRED');
  });

  it('of a household counts what any of it is granted by another account than the one on file', () => {
    const members = [
      { tag: 't', id: 'p', in: 1 },
      { tag: 'u', id: 'r', in: 1 },
    ];
    const file = { ...FILE, members };
    const others: Readonly<Record<string, readonly string[]>> = { r: ['s', 'x'], p: ['q'] };
    const byFile = (
      by: Readonly<Record<string, GrantedRecord>>,
      benefitClass: BenefitClassCode,
      programme: object = {},
    ): ReadonlyMap<string, GrantedRecord> =>
      grantRow(
        {
          ...{ plan: { class: benefitClass }, programme, file, home: file, isFiled: true },
          granted: (name) => by[name],
          also: (name) => others[name] ?? [],
        },
        { file: 'f' },
      ).granted;
    const names = ['p', 't', 'u', 'r', 'f'];
    expect([...byFile({}, 'living').keys()].sort()).to.deep.equal([...names].sort());
    for (const other of ['q', 's', 'x'])
      expectCode(() => byFile({ [other]: granted() }, 'living'), 'ALREADY_GRANTED');
    const cap = { householdFen: 1000 };
    expect(byFile({ s: granted(), r: granted() }, 'winter', cap).size, '300 + 300 + 400').to.equal(2);
    expectCode(() => byFile({ s: granted({ fen: 301 }), r: granted() }, 'winter', cap), 'CAP_EXCEEDED');
    expectCode(() => byFile({ x: granted(), s: granted({ fen: 301 }) }, 'winter', cap), 'CAP_EXCEEDED');
  });

  it('past a file that does not count yet counts what any of it is granted by another account', () => {
    // Filed under the account that has ended for the payee's.
    const members = [
      { tag: 't', id: 'q', in: 1 },
      { tag: 'u', id: 'r', in: 1 },
    ];
    const standing = { ...FILE, members };
    const others: Readonly<Record<string, readonly string[]>> = { p: ['q'], q: ['p'], r: ['s', 'x'] };
    const past = (
      by: Readonly<Record<string, GrantedRecord>>,
      benefitClass: BenefitClassCode,
      programme: object = {},
    ): ReadonlyMap<string, GrantedRecord> =>
      grantRow({
        ...{ plan: { class: benefitClass }, programme, home: standing, standing },
        granted: (name) => by[name],
        also: (name) => others[name] ?? [],
      }).granted;
    expect([...past({}, 'living').keys()]).to.deep.equal(['p']);
    for (const other of ['p', 'q', 'r', 's', 'x', 'u'])
      expectCode(() => past({ [other]: granted() }, 'living'), 'ALREADY_GRANTED');
    const cap = { householdFen: 1000 };
    expect(past({ s: granted(), x: granted() }, 'winter', cap).size, '300 + 300 + 400').to.equal(1);
    expectCode(() => past({ s: granted(), x: granted({ fen: 301 }) }, 'winter', cap), 'CAP_EXCEEDED');
  });

  it('is by a household that knows each of it by all of them', () => {
    const members = [{ tag: 't', id: 'p' }, { tag: 'u' }];
    expect(householdOf(members, () => undefined)).to.deep.equal(members);
    const filed = householdOf(members, (id) => (id === 'p' ? ['q', 'o'] : undefined));
    expect(filed).to.deep.equal([{ tag: 't', id: 'p', also: ['q', 'o'] }, { tag: 'u' }]);
    expect(filed.flatMap(namesOf)).to.deep.equal(['t', 'p', 'q', 'o', 'u']);
  });
});
