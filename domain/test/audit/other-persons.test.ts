// SPDX-License-Identifier: Apache-2.0
import { expect } from 'chai';
import { runCheck, type MemberRow, type UnionRow } from '#src/audit/index.js';
import { altered, always, plan, told } from './other-cases.js';
import { Country } from './planted-set.js';

/** Two accounts of one person, of which the second ends for the first. */
function enteredTwice(country: Country, at = '2026-11-02'): readonly [string, string] {
  const [one, other] = ['one', 'other'] as const;
  for (const id of [one, other]) if (!country.members.has(id)) country.member(id, '51');
  const ended: Partial<MemberRow> = { state: 'VOIDED', since: '2020-01-01', into: one };
  country.member(other, '51', ended, `${at}T03:00:00.000Z`);
  return [one, other];
}

describe('what a check tells of other scopes', () => {
  const beyond = (country: Country, ...plans: readonly string[]) =>
    plans.reduce((rows, planId) => altered(rows, planId, () => ({ inScope: false })), country.rows());

  it('is that there is something, and neither whose, nor which, nor how much', () => {
    const country = new Country();
    const one = country.member('one', '51');
    plan(country, { id: 'a', items: [{ id: one, fen: 40_000 }] });
    plan(country, { id: 'b', province: '11', items: [{ id: one, fen: 30_000 }] });
    const [all] = runCheck('DUP-2', country.rows()).findings;
    expect(all).to.deep.include({ plans: ['a', 'b'], fen: 30_000 });
    expect(all?.facts).not.to.have.property('elsewhere');
    const [ours] = runCheck('DUP-2', beyond(country, 'b')).findings;
    const item = { plan: 'a', item: 0 };
    expect(ours).to.deep.include({ org: 'O51', plans: ['a'], items: [item], fen: 0 });
    expect(ours?.steps).to.deep.equal(all?.steps.slice(0, 1));
    expect(ours?.facts).to.deep.include({ elsewhere: 1, times: 2 });
    const [theirs] = runCheck('DUP-2', beyond(country, 'a')).findings;
    expect(theirs).to.deep.include({ org: 'O11', plans: ['b'], fen: 30_000 });
    expect(runCheck('DUP-2', beyond(country, 'a', 'b')).findings).to.deep.equal([]);
  });

  it('is the same of accounts of banks, of households and of files', () => {
    const country = new Country();
    const [one, two] = [country.member('one', '51'), country.member('two', '51')];
    plan(country, { id: 'a', items: [{ id: one, fen: 40, account: 'bank' }] });
    plan(country, { id: 'b', items: [{ id: two, fen: 50, account: 'bank' }] });
    const [shared] = runCheck('IMP-1', beyond(country, 'a')).findings;
    expect(shared).to.deep.include({ plans: ['b'], fen: 50, facts: { payees: 2, elsewhere: 1 } });
    const members = [one, two].map((id, at) => ({ tag: `T${String(at)}`, id, in: 1 }));
    const [f, g] = [country.file('f', '51', members), country.file('g', '11', members)];
    plan(country, { id: 'c', class: 'living', items: [{ id: one, fen: 60, file: f, fileVersion: 1 }] });
    plan(country, { id: 'd', class: 'living', items: [{ id: two, fen: 70, file: g, fileVersion: 1 }] });
    const found = (...plans: readonly string[]) =>
      runCheck('DUP-3', beyond(country, ...plans)).findings.map(({ reason, fen, plans: of, steps }) => ({
        ...{ reason, fen, of, steps: steps.length },
      }));
    expect(found('d')).to.deep.equal([
      { reason: 'twoFiles', fen: 0, of: ['c'], steps: 1 },
      { reason: 'household', fen: 0, of: ['c'], steps: 1 },
    ]);
    expect(found('c').map(({ fen }) => fen)).to.deep.equal([70, 70]);
  });
});

describe('checks on whoever was entered twice', () => {
  it('take both accounts for one person who is granted twice, by one union or two', () => {
    const country = new Country();
    const [one, other] = enteredTwice(country);
    plan(country, { id: 'a', items: [{ id: one, fen: 40_000 }] });
    plan(country, { id: 'b', items: [{ id: other, fen: 50_000 }] });
    expect(told('DUP-1', country.rows())).to.deep.equal(['repeated']);
    plan(country, { id: 'c', province: '11', items: [{ id: other, fen: 50_000 }] });
    expect(told('DUP-2', country.rows())).to.deep.equal(['elsewhere']);
  });

  it('follow an account to the one that stands in the end, and end where accounts name each other', () => {
    const country = new Country();
    const [one, other] = enteredTwice(country);
    country.member('third', '51', { state: 'VOIDED', into: other });
    plan(country, { id: 'a', items: [{ id: one, fen: 400 }] });
    plan(country, { id: 'b', items: [{ id: 'third', fen: 500 }] });
    expect(told('DUP-1', country.rows())).to.deep.equal(['repeated']);
    country.member(one, '51', { into: other });
    expect(told('DUP-1', country.rows())).to.have.length(1);
  });

  it('tell nobody of one account of a bank under both, nor of what was paid before the one ended', () => {
    const country = new Country();
    for (const id of ['one', 'other']) country.member(id, '51');
    plan(country, { id: 'a', items: [{ id: 'one', fen: 400, account: 'bank' }] });
    plan(country, { id: 'b', class: 'summer', items: [{ id: 'other', fen: 500, account: 'bank' }] });
    expect(told('IMP-1', country.rows())).to.deep.equal(['sharedAccount']);
    enteredTwice(country);
    for (const code of ['IMP-1', 'ELG-1', 'ELG-3'])
      expect(told(code, country.rows()), code).to.deep.equal([]);
  });

  it('tell of what was granted, or paid, to an account that had ended for another', () => {
    const country = new Country();
    const [, other] = enteredTwice(country, '2026-02-01');
    plan(country, { id: 'a', items: [{ id: other, fen: 500 }] });
    expect(told('ELG-3', country.rows())).to.deep.equal(['ended']);
    expect(told('ELG-1', country.rows()), 'of the payment').to.deep.equal([]);
    const unpaid = altered(country.rows(), 'a', ({ versions }) => ({ versions: versions.slice(0, 2) }));
    expect(told('ELG-1', unpaid), 'of the grant').to.deep.equal(['state']);
  });

  it('know a household by both, and a person in two files', () => {
    const country = new Country();
    const [one, other] = enteredTwice(country);
    const spouse = country.member('spouse', '51');
    const members = [
      { tag: 'T1', id: spouse, in: 1 },
      { tag: 'T2', id: one, in: 1 },
    ];
    const file = country.file('f', '51', members);
    const own = country.file('g', '51', [{ tag: 'T3', id: other, in: 1 }]);
    plan(country, { id: 'a', class: 'living', items: [{ id: spouse, fen: 40, file, fileVersion: 1 }] });
    plan(country, { id: 'b', class: 'living', items: [{ id: other, fen: 50, file: own, fileVersion: 1 }] });
    expect([...told('DUP-3', country.rows())].sort()).to.deep.equal(['household', 'twoFiles']);
  });

  it('know who signs, and who is paid, by both', () => {
    const country = new Country();
    const [one, other] = enteredTwice(country);
    const { items } = plan(country, { id: 'a', items: [{ id: 'p', fen: 40 }] });
    country.member('p', '51');
    expect(items).to.have.length(1);
    const both = always(({ duties }) => ({
      duties: { ...duties, maker: one, ...(duties.checker !== undefined && { checker: other }) },
    }));
    expect(told('SOD-1', altered(country.rows(), 'a', both))).to.include('twoDuties');
    const paid = new Country();
    enteredTwice(paid);
    plan(paid, { id: 'a', items: [{ id: 'other', fen: 40 }] });
    const made = always(({ duties }) => ({ duties: { ...duties, maker: 'one' } }));
    expect(told('MIS-1', altered(paid.rows(), 'a', made))).to.deep.equal(['payeeHasDuty']);
    const cadre = { operatorId: 'P1', org: 'O51', role: 'cadre', grants: ['plan'], state: 'ACTIVE' } as const;
    paid.cadres.set('one', [cadre]);
    expect(told('MIS-1', paid.rows())).to.deep.equal(['payeeIsCadre']);
  });
});

describe('checks of duplicates', () => {
  it('find somebody twice in one list, of a class of which one has several', () => {
    const country = new Country();
    const id = country.member('ill', '51');
    const twice = [
      { id, fen: 300 },
      { id, fen: 400 },
    ];
    plan(country, { id: 'a', class: 'medical', items: twice });
    expect(told('DUP-1', country.rows())).to.deep.equal(['repeated']);
    const honest = new Country();
    honest.member('ill', '51');
    for (const at of ['a', 'b', 'c', 'd'])
      plan(honest, { id: at, class: 'medical', items: [{ id: 'ill', fen: 9 }] });
    expect(told('DUP-1', honest.rows())).to.deep.equal([]);
    plan(honest, { id: 'e', class: 'medical', items: [{ id: 'ill', fen: 9 }] });
    expect(told('DUP-1', honest.rows())).to.deep.equal(['repeated']);
  });

  it('find a student by tag and by account, and by the tag of an older key', () => {
    const country = new Country();
    const [parent, child] = [country.member('parent', '51'), country.member('child', '51')];
    const file = country.file('f', '51', [
      { tag: 'TP', id: parent, in: 1 },
      { tag: 'TC', former: 'TC-old', id: child, in: 1 },
      { tag: 'TD', in: 1 },
    ]);
    const by = { file, fileVersion: 1 };
    plan(country, { id: 'a', class: 'education', items: [{ id: parent, fen: 40, for: 'TC-old', ...by }] });
    plan(country, { id: 'd', class: 'education', items: [{ id: parent, fen: 40, for: 'TD', ...by }] });
    expect(told('DUP-1', country.rows()), 'two children').to.deep.equal([]);
    plan(country, { id: 'b', class: 'education', province: '11', items: [{ id: child, fen: 50 }] });
    expect(told('DUP-2', country.rows())).to.deep.equal(['elsewhere']);
    plan(country, { id: 'c', class: 'education', items: [{ id: parent, fen: 50, for: 'TC', ...by }] });
    expect(told('DUP-1', country.rows())).to.deep.equal(['repeated']);
  });

  it('find whoever is paid twice for children who are of no file', () => {
    const country = new Country();
    const id = country.member('p', '51');
    const file = country.file('f', '51', [{ tag: 'TP', id, in: 1 }]);
    const items = ['x', 'y'].map((child) => ({ id, fen: 40, file, fileVersion: 1, for: child }));
    plan(country, { id: 'a', class: 'education', items });
    expect(told('DUP-1', country.rows()), 'two of them').to.deep.equal([]);
    plan(country, { id: 'b', class: 'education', items: items.slice(1) });
    expect(told('DUP-1', country.rows())).to.deep.equal(['repeated']);
  });

  it('take for a transfer what the unions above have granted, and nothing that nobody has moved for', () => {
    const union = (parent: string): UnionRow => ({ parent });
    const known = { block: 0, transactionId: 't', time: '2026-01-01T00:00:00.000Z', type: '', actor: '' };
    const told2 = (parents: Readonly<Record<string, string>>, moves = true): readonly string[] => {
      const country = new Country();
      country.member('p', '51', { org: 'below' });
      plan(country, { id: 'a', items: [{ id: 'p', fen: 40 }] });
      if (moves) country.member('p', '11', { org: 'beneath' }, '2026-03-01T03:00:00.000Z');
      plan(country, { id: 'b', province: '11', on: '2026-03-03', items: [{ id: 'p', fen: 40 }] });
      const unions = new Map(
        Object.entries(parents).map(([org, parent]) => [org, [{ step: known, record: union(parent) }]]),
      );
      return told('DUP-2', { ...country.rows(), unions });
    };
    expect(told2({ below: 'O51', beneath: 'city', city: 'O11' })).to.deep.equal(['elsewhere: transferred']);
    expect(told2({ below: 'O51', beneath: 'city' })).to.deep.equal(['elsewhere']);
    expect(told2({ below: 'city', city: 'below', beneath: 'O11' }), 'a circle').to.deep.equal(['elsewhere']);
    expect(told2({ below: 'O51', O51: 'O11' }, false), 'of both all the time').to.deep.equal(['elsewhere']);
    // Father and mother, each of the own union, for one child.
    const country = new Country();
    for (const [id, province] of [
      ['x', '51'],
      ['y', '11'],
    ] as const) {
      country.member(id, province);
      const file = country.file(`f${id}`, province, [
        { tag: `T${id}`, id, in: 1 },
        { tag: 'child', in: 1 },
      ]);
      const item = { id, fen: 40, file, fileVersion: 1, for: 'child' };
      plan(country, { id, province, class: 'education', items: [item] });
    }
    expect(told('DUP-2', country.rows())).to.deep.equal(['elsewhere']);
  });

  it('add up what goes to one subject, by whichever names, and whomever it is said to be for', () => {
    const country = new Country();
    const id = country.member('p', '51');
    const file = country.file('f', '51', [
      { tag: 'T', id, in: 1 },
      { tag: 'C', in: 1 },
    ]);
    const by = { file, fileVersion: 1 };
    plan(country, { id: 'a', items: [{ id, fen: 60_000, for: 'C', ...by }] });
    plan(country, { id: 'b', items: [{ id, fen: 60_000 }] });
    expect(told('CAP-1', country.rows())).to.deep.equal(['window']);
    const ill = new Country();
    ill.member('p', '51');
    ill.file('f', '51', [
      { tag: 'T', id, in: 1 },
      { tag: 'C', in: 1 },
    ]);
    plan(ill, { id: 'a', class: 'medical', items: [{ id, fen: 60_000, for: 'T', ...by }] });
    plan(ill, { id: 'b', class: 'medical', items: [{ id, fen: 60_000, for: 'C', ...by }] });
    expect(told('CAP-1', ill.rows()), 'of two').to.deep.equal([]);
    plan(ill, { id: 'c', class: 'medical', items: [{ id, fen: 60_000 }] });
    expect(told('CAP-1', ill.rows())).to.deep.equal(['window']);
  });

  it('say the same of what came in one block, in whatever order', () => {
    const country = new Country();
    const id = country.member('p', '51');
    for (const at of ['b', 'a']) plan(country, { id: at, items: [{ id, fen: at === 'a' ? 40 : 50 }] });
    const rows = country.rows();
    const plans = rows.plans.map((row) => ({
      ...row,
      items: row.items.map((item) => ({ ...item, step: { ...item.step, block: 7 } })),
    }));
    const [one, other] = [plans, [...plans].reverse()].map((some) =>
      runCheck('DUP-1', { ...rows, plans: some }),
    );
    expect(one).to.deep.equal(other);
    expect(one!.findings[0]!.items).to.deep.equal([
      { plan: 'a', item: 0 },
      { plan: 'b', item: 0 },
    ]);
  });
});
